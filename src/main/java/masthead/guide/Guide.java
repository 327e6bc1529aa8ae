package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on, and when: of one channel, out of all guides that are asked.
 *
 * <p>Blocks where it has to look into the database, so it belongs on a virtual thread; {@link #version} may be called anywhere.
 */
public final class Guide {
    private static final Logger log = LoggerFactory.getLogger(Guide.class);
    /** How far holes are looked for when it is asked what comes next, and no programme says how far it goes. */
    private static final Duration NEAR = Duration.ofHours(12);
    /** Channels whose next hours are read at once when they are brought into memory. */
    private static final int WARMED_AT_ONCE = 100;

    private final Database database;
    private final GuideSources sources;
    private final Nearby nearby;
    private final GuideTally tally;
    private final Clock clock;

    public Guide(Database database, GuideSources sources, GuideSettings settings, Clock clock) {
        this.database = database;
        this.sources = sources;
        this.nearby = new Nearby(settings.memory());
        this.tally = new GuideTally(database, sources, clock);
        this.clock = clock;
    }

    /** Grows with every change of the programmes, and of which guides are asked in which order; never blocks. */
    public long version() {
        return sources.version();
    }

    /** Calls {@code follower} after each growth of {@link #version}. It must return quickly. */
    public void follow(Runnable follower) {
        sources.follow(follower);
    }

    /** The guides that are asked, in that order. */
    private List<GuideSource> asked() {
        return sources.current().stream()
                .filter(each -> each.enabled() && each.state().generation() != 0)
                .toList();
    }

    /** Where programmes filed under {@code guideId} may be: in each guide that is asked, in that order. */
    public List<GuidePlace> places(String guideId) {
        return guideId.isEmpty()
                ? List.of()
                : asked().stream()
                        .map(each -> new GuidePlace(each.id(), guideId))
                        .toList();
    }

    /**
     * Programmes of a channel that touch the time between, in order of time and without overlaps: those of the first place, and in its
     * holes those of the next ones.
     *
     * @param places the best first
     * @param shift added to the times of all of them
     */
    public List<Programme> programmes(List<GuidePlace> places, Duration shift, Instant from, Instant to, int limit) {
        Instant first = bounded(from);
        Instant last = bounded(to);
        List<Programme> merged = List.of();
        Instant until = last;
        boolean empty = true;
        for (GuidePlace each : places) {
            if (!empty && !Merge.hasHole(merged, first, until)) {
                break;
            }
            List<Programme> more = stored(each, first.minus(shift), until.minus(shift), limit, shift);
            merged = empty ? more : Merge.filled(merged, more, first, until);
            empty &= more.isEmpty();
            if (merged.size() >= limit) {
                merged = merged.subList(0, limit);
                until = merged.getLast().stop(); // beyond it nothing is wanted any more
            }
        }
        return merged;
    }

    /** As {@link #programmes}, from {@code now} on: what is on, and what comes next. From memory, where it was asked lately. */
    public List<Programme> next(List<GuidePlace> places, Duration shift, Instant now, int limit) {
        Instant first = bounded(now);
        Instant until = first.plus(NEAR);
        List<Programme> merged = List.of();
        boolean empty = true;
        for (GuidePlace each : places) {
            if (!empty && !Merge.hasHole(merged, first, until)) {
                break;
            }
            List<Programme> more = near(each, first.minus(shift), limit, shift);
            merged = empty ? more : Merge.filled(merged, more, first, until);
            empty &= more.isEmpty();
            if (!merged.isEmpty()) {
                merged = merged.size() > limit ? merged.subList(0, limit) : merged;
                Instant end = merged.getLast().stop();
                until = merged.size() == limit || end.isAfter(until) ? end : until;
            }
        }
        return merged;
    }

    private List<Programme> near(GuidePlace place, Instant now, int limit, Duration shift) {
        return generation(place)
                .map(generation -> {
                    Nearby.Key key = new Nearby.Key(generation, place.guideId());
                    Optional<List<Programme>> known = nearby.find(key, now, limit);
                    if (known.isPresent()) {
                        return known.get();
                    }
                    if (limit > Nearby.PROGRAMMES / 2) {
                        return stored(place, now, bounded(Instant.MAX), limit, Duration.ZERO);
                    }
                    gather(key, now);
                    return nearby.find(key, now, limit)
                            .orElseGet(() -> stored(place, now, bounded(Instant.MAX), limit, Duration.ZERO));
                })
                .map(programmes -> shifted(programmes, shift))
                .orElse(List.of());
    }

    private static List<Programme> shifted(List<Programme> programmes, Duration shift) {
        return shift.isZero()
                ? programmes
                : programmes.stream().map(each -> each.later(shift)).toList();
    }

    private void gather(Nearby.Key key, Instant now) {
        read(handle -> {
                    if (!GenerationTable.isLive(handle, key.generation())) {
                        return Optional.<Nearby.Window>empty();
                    }
                    Nearby.Gathering gathering = new Nearby.Gathering(now.getEpochSecond());
                    GenerationTable.pieces(
                            handle, key.generation(), key.guideId(), now.toEpochMilli(), Long.MAX_VALUE, gathering);
                    return Optional.of(gathering.window());
                })
                .ifPresent(window -> nearby.keep(key, window));
    }

    /** Once more if it fails: PostgreSQL may drop a generation's table between a look at which one it is and a look into it. */
    private <T> T read(Function<Handle, T> query) {
        try {
            return database.read(query);
        } catch (GuideNotKept | JdbiException e) {
            return database.read(query);
        }
    }

    private Optional<Long> generation(GuidePlace place) {
        return sources.source(place.source())
                .filter(GuideSource::enabled)
                .map(each -> each.state().generation())
                .filter(generation -> generation != 0);
    }

    private List<Programme> stored(GuidePlace place, Instant from, Instant to, int limit, Duration shift) {
        if (sources.source(place.source()).filter(GuideSource::enabled).isEmpty()) {
            return List.of();
        }
        return shifted(read(handle -> stored(handle, place, from, to, limit)), shift);
    }

    private static List<Programme> stored(Handle handle, GuidePlace place, Instant from, Instant to, int limit) {
        List<Programme> programmes = new ArrayList<>();
        long generation = handle.createQuery("SELECT generation FROM guide_source WHERE id = :id")
                .bind("id", place.source().value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
        if (generation != 0) {
            GenerationTable.pieces(
                    handle,
                    generation,
                    place.guideId(),
                    from.toEpochMilli(),
                    to.toEpochMilli(),
                    (firstId, body) -> take(programmes, place.guideId(), firstId, body, from, to, limit));
        }
        return programmes;
    }

    private static boolean take(
            List<Programme> programmes,
            String guideId,
            long firstId,
            byte[] body,
            Instant from,
            Instant to,
            int limit) {
        long first = from.getEpochSecond();
        long last = to.getEpochSecond();
        for (StripReader reader = new StripReader(body); reader.next(); ) {
            if (programmes.size() == limit) {
                return false;
            }
            if (reader.stop() > first && reader.start() < last) {
                programmes.add(reader.programme(Nearby.int32(firstId + reader.index()), guideId));
            }
        }
        return programmes.size() < limit;
    }

    /** What milliseconds since 1970, and a shift added to them, can hold. */
    private static Instant bounded(Instant time) {
        Instant last = Instant.ofEpochSecond(1L << 33);
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(last) ? last : time;
    }

    /** All channels of all guides that are asked, also those without programmes; in the order in which guides are asked. */
    public List<GuideChannel> channels() {
        List<GuideChannel> channels = new ArrayList<>();
        for (GuideSource each : asked()) {
            channels.addAll(channels(each));
        }
        return channels;
    }

    private List<GuideChannel> channels(GuideSource source) {
        return database.read(handle -> handle.createQuery("""
                        SELECT guide_id, names, icon, programmes, first_at, last_at FROM guide_channel
                        WHERE generation = (SELECT generation FROM guide_source WHERE id = :id) ORDER BY number""")
                .bind("id", source.id().value()) // another one may be in its place since, and this one's rows gone
                .map((row, context) -> new GuideChannel(
                        source.id(),
                        row.getString(1),
                        row.getString(2).isEmpty()
                                ? List.of()
                                : row.getString(2).lines().toList(),
                        row.getString(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6))))
                .list());
    }

    /** The guide ids that have programmes in any guide that is asked. */
    public Set<String> covered() {
        return channels().stream()
                .filter(each -> each.programmes() > 0)
                .map(GuideChannel::guideId)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What one guide holds at a moment. */
    public record Contents(long channels, long withProgrammes, long onNow, long programmes, long future) {}

    /** What each guide holds, as of the last minute; what is to come is counted by pieces, so it is about right. */
    public Map<GuideSourceId, Contents> contents() {
        return tally.contents();
    }

    /** Brings what is on now and next into memory, as far as it has room; for who has time. */
    void warm() {
        Set<Long> live = asked().stream().map(each -> each.state().generation()).collect(Collectors.toSet());
        nearby.retain(live);
        long began = System.nanoTime();
        int channels = 0;
        for (GuideSource each : asked()) {
            channels += warm(each.state().generation());
        }
        tally.contents();
        log.atDebug()
                .addKeyValue("channels", channels)
                .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
                .log("What is on is in memory");
    }

    private int warm(long generation) {
        Instant now = clock.instant();
        int last = read(handle ->
                GenerationTable.isLive(handle, generation) ? GenerationTable.lastChannel(handle, generation) : -1);
        int warmed = 0;
        for (int from = 0; from <= last && !nearby.full(); from += WARMED_AT_ONCE) {
            int first = from;
            List<GenerationTable.Found> found = read(handle -> GenerationTable.isLive(handle, generation)
                    ? GenerationTable.pieces(
                            handle,
                            generation,
                            first,
                            first + WARMED_AT_ONCE,
                            now.toEpochMilli(),
                            now.plus(NEAR).toEpochMilli())
                    : List.of());
            Map<String, Nearby.Gathering> byChannel = new TreeMap<>();
            for (GenerationTable.Found each : found) {
                byChannel
                        .computeIfAbsent(each.guideId(), any -> new Nearby.Gathering(now.getEpochSecond()))
                        .take(each.firstId(), each.body());
            }
            byChannel.forEach((guideId, gathering) -> {
                gathering.cut(); // what comes later was not read
                nearby.keep(new Nearby.Key(generation, guideId), gathering.window());
            });
            warmed += byChannel.size();
        }
        return warmed;
    }
}
