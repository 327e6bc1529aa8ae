package masthead.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.ProviderId;
import masthead.format.archive.ArchiveForm;
import masthead.format.archive.Stretch;
import masthead.format.mpegts.Sighting;
import masthead.tuner.FileLine;
import masthead.tuner.Use;

/**
 * Checks whether a channel's archive plays, and whether what it plays is of the time that was asked for: the top of the last
 * hour. Safe on any thread; blocks for as long as a viewer would wait, and then some seconds.
 */
public final class ArchiveCheck {
    /** How a check went. */
    public sealed interface Outcome {
        /** The channel has no archive, so there is nothing to check. */
        record Nothing() implements Outcome {}

        /** No connection of the provider was free, or other checks are under way. */
        record Busy() implements Outcome {}

        /** It does not play; what was tried, one line for each. */
        record Silent(Instant asked, List<String> tried) implements Outcome {}

        record Plays(Found found) implements Outcome {}
    }

    /**
     * What a check found.
     *
     * @param firstKeyFrame bytes before it; empty if there was none in what was read
     * @param off how much later it begins than it should; empty where nothing in the stream tells the time
     * @param correction what is added to every time that the provider is asked for, now
     * @param suggestion what should be added instead; empty where that would not help
     */
    public record Found(
            Instant asked,
            Feed feed,
            ArchiveForm form,
            long bytes,
            OptionalLong firstKeyFrame,
            Optional<Duration> off,
            Duration correction,
            Optional<Duration> suggestion) {}

    private static final int MOST_AT_ONCE = 2;
    private static final Duration LENGTH = Duration.ofMinutes(2);

    /** A stream that tells the time does so each 30 seconds (ETSI TR 101 211, 4.4.4). */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(35);

    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What zones differ by, and how exact the times are that a stream tells. */
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final ArchiveSessions sessions;
    private final Lessons lessons;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

    public ArchiveCheck(ArchiveSessions sessions, Lessons lessons, Clock clock) {
        this.sessions = sessions;
        this.lessons = lessons;
        this.clock = clock;
    }

    /** Checks {@code channel}. */
    public Outcome check(Channel channel) {
        if (channel.archiveDays() == 0) {
            return new Outcome.Nothing();
        }
        if (!permits.tryAcquire()) {
            return new Outcome.Busy();
        }
        Held held = new Held();
        try {
            Stretch stretch = new Stretch(lastHour(), LENGTH);
            PastOpener.Wish wish = new PastOpener.Wish(channel, stretch, Optional.empty());
            return switch (sessions.past().open(wish, feed -> held.line(feed, channel))) {
                case Opened.Found(Past past) -> {
                    try (past) {
                        yield new Outcome.Plays(read(past));
                    }
                }
                case Opened.Missing(List<String> tried) -> new Outcome.Silent(stretch.start(), tried);
                case Opened.Failed(List<String> tried) -> new Outcome.Silent(stretch.start(), tried);
                case Opened.Busy busy -> new Outcome.Busy();
            };
        } finally {
            held.close();
            permits.release();
        }
    }

    /** From now on every time that {@code provider} is asked for is moved by {@code correction}. */
    public void correct(ProviderId provider, Duration correction) {
        lessons.correct(provider, correction);
    }

    /** The top of the last hour of which two minutes are over. */
    private Instant lastHour() {
        return clock.instant().minus(LENGTH).truncatedTo(ChronoUnit.HOURS);
    }

    private Found read(Past past) {
        Sighting sighting = new Sighting();
        long bytes = look(past, sighting);
        Instant asked = past.stretch().start();
        Optional<Duration> off = past.told()
                .or(sighting::begun)
                .map(begun -> Duration.between(asked.minus(past.way().lead()), begun));
        Duration correction = lessons.of(past.feed().provider()).correction();
        return new Found(
                asked,
                past.feed(),
                past.way().form(),
                bytes,
                sighting.firstKeyFrame(),
                off,
                correction,
                off.flatMap(ArchiveCheck::zone).map(correction::minus));
    }

    /** Reads until it is known what there is to know; what is cut short is judged by what came. */
    private static long look(Past past, Sighting sighting) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] piece = new byte[64 * 1024];
        long bytes = 0;
        InputStream body = past.body();
        try {
            while (bytes < MOST_BYTES
                    && System.nanoTime() < deadline
                    && sighting.length().compareTo(LONG_ENOUGH) < 0) {
                int count = body.read(piece);
                if (count < 0) {
                    break;
                }
                sighting.take(piece, 0, count);
                bytes += count;
                boolean timed = past.told().isPresent() || sighting.begun().isPresent();
                if (timed && sighting.firstKeyFrame().isPresent()) {
                    break;
                }
            }
        } catch (IOException cut) {
            // what came is what there is
        }
        return bytes;
    }

    /** By how much the clocks of the provider are off, if it is a matter of zones. */
    private static Optional<Duration> zone(Duration off) {
        Duration quarters = QUARTER.multipliedBy(Math.round((double) off.toSeconds() / QUARTER.toSeconds()));
        boolean zone = off.minus(quarters).abs().compareTo(TOLERANCE) <= 0;
        return Optional.of(quarters)
                .filter(each -> zone && !each.isZero() && each.abs().toHours() <= 14);
    }

    /** The one connection of a check. */
    private final class Held {
        private Optional<FileLine> line = Optional.empty();

        Optional<FileLine> line(Feed feed, Channel channel) {
            close();
            line = sessions.files().line(feed, Use.PROBE, channel.id().value(), sessions.slotPatience());
            return line;
        }

        void close() {
            line.ifPresent(FileLine::close);
            line = Optional.empty();
        }
    }
}
