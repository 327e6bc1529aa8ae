package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;

/** CRC_32 of program tables (ISO/IEC 13818-1, annex A): polynomial 0x04C11DB7, not reflected, begun with ones. */
final class Crc32 {
    private static final int[] TABLE = table();

    private Crc32() {}

    /** The CRC_32 of {@code length} bytes, as it stands behind them. */
    static int of(byte[] bytes, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            crc = (crc << 8) ^ TABLE[((crc >>> 24) ^ bytes[i]) & 0xff];
        }
        return crc;
    }

    /** Whether a whole section, its CRC_32 included, is undamaged: then the sum over all of it is zero. */
    static boolean holds(ByteBuf buffer, int from, int length) {
        int crc = -1;
        for (int i = from; i < from + length; i++) {
            crc = (crc << 8) ^ TABLE[((crc >>> 24) ^ buffer.getByte(i)) & 0xff];
        }
        return crc == 0;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
