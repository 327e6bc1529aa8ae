package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Bytes in pieces of any size, made whole packets again; what is none is left out. Not safe between threads. */
final class Packets {
    /** Takes a whole packet; called in the order they came. */
    interface Each {
        /** Returns false to be called no more: the packets behind it are forgotten. */
        boolean packet(ByteBuf buffer, int at);
    }

    private final ByteBuf held = Unpooled.buffer(Packet.SIZE * 4);

    /** Hands every packet that is whole by now to {@code each}; tells whether more are wanted. */
    boolean take(byte[] bytes, int from, int count, Each each) {
        held.writeBytes(bytes, from, count);
        int at = held.readerIndex();
        int to = held.writerIndex();
        boolean more = true;
        while (more && to - at >= Packet.SIZE) {
            if ((held.getByte(at) & 0xff) != Packet.SYNC) {
                PacketAligner.Found found = PacketAligner.find(held, at, to);
                at = found.index();
                if (!found.found()) {
                    break;
                }
            }
            more = each.packet(held, at);
            at += Packet.SIZE;
        }
        held.readerIndex(Math.min(at, to));
        held.discardReadBytes();
        return more;
    }
}
