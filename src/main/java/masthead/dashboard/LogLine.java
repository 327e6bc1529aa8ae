package masthead.dashboard;

import java.time.Instant;
import java.util.Locale;

/**
 * A line of the server's log, as it may be shown.
 *
 * @param number counts up from 1
 * @param room the part of the server that says it, or the library
 * @param trace what stands below it: an exception and where it comes from; or empty
 */
record LogLine(long number, Instant at, Level level, String room, String source, String text, String trace) {
    /** How grave it is, the gravest last. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** @param folded lower case */
    boolean holds(String folded) {
        return folded.isEmpty() || holds(text, folded) || holds(source, folded) || holds(trace, folded);
    }

    private static boolean holds(String text, String folded) {
        return text.toLowerCase(Locale.ROOT).contains(folded);
    }
}
