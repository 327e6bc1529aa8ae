package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class RandomAccessTest {
    private static final int AUD = 0x09;
    private static final int SPS = 0x67;
    private static final int IDR = 0x65;
    private static final int SLICE = 0x41;

    @Test
    void the_multiplexers_flag_is_believed() {
        ByteBuf packet = picture(SLICE);
        packet.setByte(5, 0x40);
        assertThat(RandomAccess.at(packet, 0, StreamType.H264)).isTrue();
    }

    @Test
    void without_a_flag_the_picture_is_looked_at() {
        assertThat(RandomAccess.at(picture(AUD, SPS), 0, StreamType.H264)).isTrue();
        assertThat(RandomAccess.at(picture(AUD, IDR), 0, StreamType.H264)).isTrue();
        assertThat(RandomAccess.at(picture(AUD, SLICE), 0, StreamType.H264)).isFalse();
        assertThat(RandomAccess.at(picture(0x46, 0x40), 0, StreamType.HEVC)).isTrue(); // delimiter, VPS
        assertThat(RandomAccess.at(picture(0x46, 0x02), 0, StreamType.HEVC)).isFalse(); // delimiter, TRAIL_R
        assertThat(RandomAccess.at(picture(0xb3), 0, StreamType.MPEG2_VIDEO)).isTrue();
        assertThat(RandomAccess.at(picture(0x00), 0, StreamType.MPEG2_VIDEO)).isFalse(); // picture header only
    }

    @Test
    void picture_data_that_looks_like_a_unit_is_not_taken_for_one() {
        assertThat(RandomAccess.at(picture(AUD, SLICE, SPS), 0, StreamType.H264))
                .isFalse();
    }

    @Test
    void only_the_packet_a_picture_begins_in_counts() {
        ByteBuf packet = picture(AUD, IDR);
        packet.setByte(1, packet.getByte(1) & ~0x40);
        assertThat(RandomAccess.at(packet, 0, StreamType.H264)).isFalse();
    }

    @Test
    void sound_can_begin_with_any_unit() {
        assertThat(RandomAccess.at(picture(0), 0, StreamType.OTHER)).isTrue();
    }

    /** A packet with an adaptation field without flags, a PES header, and one start code for each of {@code codes}. */
    private static ByteBuf picture(int... codes) {
        ByteBuf packet = Unpooled.buffer(188).writeZero(188);
        packet.setByte(0, 0x47)
                .setShort(1, 0x4100)
                .setByte(3, 0x30)
                .setByte(4, 1)
                .setByte(5, 0);
        packet.setMedium(6, 1).setByte(9, 0xe0).setByte(12, 0x80).setByte(14, 5);
        packet.writerIndex(20);
        for (int code : codes) {
            packet.writeMedium(1).writeByte(code).writeByte(0xff);
        }
        while (packet.isWritable()) {
            packet.writeByte(0xff);
        }
        return packet;
    }
}
