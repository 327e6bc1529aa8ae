package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * The fields of one 188-byte packet, read where it lies (ISO/IEC 13818-1, 2.4.3.2).
 *
 * <p>All methods take a buffer and the absolute index of the packet's first byte; the caller has checked that 188 bytes are
 * there. None moves the buffer's indices.
 */
public final class Packet {
    public static final int SIZE = 188;
    public static final int SYNC = 0x47;
    public static final int PAT_PID = 0;
    public static final int NULL_PID = 0x1fff;

    private Packet() {}

    public static int pid(ByteBuf buffer, int at) {
        return buffer.getUnsignedShort(at + 1) & 0x1fff;
    }

    /** Whether a PES packet or section starts in this packet's payload. */
    public static boolean unitStart(ByteBuf buffer, int at) {
        return (buffer.getByte(at + 1) & 0x40) != 0;
    }

    public static boolean hasPayload(ByteBuf buffer, int at) {
        return (buffer.getByte(at + 3) & 0x10) != 0;
    }

    private static boolean hasAdaptation(ByteBuf buffer, int at) {
        return (buffer.getByte(at + 3) & 0x20) != 0;
    }

    /** random_access_indicator of the adaptation field (2.4.3.5). */
    public static boolean randomAccessFlag(ByteBuf buffer, int at) {
        return hasAdaptation(buffer, at) && buffer.getUnsignedByte(at + 4) > 0 && (buffer.getByte(at + 5) & 0x40) != 0;
    }

    /** Index of the payload's first byte; the packet's end if it has none or its adaptation field is too long. */
    public static int payload(ByteBuf buffer, int at) {
        int end = at + SIZE;
        if (!hasPayload(buffer, at)) {
            return end;
        }
        int start = hasAdaptation(buffer, at) ? at + 5 + buffer.getUnsignedByte(at + 4) : at + 4;
        return Math.min(start, end);
    }

    /** Index of the PES packet that starts in this packet (2.4.3.6); -1 if none does, or it cannot be read: scrambled. */
    static int pes(ByteBuf buffer, int at) {
        if (!unitStart(buffer, at) || (buffer.getByte(at + 3) & 0xc0) != 0) {
            return -1;
        }
        int start = payload(buffer, at);
        return start + 6 <= at + SIZE && buffer.getUnsignedMedium(start) == 1 ? start : -1;
    }

    static int counter(ByteBuf buffer, int at) {
        return buffer.getByte(at + 3) & 0x0f;
    }

    static void setCounter(ByteBuf buffer, int at, int counter) {
        buffer.setByte(at + 3, (buffer.getByte(at + 3) & 0xf0) | (counter & 0x0f));
    }

    static void setPid(ByteBuf buffer, int at, int pid) {
        buffer.setShort(at + 1, (buffer.getUnsignedShort(at + 1) & 0xe000) | pid);
    }

    /** Makes it a null packet (2.4.1): what it held is not sent, and its place is kept. */
    static void blank(ByteBuf buffer, int at) {
        buffer.setInt(at, (SYNC << 24) | (NULL_PID << 8) | 0x10);
    }
}
