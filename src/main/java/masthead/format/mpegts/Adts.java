package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;

/**
 * Counts the frames of an AAC stream as they go by, and so knows to the frame until when there is sound; and makes silent ones.
 *
 * <p>The frames are ADTS (ISO/IEC 14496-3, 1.A.3.2): 1,024 samples each, with a head of seven bytes that says how long it is.
 * Times are in 90 kHz and wrap, see {@link Stamps}. Not safe between threads.
 */
final class Adts {
    private static final int HEAD = 7;
    private static final int SAMPLES = 1024;
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    /**
     * By channel_configuration: a raw_data_block in which nothing is heard. The same as hls.js 1.7.4 has
     * in {@code AAC.getSilentFrame}.
     */
    private static final String[] SILENCE = {
        "",
        "00c800802380",
        "210049900219002380",
        "00c8008020840126400864008e",
        "00c800802084012640086400802c80080238",
        "00c800802084012640086400823004990021900238",
        "00c800802084012640086400823004990021900200b2002008e0",
    };

    private final byte[] head = new byte[HEAD];
    private final byte[] last = new byte[HEAD];
    private int have;
    private int skip;
    private boolean heard;
    private long begins = -1;
    private long frames;
    private long beginsBefore = -1;
    private long framesBefore;

    /** A PES packet begins; {@code pts} may be -1. What it brings is given to {@link #take} next. */
    void unit(long pts) {
        beginsBefore = begins;
        framesBefore = frames;
        if (pts >= 0) {
            begins = pts;
            frames = 0;
        }
    }

    /** The PES packet that began last is not sent after all. */
    void undo() {
        begins = beginsBefore;
        frames = framesBefore;
        have = 0;
        skip = 0;
    }

    /** Takes the payload of a packet that goes out. */
    void take(ByteBuf buffer, int at) {
        int from = Packet.payload(buffer, at);
        int end = at + Packet.SIZE;
        int pes = Packet.pes(buffer, at);
        if (pes >= 0) {
            from = pes + 9 > end ? end : Math.min(end, pes + 9 + buffer.getUnsignedByte(pes + 8));
            if (from + 4 <= end && sync(buffer.getByte(from), buffer.getByte(from + 1))) {
                have = 0; // a packet lost before is forgotten
                skip = 0;
            }
        }
        while (from < end) {
            if (skip > 0) {
                int part = Math.min(skip, end - from);
                from += part;
                skip -= part;
                continue;
            }
            head[have++] = buffer.getByte(from++);
            if (have == HEAD) {
                frame();
            }
        }
    }

    private static boolean sync(byte first, byte second) {
        return first == (byte) 0xff && (second & 0xf6) == 0xf0; // twelve ones; layer is always 0
    }

    private void frame() {
        int length = (head[3] & 0x03) << 11 | (head[4] & 0xff) << 3 | (head[5] & 0xe0) >> 5;
        if (!sync(head[0], head[1]) || length < HEAD || rateIndex(head) >= RATES.length) {
            System.arraycopy(head, 1, head, 0, HEAD - 1);
            have = HEAD - 1;
            return;
        }
        System.arraycopy(head, 0, last, 0, HEAD);
        heard = true;
        frames += 1 + (head[6] & 0x03); // number_of_raw_data_blocks_in_frame
        have = 0;
        skip = length - HEAD;
    }

    private static int rateIndex(byte[] head) {
        return (head[2] & 0x3c) >> 2;
    }

    private int channels() {
        return (last[2] & 0x01) << 2 | (last[3] & 0xc0) >> 6;
    }

    /** Whether it is known until when there is sound. */
    boolean known() {
        return heard && begins >= 0;
    }

    /** When the last frame has been heard; only if {@link #known}. */
    long until() {
        return Math.floorMod(begins + ticks(frames), Stamps.RANGE);
    }

    /** How long a frame is, rounded down; only if {@link #known}. */
    long span() {
        return ticks(1);
    }

    private long ticks(long count) {
        return count * SAMPLES * 90_000 / RATES[rateIndex(last)];
    }

    /**
     * Silent frames that follow the last one; they count as sent.
     *
     * @param ticks to be filled; what is left is shorter than a frame
     * @return nothing if the sound is of a kind that has no silence here
     */
    byte[] silence(long ticks) {
        int channels = channels();
        int count = Math.toIntExact(ticks * RATES[rateIndex(last)] / (SAMPLES * 90_000L));
        if (count <= 0 || channels == 0 || channels >= SILENCE.length) {
            return new byte[0];
        }
        byte[] block = HexFormat.of().parseHex(SILENCE[channels]);
        byte[] all = new byte[count * (HEAD + block.length)];
        for (int i = 0; i < count; i++) {
            int at = i * (HEAD + block.length);
            writeHead(all, at, HEAD + block.length);
            System.arraycopy(block, 0, all, at + HEAD, block.length);
        }
        frames += count;
        return all;
    }

    private void writeHead(byte[] target, int at, int length) {
        target[at] = (byte) 0xff;
        target[at + 1] = (byte) (last[1] | 0x01); // no sum
        target[at + 2] = last[2];
        target[at + 3] = (byte) ((last[3] & 0xc0) | length >> 11);
        target[at + 4] = (byte) (length >> 3);
        target[at + 5] = (byte) (length << 5 | 0x1f); // buffer fullness of a variable rate, 0x7ff
        target[at + 6] = (byte) 0xfc;
    }
}
