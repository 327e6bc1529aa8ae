package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Finds where packets begin in bytes that may have begun anywhere, lost some, or carry text of a sick server in front.
 *
 * <p>A sync byte counts when another one follows a packet later; one alone may be payload (ISO/IEC 13818-1, 2.4.3.2 allows
 * 0x47 anywhere).
 */
public final class PacketAligner {
    private PacketAligner() {}

    /**
     * Where the next packet begins in {@code [from, to)}.
     *
     * @return its index; or the index up to which everything can be dropped, with more bytes needed, if {@code found} is false
     */
    public static Found find(ByteBuf buffer, int from, int to) {
        int candidate = -1;
        for (int i = from; i < to; i++) {
            if ((buffer.getByte(i) & 0xff) != Packet.SYNC) {
                continue;
            }
            if (i + Packet.SIZE >= to) {
                // Nothing behind it yet that could confirm it; the earliest such byte is where waiting starts.
                candidate = candidate < 0 ? i : candidate;
            } else if (confirmed(buffer, i, to)) {
                return new Found(true, i);
            }
        }
        return new Found(false, candidate < 0 ? to : candidate);
    }

    private static boolean confirmed(ByteBuf buffer, int at, int to) {
        boolean next = (buffer.getByte(at + Packet.SIZE) & 0xff) == Packet.SYNC;
        int second = at + 2 * Packet.SIZE;
        return next && (second >= to || (buffer.getByte(second) & 0xff) == Packet.SYNC);
    }

    /** The answer of {@link #find}. */
    public record Found(boolean found, int index) {}
}
