package masthead.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import masthead.catalog.Feed;
import masthead.format.archive.ArchiveAddress;
import masthead.format.archive.Stretch;
import masthead.format.mpegts.Passage;

/**
 * A stretch of the past, open at a provider. Read once, by one thread.
 *
 * @param status 200, 206 or 416: what the player is told
 * @param raw whether the bytes are the player's as they are; else the stretch is cut out of them
 * @param length of the body, if it is known and nothing is cut
 * @param range the provider's {@code Content-Range}
 * @param ranges whether parts of it can be asked for
 */
record Past(
        Feed feed,
        ArchiveAddress way,
        Stretch stretch,
        int status,
        boolean raw,
        OptionalLong length,
        Optional<String> range,
        boolean ranges,
        InputStream body)
        implements AutoCloseable {
    private static final int PIECE = 32 * 1024;

    /**
     * Writes all of it to {@code out}; {@code begun} is run before the first byte of it.
     *
     * @throws IOException if the upstream was cut, or {@code out} throws
     */
    void carry(OutputStream out, Runnable begun) throws IOException {
        byte[] piece = new byte[PIECE];
        Passage passage = new Passage(way.lead(), stretch.length());
        boolean first = true;
        boolean more = true;
        while (more) {
            int count = body.read(piece);
            if (count < 0) {
                return;
            }
            if (first && count > 0) {
                first = false;
                begun.run();
            }
            if (raw) {
                out.write(piece, 0, count);
            } else {
                more = passage.take(piece, 0, count, out);
            }
        }
    }

    /** When it was sent, if it is a playlist that says so. */
    Optional<Instant> told() {
        return body instanceof HlsPast playlist ? playlist.begun() : Optional.empty();
    }

    /** Closes its connection, read to the end or not. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // it was cut before: that is all there is to it
        }
    }
}
