package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import masthead.catalog.Catalog;
import masthead.guide.fill.Filling;

/**
 * The guide as players see it: every channel has a row, and every row has programmes.
 *
 * <p>Blocks where programmes have to be read from the database; on a virtual thread.
 */
public final class Listings {
    private static final Duration FILLED_BACK = Duration.ofHours(6);
    private static final Duration FILLED_AHEAD = Duration.ofDays(2);

    private final GuideLineups lineups;
    private final Guide guide;
    private final Filling filling;
    private final Clock clock;

    public Listings(GuideLineups lineups, Guide guide, Filling filling, Clock clock) {
        this.lineups = lineups;
        this.guide = guide;
        this.filling = filling;
        this.clock = clock;
    }

    /** The rows of the catalog there is now. */
    public GuideLineup lineup() {
        return lineups.current();
    }

    /** The rows of {@code catalog}, which is the current one or was a moment ago. */
    public GuideLineup lineup(Catalog catalog) {
        return lineups.of(catalog);
    }

    /** Another one where {@code lineup} or a programme may differ, within one run. */
    public String version(GuideLineup lineup) {
        return lineup.ids() + "-" + lineups.version() + "-" + guide.version() + "-" + filling.version();
    }

    /** What is on now and next: at most {@code limit} programmes. */
    public List<Programme> next(GuideRow row, int limit) {
        Instant now = clock.instant();
        List<Programme> found = row.places().isEmpty() ? List.of() : guide.next(row.places(), row.shift(), now, limit);
        if (!found.isEmpty()) {
            return found;
        }
        List<Programme> filled = filling.of(row, now, now.plus(FILLED_AHEAD), now);
        return filled.size() > limit ? filled.subList(0, limit) : filled;
    }

    /** Programmes that touch the time between, at most {@code limit}; where they end before now, made up ones follow. */
    public List<Programme> between(GuideRow row, Instant from, Instant to, int limit) {
        List<Programme> found =
                row.places().isEmpty() ? List.of() : guide.programmes(row.places(), row.shift(), from, to, limit);
        Instant now = clock.instant();
        Instant known = found.isEmpty() ? from : found.getLast().stop();
        Instant first = later(known, now.minus(FILLED_BACK));
        Instant last = earlier(to, now.plus(FILLED_AHEAD));
        boolean goesOn = !found.isEmpty() && known.isAfter(now);
        if (goesOn || found.size() >= limit || !first.isBefore(last)) {
            return found;
        }
        List<Programme> filled = filling.of(row, first, last, now);
        List<Programme> all = found.isEmpty() ? filled : Merge.filled(found, filled, known, last);
        return all.size() > limit ? all.subList(0, limit) : all;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
