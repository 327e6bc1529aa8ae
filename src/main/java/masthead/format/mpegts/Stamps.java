package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * The clocks in a packet, read and moved where they lie: PCR in the adaptation field (ISO/IEC 13818-1, 2.4.3.5), PTS and DTS in
 * the head of a PES packet (2.4.3.7).
 *
 * <p>Times are in 90 kHz and wrap at {@link #RANGE}; the PCR's extension, in 27 MHz, is left as it is.
 */
final class Stamps {
    /** 33 bits of 90 kHz: a day, two and a half hours. */
    static final long RANGE = 1L << 33;

    private static final int BASE_BITS = 0x7e00;

    private Stamps() {}

    /** Index of the packet's PCR; -1 if it has none. */
    static int pcrAt(ByteBuf buffer, int at) {
        boolean adaptation = (buffer.getByte(at + 3) & 0x20) != 0;
        return adaptation && buffer.getUnsignedByte(at + 4) >= 7 && (buffer.getByte(at + 5) & 0x10) != 0 ? at + 6 : -1;
    }

    /** The base of the PCR at this index. */
    static long pcr(ByteBuf buffer, int index) {
        return (buffer.getUnsignedInt(index) << 1) | (buffer.getUnsignedByte(index + 4) >> 7);
    }

    /** Adds to the PCR at this index. */
    static void addToPcr(ByteBuf buffer, int index, long ticks) {
        long base = Math.floorMod(pcr(buffer, index) + ticks, RANGE);
        int extension = buffer.getUnsignedShort(index + 4) & 0x1ff;
        buffer.setInt(index, (int) (base >> 1));
        buffer.setShort(index + 4, ((int) (base & 1) << 15) | BASE_BITS | extension);
    }

    /** Index of the PTS of the PES packet that starts in this packet; -1 if none starts here or it has none. */
    static int ptsAt(ByteBuf buffer, int at) {
        int pes = pes(buffer, at);
        return pes >= 0 && (buffer.getByte(pes + 7) & 0x80) != 0 && pes + 14 <= at + Packet.SIZE ? pes + 9 : -1;
    }

    /** Index of the DTS of the PES packet that starts in this packet; -1 if it has none, and its PTS is both. */
    static int dtsAt(ByteBuf buffer, int at) {
        int pes = pes(buffer, at);
        return pes >= 0 && (buffer.getByte(pes + 7) & 0xc0) == 0xc0 && pes + 19 <= at + Packet.SIZE ? pes + 14 : -1;
    }

    /** Index of the PES packet that starts in this packet, if its head is of the kind that may hold stamps; else -1. */
    private static int pes(ByteBuf buffer, int at) {
        int pes = Packet.pes(buffer, at);
        return pes >= 0 && pes + 9 <= at + Packet.SIZE && (buffer.getByte(pes + 6) & 0xc0) == 0x80 ? pes : -1;
    }

    /** The PTS or DTS at this index. */
    static long stamp(ByteBuf buffer, int index) {
        return ((buffer.getByte(index) & 0x0eL) << 29)
                | ((buffer.getUnsignedShort(index + 1) & 0xfffeL) << 14)
                | (buffer.getUnsignedShort(index + 3) >> 1);
    }

    /** Adds to the PTS or DTS at this index; the mark in its first four bits stays. */
    static void addToStamp(ByteBuf buffer, int index, long ticks) {
        long sum = Math.floorMod(stamp(buffer, index) + ticks, RANGE);
        buffer.setByte(index, (int) ((buffer.getByte(index) & 0xf1) | ((sum >> 29) & 0x0e)));
        buffer.setShort(index + 1, (int) ((sum >> 14) & 0xfffe) | 1);
        buffer.setShort(index + 3, (int) ((sum << 1) & 0xfffe) | 1);
    }

    /** How far {@code later} is after {@code earlier}, across a wrap; negative if it is before. */
    static long after(long later, long earlier) {
        long ahead = Math.floorMod(later - earlier, RANGE);
        return ahead < RANGE / 2 ? ahead : ahead - RANGE;
    }
}
