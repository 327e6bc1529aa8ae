package masthead.vod;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header asks for (RFC 9110, 14.2). */
public sealed interface ByteAsk {
    Pattern ONE = Pattern.compile("(?i)\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");
    Pattern SEVERAL = Pattern.compile("(?i)\\s*bytes\\s*=[\\d\\s,-]*,[\\d\\s,-]*");

    /** Everything: there is no such header, or one that is not understood, which is to be ignored. */
    record Whole() implements ByteAsk {}

    /** From {@code from} to {@code to}, both included; {@link Long#MAX_VALUE} is the end. */
    record Part(long from, long to) implements ByteAsk {
        boolean open() {
            return to == Long.MAX_VALUE;
        }
    }

    /** The last {@code count} bytes. */
    record Tail(long count) implements ByteAsk {}

    /** Nothing that can be answered: several ranges at once, or the last zero bytes. */
    record Unanswerable() implements ByteAsk {}

    static ByteAsk of(String header) {
        Matcher one = ONE.matcher(header);
        if (one.matches()) {
            return read(one.group(1), one.group(2));
        }
        return SEVERAL.matcher(header).matches() ? new Unanswerable() : new Whole();
    }

    private static ByteAsk read(String first, String second) {
        if (first.isEmpty()) {
            if (second.isEmpty()) {
                return new Whole();
            }
            long count = Long.parseLong(second);
            return count == 0 ? new Unanswerable() : new Tail(count);
        }
        long from = Long.parseLong(first);
        long to = second.isEmpty() ? Long.MAX_VALUE : Long.parseLong(second);
        return to < from ? new Whole() : new Part(from, to);
    }
}
