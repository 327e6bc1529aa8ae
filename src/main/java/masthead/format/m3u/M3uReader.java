package masthead.format.m3u;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Reads a list of channels one entry at a time, in constant memory.
 *
 * <p>There is no standard; this reads what Kodi (pvr.iptvsimple) and VLC read. Directives and attributes are known in any
 * case, unknown ones are ignored, and a damaged entry is skipped and counted. Immutable; any thread.
 */
public final class M3uReader {
    /** Longer lines are skipped, with the entry they belong to. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    /** How many lines of other text (a panel's warnings) may stand before the list starts. */
    static final int MAX_PREAMBLE_LINES = 100;

    /**
     * Hands every entry of {@code list} to {@code sink}, in the list's order. The caller closes {@code list}, which is
     * plain text, not gzipped.
     *
     * @throws NotM3uException if the document is something else; nothing was handed over
     * @throws UncheckedIOException if the list cannot be read to its end; what was handed over stays handed over
     */
    public Tally read(InputStream list, Consumer<M3uEntry> sink) {
        Reading reading = new Reading(sink);
        try {
            Lines lines = new Lines(list, MAX_LINE_BYTES);
            while (lines.next()) {
                reading.line(lines.text(), lines.tooLong());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the list broke off", broken);
        }
        return reading.end();
    }
}
