package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import masthead.studio.SoundCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdtsTest {
    private static final int PID = 0x101;

    private final Adts adts = new Adts();
    private int counter;

    @ParameterizedTest
    @CsvSource({
        "3, 1, 1920",
        "3, 2, 1920",
        "4, 2, 2089",
        "6, 2, 3840",
        "3, 3, 1920",
        "3, 4, 1920",
        "3, 5, 1920",
        "3, 6, 1920"
    })
    void silence_goes_on_where_the_sound_ended(int rate, int channels, long frame) {
        send(1_000_000, frames(10, rate, channels));
        assertThat(adts.known()).isTrue();
        assertThat(adts.span()).isEqualTo(frame);
        assertThat(adts.until()).isBetween(1_000_000 + 10 * frame, 1_000_000 + 10 * frame + 10);
        long from = adts.until();
        byte[] silence = adts.silence(90_000);
        assertThat(adts.until()).isBetween(from + 90_000 - frame - 10, from + 90_000);
        SoundCheck heard = new SoundCheck(PID)
                .take(PesWriter.packets(PID, from, silence, this::next))
                .end();
        assertThat(heard.faults()).isEmpty();
        assertThat(heard.frames()).isEqualTo((int) (90_000 / (frame + 0.9)));
    }

    @Test
    void frames_are_counted_however_packets_cut_them() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int count = 1 + random.nextInt(20);
            send(i * 50_000L, frames(count, 3, 2));
            assertThat(adts.until()).isEqualTo(i * 50_000L + count * 1920L);
        }
    }

    @Test
    void a_unit_that_is_not_sent_after_all_does_not_count() {
        send(0, frames(5, 3, 2));
        send(9600, frames(5, 3, 2));
        adts.undo();
        assertThat(adts.until()).isEqualTo(9600);
        send(9600, frames(2, 3, 2));
        assertThat(adts.until()).isEqualTo(9600 + 2 * 1920);
    }

    @Test
    void noise_is_no_sound() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] &= 0x7f; // no sync word
        }
        send(0, noise);
        assertThat(adts.known()).isFalse();
    }

    @Test
    void after_a_lost_packet_the_next_unit_is_counted_right() {
        send(0, frames(3, 3, 2));
        List<ByteBuf> packets = packets(5760, frames(10, 3, 2));
        packets.remove(2);
        adts.unit(5760);
        packets.forEach(each -> adts.take(each, 0));
        send(24_960, frames(10, 3, 2));
        assertThat(adts.until()).isEqualTo(24_960 + 10 * 1920);
    }

    @Test
    void a_hole_shorter_than_a_frame_and_channels_without_a_silence_stay_as_they_are() {
        send(0, frames(3, 3, 2));
        assertThat(adts.silence(1919)).isEmpty();
        send(5760, frames(3, 3, 7));
        assertThat(adts.silence(90_000)).isEmpty();
        assertThat(adts.until()).isEqualTo(5760 + 3 * 1920);
    }

    private int next() {
        return counter++ & 0x0f;
    }

    private void send(long pts, byte[] sound) {
        adts.unit(pts);
        packets(pts, sound).forEach(each -> adts.take(each, 0));
    }

    private List<ByteBuf> packets(long pts, byte[] sound) {
        ByteBuf all = Unpooled.wrappedBuffer(PesWriter.packets(PID, pts, sound, this::next));
        List<ByteBuf> packets = new ArrayList<>();
        while (all.isReadable()) {
            packets.add(all.readSlice(Packet.SIZE));
        }
        return packets;
    }

    /** Frames of 200 to 400 bytes each. */
    private static byte[] frames(int count, int rate, int channels) {
        ByteBuf all = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            int length = 200 + i * 53 % 200;
            all.writeByte(0xff).writeByte(0xf1).writeByte(0x40 | rate << 2 | channels >> 2);
            all.writeByte((channels & 3) << 6 | length >> 11)
                    .writeByte(length >> 3)
                    .writeByte((length & 7) << 5 | 0x1f);
            all.writeByte(0xfc).writeZero(length - 7);
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }
}
