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
 * hour, and only we can make the mark. It stays the same from one playlist to the next, for players know segments by it. Lives on
 * one event loop.
 */
final class HlsReferences {
    /** A playlist of a day in segments of some seconds. */
    static final int MOST = 20_000;

    private static final int LONGEST_NAME = 64;
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

    private final Seal seal;
    private final Clock clock;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, String> urls = new LinkedHashMap<>(64, 0.75f, true);
    private long last;

    HlsReferences(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** Our address for {@code url}, good for {@code session} alone. */
    String address(HlsSession session, String url) {
        long number = numbers.computeIfAbsent(url, unknown -> ++last);
        urls.put(number, url);
        if (urls.size() > MOST) {
            var eldest = urls.entrySet().iterator();
            numbers.remove(eldest.next().getValue());
            eldest.remove();
        }
        long hour = hour() + HOURS;
        return session.folder() + Long.toString(number, RADIX) + "-" + Long.toString(hour, RADIX) + "-"
                + mark(session.token(), number, hour) + "/" + name(url);
    }

    /** The upstream address behind {@code mark}, if it is ours, of this session, and good still. */
    Optional<String> url(HlsSession session, Mark mark) {
        boolean good =
                mark.hour() >= hour() && seal.same(mark.mark(), mark(session.token(), mark.number(), mark.hour()));
        return good ? Optional.ofNullable(urls.get(mark.number())) : Optional.empty();
    }

    private String mark(String token, long number, long hour) {
        return seal.of(token, Long.toString(number), Long.toString(hour));
    }

    private long hour() {
        return clock.instant().getEpochSecond() / 3600;
    }

    /** The last segment of the path, with its extension: players guess by it. What is not plain is left out. */
    static String name(String url) {
        String path = url.replaceFirst("[?#].*", "");
        String plain = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "");
        String tail =
                plain.substring(Math.max(0, plain.length() - LONGEST_NAME)).replaceFirst("^\\.+", "");
        return tail.isEmpty() ? "x" : tail;
    }
}
