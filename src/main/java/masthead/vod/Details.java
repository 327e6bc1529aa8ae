package masthead.vod;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.Part;
import masthead.catalog.ProviderId;
import masthead.catalog.Title;
import masthead.database.Database;
import masthead.format.xtream.FactTexts;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.format.xtream.XtreamAddress;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What providers tell of a movie or series when they are asked for it alone: asked when somebody opens it, kept for days.
 *
 * <p>What is old is shown while it is asked for again; a provider that does not answer leaves what its list says. Blocks; on virtual
 * threads. Safe on any.
 */
public final class Details implements AutoCloseable {
    /** Who is asked; {@code headend.XtreamClient} in the server. */
    public interface Source {
        Optional<MovieDetails> movie(ProviderId provider, String id);

        Optional<SeriesDetails> series(ProviderId provider, String id);

        /** What a file of this machine tells of itself. */
        default Map<String, String> local(Feed file) {
            return Map.of();
        }
    }

    /**
     * What is known of a title beyond its list.
     *
     * @param seasons texts by number and name: {@code 1.name}, {@code 1.overview}, {@code 1.aired}, {@code 1.cover}
     */
    public record Told(Map<String, String> facts, Map<String, String> seasons) {
        static final Told NOTHING = new Told(Map.of(), Map.of());

        public Told {
            facts = Map.copyOf(facts);
            seasons = Map.copyOf(seasons);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Details.class);

    private final Database database;
    private final Source source;
    private final VodSettings settings;
    private final Clock clock;
    private final DetailsQueue queue;

    public Details(Database database, Source source, VodSettings settings, Clock clock, Metrics metrics) {
        this.database = database;
        this.source = source;
        this.settings = settings;
        this.clock = clock;
        this.queue = new DetailsQueue(settings, metrics);
    }

    /** What waits and what is being asked, for operators. */
    public DetailsSeen seen() {
        return queue.seen();
    }

    /**
     * What is known of {@code title}; asks its provider if nothing is, and waits for that, though not for long.
     *
     * @param part {@link Part#MOVIES} or {@link Part#SERIES}
     */
    public Told of(Part part, Title title) {
        Optional<XtreamAddress> address = title.feed().map(Feed::url).flatMap(XtreamAddress::parse);
        Optional<DetailTable.Kept> kept = kept(title.id());
        if (address.isEmpty()) {
            return part == Part.MOVIES && title.feed().filter(Library::holds).isPresent()
                    ? local(title, kept)
                    : told(kept);
        }
        ProviderId provider = title.feed().orElseThrow().provider();
        boolean old = kept.map(
                        each -> each.fetchedAt().plus(settings.detailsKept()).isBefore(clock.instant()))
                .orElse(true);
        if (!old) {
            return told(kept);
        }
        CompletableFuture<Boolean> asked =
                queue.ask(provider, title.id(), kept.isEmpty(), () -> ask(part, title, address.get()));
        if (kept.isPresent()) {
            return told(kept);
        }
        await(asked);
        return told(kept(title.id()));
    }

    /**
     * What is known of a title at this moment.
     *
     * @param fetchedAt when its provider told it; absent where it was not asked yet
     * @param askable whether there is somebody to ask
     * @param old whether nothing is known yet, or for long
     */
    public record Glance(Told told, Optional<Instant> fetchedAt, boolean askable, boolean old) {
        /** Whether {@link #of} would ask. */
        public boolean due() {
            return askable && old;
        }
    }

    /** What is known of {@code title}, without asking anybody. */
    public Glance glance(Title title) {
        Optional<DetailTable.Kept> kept = kept(title.id());
        boolean askable = title.feed()
                .filter(each ->
                        Library.holds(each) || XtreamAddress.parse(each.url()).isPresent())
                .isPresent();
        boolean old = kept.map(
                        each -> each.fetchedAt().plus(settings.detailsKept()).isBefore(clock.instant()))
                .orElse(true);
        return new Glance(told(kept), kept.map(DetailTable.Kept::fetchedAt), askable, old);
    }

    /** As {@link #of}, and asks the provider anew whatever is known; what was known stays if it does not answer. */
    public Told again(Part part, Title title) {
        Optional<XtreamAddress> address = title.feed().map(Feed::url).flatMap(XtreamAddress::parse);
        if (address.isEmpty()) {
            return of(part, title);
        }
        ProviderId provider = title.feed().orElseThrow().provider();
        await(queue.ask(provider, title.id(), true, () -> ask(part, title, address.get())));
        return told(kept(title.id()));
    }

    /** Of a file of this machine, looked into again when its size is another. */
    private Told local(Title title, Optional<DetailTable.Kept> kept) {
        Feed file = title.feed().orElseThrow();
        String size = title.fact("size");
        if (kept.filter(each -> each.facts().getOrDefault("size", "").equals(size))
                .isPresent()) {
            return told(kept);
        }
        await(queue.ask(file.provider(), title.id(), true, () -> {
            Map<String, String> facts = new LinkedHashMap<>(source.local(file));
            facts.put("size", size);
            keep(title, file.provider(), facts);
        }));
        return told(kept(title.id()));
    }

    private Optional<DetailTable.Kept> kept(ChannelId title) {
        return database.read(handle -> DetailTable.find(handle, title));
    }

    private static Told told(Optional<DetailTable.Kept> kept) {
        return kept.map(each -> new Told(each.facts(), each.seasons())).orElse(Told.NOTHING);
    }

    private void await(CompletableFuture<Boolean> asked) {
        try {
            asked.get(settings.detailsPatience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            log.atDebug().log("Details come too late for this player");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Part part, Title title, XtreamAddress address) {
        ProviderId provider = title.feed().orElseThrow().provider();
        switch (part) {
            case MOVIES ->
                keep(
                        title,
                        provider,
                        source.movie(provider, address.id()).map(Details::facts).orElse(Map.of()));
            case SERIES -> keep(title, provider, source.series(provider, address.id()));
            case LIVE -> throw new IllegalArgumentException("a live channel has no details");
        }
    }

    private void keep(Title title, ProviderId provider, Map<String, String> facts) {
        DetailTable.Kept kept = new DetailTable.Kept(facts, Map.of(), clock.instant());
        database.change(handle -> DetailTable.put(handle, title.id(), provider, kept));
    }

    private void keep(Title title, ProviderId provider, Optional<SeriesDetails> details) {
        if (details.isEmpty()) {
            keep(title, provider, Map.of()); // its episodes stay: a panel that forgets for a day is daily life
            return;
        }
        SeriesDetails told = details.get();
        Instant now = clock.instant();
        Map<String, String> facts = new LinkedHashMap<>(FactTexts.write(told.facts()));
        told.modified().ifPresent(at -> facts.put("modified", Long.toString(at.getEpochSecond())));
        DetailTable.Kept kept = new DetailTable.Kept(facts, seasons(told), now);
        List<EpisodeTable.Told> episodes =
                told.episodes().stream().map(each -> episode(each, now)).toList();
        database.change(handle -> {
            DetailTable.put(handle, title.id(), provider, kept);
            if (!episodes.isEmpty()) {
                EpisodeTable.replace(handle, title.id(), provider, episodes, now);
            }
        });
    }

    private static Map<String, String> facts(MovieDetails details) {
        Map<String, String> facts = new LinkedHashMap<>(FactTexts.write(details.facts()));
        facts.put("ext", details.extension());
        facts.putAll(MediaTexts.of(details.bitrate(), details.video(), details.audio()));
        return facts;
    }

    private static EpisodeTable.Told episode(SeriesDetails.Episode episode, Instant now) {
        Map<String, String> facts = new LinkedHashMap<>(FactTexts.write(episode.facts()));
        facts.put("ext", episode.extension());
        facts.putAll(MediaTexts.of(episode.bitrate(), episode.video(), episode.audio()));
        return new EpisodeTable.Told(
                episode.id(),
                episode.season(),
                episode.number(),
                episode.facts().name(),
                new XtreamAddress(XtreamAddress.Part.EPISODE, episode.id(), extension(episode.extension())).toString(),
                facts,
                episode.added().orElse(now));
    }

    private static String extension(String told) {
        return told.matches("[a-z0-9]{1,10}") ? told : "";
    }

    private static Map<String, String> seasons(SeriesDetails told) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (SeriesDetails.Season each : told.seasons()) {
            texts.put(each.number() + ".name", each.name());
            texts.put(each.number() + ".overview", each.overview());
            texts.put(each.number() + ".aired", each.aired());
            texts.put(each.number() + ".cover", each.cover());
        }
        texts.values().removeIf(String::isBlank);
        return texts;
    }

    @Override
    public void close() {
        queue.close();
    }
}
