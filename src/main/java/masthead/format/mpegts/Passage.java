package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Cuts a stretch out of a transport stream that passes, by the stream's own clock.
 *
 * <p>It begins at the last key frame before {@code lead} is over, tables first, and ends when {@code length} more has passed. A
 * stream without a clock begins at once: nothing tells where else. What is cut begins and ends with a whole packet. Not safe
 * between threads.
 */
public final class Passage {
    /** A group of pictures is not longer, and a clock comes before that. */
    private static final int MOST_WAITED = 16 * 1024 * 1024;

    private final Duration lead;
    private final Duration end;
    private final Packets packets = new Packets();
    private final Elapsed elapsed = new Elapsed();
    private final ByteArrayOutputStream group = new ByteArrayOutputStream();
    private final byte[] packet = new byte[Packet.SIZE];
    private boolean begun;

    /** What is after {@code lead}, for {@code length}. */
    public Passage(Duration lead, Duration length) {
        this.lead = lead;
        this.end = lead.plus(length);
        this.begun = lead.isZero();
    }

    /**
     * Takes the next bytes of the stream, in pieces of any size, and writes to {@code out} what of them is to be kept.
     *
     * @return false once the stretch is over: nothing more is kept
     * @throws IOException if {@code out} does
     */
    public boolean take(byte[] bytes, int from, int count, OutputStream out) throws IOException {
        try {
            return packets.take(bytes, from, count, (buffer, at) -> pass(buffer, at, out));
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private boolean pass(ByteBuf buffer, int at, OutputStream out) {
        elapsed.look(buffer, at);
        buffer.getBytes(at, packet);
        try {
            if (begun) {
                if (elapsed.length().compareTo(end) >= 0) {
                    return false;
                }
                out.write(packet);
            } else {
                gather(buffer, at);
                if (elapsed.length().compareTo(lead) >= 0 || group.size() > MOST_WAITED) {
                    begun = true;
                    group.writeTo(out);
                    group.reset();
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void gather(ByteBuf buffer, int at) {
        if (elapsed.randomAccess(buffer, at)) {
            group.reset();
            group.writeBytes(elapsed.tables().packets());
        }
        group.writeBytes(packet);
    }
}
