package masthead.format.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A stretch of a channel's past.
 *
 * @param start in whole seconds: no form of address tells more
 * @param length at least a second
 */
public record Stretch(Instant start, Duration length) {
    /** More is never played at once; a panel has the same limit. */
    public static final Duration LONGEST = Duration.ofHours(8);

    /** What is played where a request does not say how much. */
    public static final Duration USUAL = Duration.ofHours(2);

    public Stretch {
        start = start.truncatedTo(ChronoUnit.SECONDS);
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a stretch lasts a second at least");
        }
    }

    public Instant end() {
        return start.plus(length);
    }

    /**
     * What of it there is at {@code now} in an archive of the last {@code kept}: a programme still running ends now, and
     * nothing is longer than {@link #LONGEST}.
     *
     * @return empty where it begins before the archive does, or is yet to come
     */
    public Optional<Stretch> within(Instant now, Duration kept) {
        // Whoever asks for the first second of the archive has needed a moment to do so.
        Instant edge = now.minus(kept).minus(Duration.ofMinutes(5));
        Duration past = Duration.between(start, now);
        if (start.isBefore(edge) || past.compareTo(Duration.ofSeconds(1)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Stretch(start, shortest(length, shortest(past, LONGEST))));
    }

    /** Its part from {@code from} on, of at most {@code length}. */
    public Stretch part(Duration from, Duration most) {
        return new Stretch(start.plus(from), shortest(length.minus(from), most));
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
