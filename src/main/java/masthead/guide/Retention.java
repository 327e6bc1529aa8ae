package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.database.Database;

/** How long programmes are kept that are over: as long as their channel can be played again, else {@code guide.past}. */
final class Retention {
    /** Channels in one transaction, so that others have their turn at the writer. */
    private static final int CHANNELS_AT_ONCE = 100;

    private final Catalogs catalogs;
    private final GuideSettings settings;
    private final Clock clock;
    private volatile Function<Channel, List<GuidePlace>> places = any -> List.of();

    Retention(Catalogs catalogs, GuideSettings settings, Clock clock) {
        this.catalogs = catalogs;
        this.settings = settings;
        this.clock = clock;
    }

    /** Says where programmes of a channel are, beside those under its own guide id. */
    void placedBy(Function<Channel, List<GuidePlace>> places) {
        this.places = places;
    }

    /** How long programmes of a guide are kept that are over, by their guide ids. */
    Function<String, Duration> past(GuideSourceId source) {
        Map<String, Integer> days = new HashMap<>();
        for (Channel each : catalogs.current().channels()) {
            if (each.archiveDays() > 0) {
                days.merge(each.guideId(), each.archiveDays(), Math::max);
                places.apply(each).stream()
                        .filter(place -> place.source().equals(source))
                        .forEach(place -> days.merge(place.guideId(), each.archiveDays(), Math::max));
            }
        }
        return guideId -> {
            Duration archive = Duration.ofDays(days.getOrDefault(guideId, 0));
            Duration wanted = archive.compareTo(settings.past()) > 0 ? archive : settings.past();
            return wanted.compareTo(settings.pastLimit()) > 0 ? settings.pastLimit() : wanted;
        };
    }

    private record Row(int number, String guideId) {}

    /** Drops what is over in all guides; programmes written together go together, when the last of them is over. */
    void sweep(Database database, GuideSources sources) {
        Instant now = clock.instant();
        boolean any = false;
        for (GuideSource each : sources.current()) {
            long generation = each.state().generation();
            if (generation != 0) {
                any |= sweep(database, generation, past(each.id()), now);
            }
        }
        if (any) {
            sources.change(handle -> true);
        }
    }

    private static boolean sweep(Database database, long generation, Function<String, Duration> past, Instant now) {
        List<Row> rows = database.read(handle -> handle.createQuery(
                        "SELECT number, guide_id FROM guide_channel WHERE generation = :generation ORDER BY number")
                .bind("generation", generation)
                .map((row, context) -> new Row(row.getInt(1), row.getString(2)))
                .list());
        boolean any = false;
        for (int from = 0; from < rows.size(); from += CHANNELS_AT_ONCE) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + CHANNELS_AT_ONCE));
            any |= database.write(handle -> {
                boolean changed = false;
                // Another one may be in its place since, and this one's table gone.
                if (GenerationTable.isLive(handle, generation)) {
                    for (Row each : some) {
                        Instant then = now.minus(past.apply(each.guideId));
                        if (GenerationTable.deleteOver(handle, generation, each.number, then) > 0) {
                            GenerationTable.recount(handle, generation, each.number);
                            changed = true;
                        }
                    }
                }
                return changed;
            });
        }
        return any;
    }
}
