package masthead.studio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * A live transport stream made up as it is read: PAT, PMT, H.264-like video with PCR and key frames, and sound.
 *
 * <p>Every video and audio packet ends in a mark: which channel, which run of it, and a number that grows by one with each
 * packet. So a {@link CardCheck} sees what was lost, torn, mixed or sent in the wrong order. It is a stream for relays, not
 * for decoders: the pictures are filling. Not thread-safe.
 */
public final class TestCard {
    /** 4 bytes of magic, 4 of run, 4 of channel, 8 of number. */
    static final int MARK = 20;

    static final int MAGIC = 0x4d415354;
    static final int SIZE = 188;
    static final int PMT_PID = 0x1000;
    static final int VIDEO_PID = 0x100;
    static final int AUDIO_PID = 0x101;
    private static final int TICKS_PER_SECOND = 90_000;
    private static final int HEAD_START = TICKS_PER_SECOND / 5;

    /**
     * What a stream looks like.
     *
     * @param packetsPerFrame video packets per picture
     * @param group pictures from one key frame to the next
     */
    public record Shape(int framesPerSecond, int group, int packetsPerFrame) {
        /** About 1 Mbit/s, a key frame every second. */
        public static final Shape SMALL = new Shape(25, 25, 26);

        /** About 8 Mbit/s, a key frame every two seconds. */
        public static final Shape LARGE = new Shape(25, 50, 212);

        public Shape {
            if (framesPerSecond < 1 || group < 1 || packetsPerFrame < 1) {
                throw new IllegalArgumentException("a stream has pictures");
            }
        }
    }

    private final int channel;
    private final int run;
    private final Shape shape;
    private final byte[] counters = new byte[8192];
    private long frame;
    private long number;

    /** The stream of {@code channel} from its first key frame on, in {@link Shape#SMALL}. */
    public TestCard(String channel) {
        this(channel, 0, Shape.SMALL);
    }

    /**
     * The stream of {@code channel} from its first key frame on.
     *
     * @param run tells one start of the stream from the next, for instance after a reconnect
     */
    public TestCard(String channel, int run, Shape shape) {
        this.channel = mark(channel);
        this.run = run;
        this.shape = shape;
    }

    /** How long one picture lasts. */
    public Duration frameDuration() {
        return Duration.ofSeconds(1).dividedBy(shape.framesPerSecond);
    }

    /**
     * Goes to a picture, as if all before it had been taken: its number, its clocks and the counters of the packets follow
     * from its place alone, so that streams of one channel that began at different times agree.
     */
    public TestCard from(long picture) {
        frame = picture;
        number = picture * (shape.packetsPerFrame + 1);
        counters[VIDEO_PID] = (byte) (picture * shape.packetsPerFrame);
        counters[AUDIO_PID] = (byte) picture;
        long tables = Math.ceilDiv(picture, shape.group);
        counters[0] = (byte) tables;
        counters[PMT_PID] = (byte) tables;
        return this;
    }

    /** The packets of the next picture: tables before a key frame, the picture, its sound. */
    public byte[] nextFrame() {
        boolean key = frame % shape.group == 0;
        ByteBuffer out = ByteBuffer.allocate((shape.packetsPerFrame + 3) * SIZE);
        if (key) {
            out.put(pat()).put(pmt());
        }
        long clock = frame * TICKS_PER_SECOND / shape.framesPerSecond;
        for (int index = 0; index < shape.packetsPerFrame; index++) {
            out.put(index == 0 ? pictureStart(clock, key) : filling(VIDEO_PID));
        }
        out.put(sound(clock));
        frame++;
        return written(out);
    }

    /** The next pictures. */
    public byte[] nextFrames(int count) {
        ByteBuffer out = ByteBuffer.allocate(count * (shape.packetsPerFrame + 3) * SIZE);
        for (int index = 0; index < count; index++) {
            out.put(nextFrame());
        }
        return written(out);
    }

    static int mark(String channel) {
        CRC32 crc = new CRC32();
        crc.update(channel.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private byte[] pictureStart(long clock, boolean key) {
        ByteBuffer packet = packet(VIDEO_PID, true, true);
        packet.put((byte) 7).put((byte) (key ? 0x50 : 0x10));
        packet.putInt((int) (clock >> 1)).putShort((short) ((clock & 1) << 15 | 0x7e00));
        pes(packet, 0xe0, clock + HEAD_START);
        packet.put(new byte[] {0, 0, 0, 1, 9, (byte) 0xf0}); // access unit delimiter
        if (key) {
            packet.put(new byte[] {0, 0, 0, 1, 0x67, 0x42, (byte) 0xc0, 0x0c, (byte) 0xda, 0x0b, 0x19});
            packet.put(new byte[] {0, 0, 0, 1, 0x68, (byte) 0xce, 0x3c, (byte) 0x80});
        }
        packet.put(new byte[] {0, 0, 1, (byte) (key ? 0x65 : 0x41)});
        return marked(packet);
    }

    private byte[] filling(int pid) {
        return marked(packet(pid, false, false));
    }

    private byte[] sound(long clock) {
        ByteBuffer packet = packet(AUDIO_PID, true, false);
        pes(packet, 0xc0, clock + HEAD_START);
        return marked(packet);
    }

    private ByteBuffer packet(int pid, boolean unitStart, boolean adaptation) {
        ByteBuffer packet = ByteBuffer.allocate(SIZE);
        packet.put((byte) 0x47).putShort((short) (pid | (unitStart ? 0x4000 : 0)));
        packet.put((byte) ((adaptation ? 0x30 : 0x10) | (counters[pid]++ & 0x0f)));
        return packet;
    }

    private byte[] marked(ByteBuffer packet) {
        int mark = SIZE - MARK;
        fill(packet, mark);
        packet.putInt(MAGIC).putInt(run).putInt(channel).putLong(number++);
        return written(packet);
    }

    private byte[] pat() {
        ByteBuffer packet = packet(0, true, false);
        section(packet, new byte[] {0, (byte) 0xb0, 13, 0, 1, (byte) 0xc1, 0, 0, 0, 1, (byte) 0xf0, 0});
        return written(packet);
    }

    private byte[] pmt() {
        ByteBuffer packet = packet(PMT_PID, true, false);
        byte[] table = {
            2,
            (byte) 0xb0,
            23,
            0,
            1,
            (byte) 0xc1,
            0,
            0,
            (byte) 0xe1,
            0,
            (byte) 0xf0,
            0,
            0x1b,
            (byte) 0xe1,
            0,
            (byte) 0xf0,
            0,
            0x0f,
            (byte) 0xe1,
            1,
            (byte) 0xf0,
            0
        }; // H.264, AAC
        section(packet, table);
        return written(packet);
    }

    private static void section(ByteBuffer packet, byte[] table) {
        packet.put((byte) 0).put(table).putInt(crc(table));
        fill(packet, SIZE);
    }

    private static void fill(ByteBuffer packet, int to) {
        while (packet.position() < to) {
            packet.put((byte) 0xff);
        }
    }

    private static byte[] written(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    /** CRC of ISO/IEC 13818-1, annex A. */
    private static int crc(byte[] table) {
        int crc = -1;
        for (byte each : table) {
            crc ^= each << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
            }
        }
        return crc;
    }

    private static void pes(ByteBuffer packet, int streamId, long clock) {
        packet.putInt(0x100 | streamId).putShort((short) 0);
        packet.put((byte) 0x80).put((byte) 0x80).put((byte) 5);
        packet.put((byte) (0x21 | (clock >> 29 & 0x0e)));
        packet.putShort((short) ((clock >> 14 & 0xfffe) | 1)).putShort((short) ((clock << 1 & 0xfffe) | 1));
    }
}
