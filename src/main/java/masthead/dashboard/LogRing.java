package masthead.dashboard;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import masthead.http.RedactedText;

/** The last lines of the server's log, in memory, without credentials. Safe on any thread; the oldest make room for new ones. */
public final class LogRing {
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_TRACE = 8000;
    private static final String OURS = "masthead.";

    private final int most;
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private long count;

    /** @param settings say how many */
    public LogRing(DashboardSettings settings) {
        this.most = settings.logLines();
    }

    /** @param logger the name of the class that says it */
    void add(Instant at, LogLine.Level level, String logger, String text, String trace) {
        String shownText = shown(text, LONGEST_TEXT);
        String shownTrace = shown(trace, LONGEST_TRACE);
        String source = logger.substring(logger.lastIndexOf('.') + 1);
        synchronized (lines) {
            lines.addLast(new LogLine(++count, at, level, room(logger), source, shownText, shownTrace));
            if (lines.size() > most) {
                lines.removeFirst();
            }
        }
    }

    /** Cut first, so that a long text costs no more: what is cut through is not shown at all. */
    private static String shown(String text, int longest) {
        if (text.length() <= longest) {
            return new RedactedText(text).toString();
        }
        String cut = text.substring(0, longest);
        int blank = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'));
        return new RedactedText(cut.substring(0, Math.max(0, blank))) + " …";
    }

    private static String room(String logger) {
        if (!logger.startsWith(OURS)) {
            return "libraries";
        }
        int end = logger.indexOf('.', OURS.length());
        return logger.substring(OURS.length(), end < 0 ? logger.length() : end);
    }

    /** Lines that fit, the newest first, and how many there are in all. */
    record Found(List<LogLine> lines, int total) {}

    Found newest(Predicate<LogLine> wanted, int from, int size) {
        List<LogLine> found = new ArrayList<>();
        int total = 0;
        for (Iterator<LogLine> each = all().descendingIterator(); each.hasNext(); ) {
            LogLine line = each.next();
            if (wanted.test(line)) {
                if (total >= from && found.size() < size) {
                    found.add(line);
                }
                total++;
            }
        }
        return new Found(found, total);
    }

    /** Whose lines there are. */
    Set<String> rooms() {
        Set<String> rooms = new TreeSet<>();
        all().forEach(each -> rooms.add(each.room()));
        return rooms;
    }

    private Deque<LogLine> all() {
        synchronized (lines) {
            return new ArrayDeque<>(lines);
        }
    }
}
