package masthead.relay;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The upstream addresses that players were given under ours, the least used forgotten first.
 *
 * <p>An address of ours is {@code /hls/<token>/<number>-<hour>-<mark>/<name>}: it belongs to one session, is of no use after that
 * hour unless it was in use until then, and only we can make the mark. It stays the same from one playlist to the next, for players know segments by it. Lives on
 * one event loop.
 */
final class HlsReferences {
    /** A playlist of a day in segments of some seconds. */
    static final int MOST = 20_000;

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_URL = 8192;
    private static final long HOURS = 6;
    private static final int RADIX = 36;

    /** What stands in an address of ours. */
    record Mark(long number, long hour, String mark) {
        static Optional<Mark> parse(String text) {
            String[] parts = text.split("-", 3);
            if (parts.length < 3 || text.length() > 64) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Mark(Long.parseLong(parts[0], RADIX), Long.parseLong(parts[1], RADIX), parts[2]));
            } catch (NumberFormatException notOurs) {
                return Optional.empty();
            }
        }
    }

    /** @param usedHour when it was asked for last */
    private record Known(String url, long usedHour) {}

    private final Seal seal;
    private final Clock clock;
    /** Numbers begin anew in each pass: its addresses are of no use in the next. */
    private final String epoch;

    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, Known> urls = new LinkedHashMap<>(64, 0.75f, true);
    private long last;

    HlsReferences(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
        this.epoch = seal.token();
    }

    /** Our address for {@code url}, good for {@code session} alone. */
    String address(HlsSession session, String url) {
        return session.folder() + address(session.token(), url);
    }

    /** What follows the session's folder. */
    String address(String token, String url) {
        if (url.length() > LONGEST_URL) {
            return "0/x"; // nothing is found there
        }
        long number = numbers.computeIfAbsent(url, unknown -> ++last);
        urls.putIfAbsent(number, new Known(url, Long.MIN_VALUE));
        if (urls.size() > MOST) {
            var eldest = urls.entrySet().iterator();
            numbers.remove(eldest.next().getValue().url());
            eldest.remove();
        }
        long hour = hour() + HOURS;
        return Long.toString(number, RADIX) + "-" + Long.toString(hour, RADIX) + "-" + mark(token, number, hour) + "/"
                + name(url);
    }

    /** The upstream address behind {@code mark}, if it is ours, of the session with this token, and good still; asking keeps it good. */
    Optional<String> url(String token, Mark mark) {
        boolean ours = seal.same(mark.mark(), mark(token, mark.number(), mark.hour()));
        Known known = ours ? urls.get(mark.number()) : null;
        long now = hour();
        if (known == null || (mark.hour() < now && known.usedHour() < now - 1)) {
            return Optional.empty();
        }
        urls.put(mark.number(), new Known(known.url(), now));
        return Optional.of(known.url());
    }

    /** Whether {@code url} was in a playlist of the source's, whatever its query. */
    boolean knows(String url) {
        String path = withoutQuery(url);
        return urls.values().stream()
                .map(Known::url)
                .anyMatch(each -> each.startsWith(path) && withoutQuery(each).length() == path.length());
    }

    private static String withoutQuery(String url) {
        return url.replaceFirst("[?#].*", "");
    }

    private String mark(String token, long number, long hour) {
        return seal.of(epoch, token, Long.toString(number), Long.toString(hour));
    }

    private long hour() {
        return clock.instant().getEpochSecond() / 3600;
    }

    /** The last segment of the path, with its extension: players guess by it. What is not plain is left out. */
    static String name(String url) {
        String path = withoutQuery(url);
        String plain = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "");
        String tail =
                plain.substring(Math.max(0, plain.length() - LONGEST_NAME)).replaceFirst("^\\.+", "");
        return tail.isEmpty() ? "x" : tail;
    }
}
