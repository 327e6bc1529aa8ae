package masthead.studio.engine;

/** Reads and changes fields of transport packets in place (ISO/IEC 13818-1, 2.4.3). Pure. */
final class PacketEdit {
    static final int SIZE = 188;
    private static final long RANGE = 1L << 33;

    private PacketEdit() {}

    static int pid(byte[] bytes, int at) {
        return (bytes[at + 1] & 0x1f) << 8 | (bytes[at + 2] & 0xff);
    }

    static boolean hasPayload(byte[] bytes, int at) {
        return (bytes[at + 3] & 0x10) != 0;
    }

    /** Whether decoding may begin here. */
    static boolean randomAccess(byte[] bytes, int at) {
        return hasAdaptation(bytes, at) && (bytes[at + 5] & 0x40) != 0;
    }

    static void makeNull(byte[] bytes, int at) {
        bytes[at + 1] = 0x1f;
        bytes[at + 2] = (byte) 0xff;
        bytes[at + 3] = 0x10;
    }

    static void addToCounter(byte[] bytes, int at, int steps) {
        bytes[at + 3] = (byte) ((bytes[at + 3] & 0xf0) | ((bytes[at + 3] + steps) & 0x0f));
    }

    /** The base of the PCR in 90 kHz, or -1 where there is none. */
    static long pcr(byte[] bytes, int at) {
        if (!hasAdaptation(bytes, at) || (bytes[at + 5] & 0x10) == 0) {
            return -1;
        }
        long base = 0;
        for (int each = 6; each < 10; each++) {
            base = base << 8 | (bytes[at + each] & 0xff);
        }
        return base << 1 | (bytes[at + 10] & 0x80) >> 7;
    }

    /** Adds to PCR, PTS and DTS, which wrap at 33 bits. */
    static void addToClocks(byte[] bytes, int at, long ticks) {
        long pcr = pcr(bytes, at);
        if (pcr >= 0) {
            long moved = Math.floorMod(pcr + ticks, RANGE);
            for (int each = 0; each < 4; each++) {
                bytes[at + 6 + each] = (byte) (moved >> (25 - 8 * each));
            }
            bytes[at + 10] = (byte) ((bytes[at + 10] & 0x7f) | (moved & 1) << 7);
        }
        int pes = at + 4 + ((bytes[at + 3] & 0x20) != 0 ? 1 + (bytes[at + 4] & 0xff) : 0);
        boolean startsUnit = (bytes[at + 1] & 0x40) != 0 && hasPayload(bytes, at) && pes + 19 <= at + SIZE;
        if (startsUnit && bytes[pes] == 0 && bytes[pes + 1] == 0 && bytes[pes + 2] == 1) {
            int stamps = (bytes[pes + 7] & 0xc0) >> 6;
            if (stamps >= 2) {
                addToStamp(bytes, pes + 9, ticks);
            }
            if (stamps == 3) {
                addToStamp(bytes, pes + 14, ticks);
            }
        }
    }

    private static boolean hasAdaptation(byte[] bytes, int at) {
        return (bytes[at + 3] & 0x20) != 0 && bytes[at + 4] > 0;
    }

    private static void addToStamp(byte[] bytes, int at, long ticks) {
        long stamp = (bytes[at] & 0x0eL) << 29
                | (bytes[at + 1] & 0xffL) << 22
                | (bytes[at + 2] & 0xfeL) << 14
                | (bytes[at + 3] & 0xffL) << 7
                | (bytes[at + 4] & 0xfeL) >> 1;
        long moved = Math.floorMod(stamp + ticks, RANGE);
        bytes[at] = (byte) ((bytes[at] & 0xf1) | (moved >> 29 & 0x0e));
        bytes[at + 1] = (byte) (moved >> 22);
        bytes[at + 2] = (byte) ((moved >> 14 & 0xfe) | 1);
        bytes[at + 3] = (byte) (moved >> 7);
        bytes[at + 4] = (byte) ((moved << 1 & 0xfe) | 1);
    }
}
