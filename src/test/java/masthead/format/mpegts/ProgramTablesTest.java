package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Test;

class ProgramTablesTest {
    private static final int PMT = 0x1000;

    private final ProgramTables tables = new ProgramTables();
    private final byte[] pat = Arrays.copyOfRange(new TestCard("x").nextFrame(), 0, 188);
    private final byte[] pmt = Arrays.copyOfRange(new TestCard("x").nextFrame(), 188, 376);

    @Test
    void the_first_video_stream_leads() {
        read(pat);
        read(pmt);
        ProgramMap map = tables.map().orElseThrow();
        assertThat(map.leadPid()).isEqualTo(0x100);
        assertThat(map.leadType()).isEqualTo(StreamType.H264);
        assertThat(tables.packets()).hasSize(376);
    }

    @Test
    void a_damaged_table_is_not_believed() {
        read(pat);
        byte[] damaged = pmt.clone();
        damaged[18] ^= 1;
        read(damaged);
        assertThat(tables.map()).isEmpty();
        read(pmt);
        byte[] damagedPat = pat.clone();
        damagedPat[16] ^= 1; // another PMT's PID
        read(damagedPat);
        assertThat(tables.map()).isPresent();
    }

    @Test
    void a_table_that_is_not_in_force_yet_is_not_believed() {
        read(pat);
        byte[] next = pmt.clone();
        next[10] &= (byte) 0xfe;
        read(next);
        assertThat(tables.map()).isEmpty();
    }

    @Test
    void a_table_may_span_packets() {
        read(pat);
        byte[] section = longSection(40);
        for (byte[] packet : packets(section, section)) {
            read(packet);
        }
        ProgramMap map = tables.map().orElseThrow();
        assertThat(map.streams()).hasSize(40);
        assertThat(tables.packets().length).isGreaterThan(376);
    }

    @Test
    void it_survives_any_bytes() {
        read(pat);
        java.util.Random random = new java.util.Random(7);
        byte[] noise = new byte[188];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(noise);
            noise[0] = 0x47;
            noise[1] = (byte) (random.nextInt(4) << 5 | PMT >> 8);
            noise[2] = 0;
            read(noise);
        }
        read(pmt);
        assertThat(tables.map()).isPresent();
    }

    private void read(byte[] packet) {
        ByteBuf buffer = Unpooled.wrappedBuffer(packet);
        assertThat(tables.isTable(Packet.pid(buffer, 0))).isTrue();
        tables.read(buffer, 0);
    }

    private static byte[] longSection(int streams) {
        int length = 12 + streams * 5 + 4;
        byte[] section = new byte[length];
        section[0] = 2;
        section[1] = (byte) (0xb0 | (length - 3) >> 8);
        section[2] = (byte) (length - 3);
        section[4] = 1;
        section[5] = (byte) 0xc1;
        section[8] = (byte) 0xe1;
        section[10] = (byte) 0xf0;
        for (int i = 0; i < streams; i++) {
            int at = 12 + i * 5;
            section[at] = 0x1b;
            section[at + 1] = (byte) 0xe1;
            section[at + 2] = (byte) i;
            section[at + 3] = (byte) 0xf0;
        }
        for (int i = 0; i < 4; i++) {
            section[length - 4 + i] = 0;
        }
        int crc = crc(section, length - 4);
        for (int i = 0; i < 4; i++) {
            section[length - 4 + i] = (byte) (crc >>> (24 - 8 * i));
        }
        return section;
    }

    /** Bit by bit, as annex A draws it: another way than the code under test. */
    private static int crc(byte[] bytes, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                int in = (bytes[i] >> bit & 1) ^ (crc >>> 31);
                crc = crc << 1 ^ (in == 1 ? 0x04c11db7 : 0);
            }
        }
        return crc;
    }

    /** Packets that carry the sections back to back, each beginning where the one before ends. */
    private static byte[][] packets(byte[]... sections) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int second = sections[0].length;
        for (byte[] section : sections) {
            all.writeBytes(section);
        }
        byte[] payload = all.toByteArray();
        java.util.List<byte[]> packets = new java.util.ArrayList<>();
        int at = 0;
        while (at < payload.length) {
            boolean starts = at == 0 || (at < second && at + 183 >= second);
            byte[] packet = new byte[188];
            Arrays.fill(packet, (byte) 0xff);
            packet[0] = 0x47;
            packet[1] = (byte) ((starts ? 0x40 : 0) | PMT >> 8);
            packet[2] = 0;
            packet[3] = 0x10;
            int from = 4;
            if (starts) {
                packet[from++] = (byte) (at == 0 ? 0 : second - at);
            }
            int part = Math.min(188 - from, payload.length - at);
            System.arraycopy(payload, at, packet, from, part);
            at += part;
            packets.add(packet);
        }
        return packets.toArray(byte[][]::new);
    }
}
