package masthead.vod;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import masthead.access.Admission;
import masthead.access.Content;
import masthead.access.Device;
import masthead.access.SubscriberId;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.Part;
import masthead.catalog.TitleFile;
import masthead.catalog.Titles;
import masthead.http.Exchange;
import masthead.metrics.Metrics;
import masthead.tuner.FileLine;
import masthead.tuner.FileOpener;
import masthead.tuner.Use;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays movies and episodes: bytes of their providers, in whatever ranges players ask for them.
 *
 * <p>Blocks; on virtual threads. Safe on any.
 */
public final class Films implements AutoCloseable {
    /** Runs something later; the task is quick. */
    public interface Timer {
        /** @throws RejectedExecutionException if it has been stopped */
        void after(Duration time, Runnable task);
    }

    /** How a request for a film ended. */
    public sealed interface Served {
        /** With an answer. */
        record Answered() implements Served {}

        /** There is no seat; nothing was answered. */
        record Refused(Admission why) implements Served {}

        /** The provider does not have it; nothing was answered. */
        record NotThere() implements Served {}

        /** The provider has no connection left; nothing was answered. */
        record NoConnection() implements Served {}

        /** The provider does not answer, or nonsense; nothing was answered. */
        record NoAnswer() implements Served {}
    }

    private static final Logger log = LoggerFactory.getLogger(Films.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 2_000;

    private final Titles titles;
    private final FileOpener opener;
    private final Library library;
    private final VodSettings settings;
    private final Windows windows;
    private final Showings showings;
    private final Cache<ChannelId, Optional<TitleFile>> files = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    public Films(Played played, VodSettings settings, Timer timer, Metrics metrics) {
        this.titles = played.titles();
        this.opener = played.opener();
        this.library = played.library();
        this.settings = settings;
        this.windows = new Windows(settings, metrics);
        this.showings = new Showings(settings, timer::after, metrics);
    }

    /** Looks again for what {@code catalogs} changes. */
    public Films following(Catalogs catalogs) {
        catalogs.follow(any -> files.invalidateAll());
        return this;
    }

    /** What is played under {@code id}; asked once for the many ranges of a film. */
    public Optional<TitleFile> film(ChannelId id) {
        return files.get(id, titles::file);
    }

    /** Films that are being watched. */
    public int watched() {
        return showings.size();
    }

    /** Somebody waits for one of a provider's connections: those that nobody reads from are given back. */
    public void letGo() {
        showings.letGo();
    }

    /** What {@code film} is to a seat. */
    public static Content content(TitleFile film) {
        return film.part() == Part.MOVIES ? Content.movie(film.id()) : Content.episode(film.id());
    }

    /** Answers HEAD from what is known, without asking the provider and without a seat. */
    public void head(Exchange exchange, TitleFile film, String type) {
        Optional<Path> local = film.feeds().stream()
                .filter(Library::holds)
                .map(library::file)
                .flatMap(Optional::stream)
                .findFirst();
        if (local.isPresent()) {
            LocalFilm.head(exchange, local.get(), type);
            return;
        }
        Optional<Windows.Known> known = film.feeds().stream()
                .map(Carriage::key)
                .map(windows::known)
                .flatMap(Optional::stream)
                .findFirst();
        exchange.with("Accept-Ranges", "bytes");
        if (known.isPresent()) {
            FileFacts facts = known.get().facts();
            if (!facts.tag().isEmpty()) {
                exchange.with("ETag", facts.tag());
            }
            exchange.replyBody(200, type, facts.length(), settings.sendPatience());
        } else {
            exchange.with("Content-Type", type).reply(200);
        }
    }

    /**
     * Answers a GET for {@code film}.
     *
     * @param admission asks for a seat; not called where this player has one for it
     */
    public Served serve(
            Exchange exchange, TitleFile film, SubscriberId subscriber, Device device, Supplier<Admission> admission) {
        Showings.Place place = new Showings.Place(Optional.of(subscriber), content(film), device);
        return serve(exchange, film, () -> showings.enter(place, exchange, admission));
    }

    /** As {@link #serve}, for an operator: beside all subscribers and their limits. */
    public Served serveFreely(Exchange exchange, TitleFile film, Device device) {
        Showings.Place place = new Showings.Place(Optional.empty(), content(film), device);
        return serve(exchange, film, () -> showings.enterFreely(place, exchange));
    }

    private Served serve(Exchange exchange, TitleFile film, Supplier<Showings.Entry> entry) {
        String asked = exchange.header("Range").orElse("");
        if (ByteAsk.of(asked) instanceof ByteAsk.Unanswerable) {
            Carriage.outOfRange(exchange, -1);
            return new Served.Answered();
        }
        Optional<Path> local = film.feeds().stream()
                .filter(Library::holds)
                .map(library::file)
                .flatMap(Optional::stream)
                .findFirst();
        return switch (entry.get()) {
            case Showings.Entry.Refused(Admission why) -> new Served.Refused(why);
            case Showings.Entry.Open(Showing.Viewing viewing)
            when local.isPresent() -> LocalFilm.send(viewing, local.get(), MediaTypes.of(Extensions.of(film)));
            case Showings.Entry.Open(Showing.Viewing viewing) -> {
                try (viewing) {
                    yield serve(viewing, film, asked);
                } catch (IOException e) {
                    log.atInfo()
                            .addKeyValue("film", film.id())
                            .addKeyValue("why", e.getMessage())
                            .log("A film broke off");
                    exchange.breakOff();
                    yield new Served.Answered();
                }
            }
        };
    }

    private Served serve(Showing.Viewing viewing, TitleFile film, String asked) throws IOException {
        Function<Feed, Optional<FileLine>> take =
                feed -> opener.line(feed, Use.MOVIE, film.id().value(), settings.slotPatience());
        Carriage carriage = new Carriage(windows, settings, take, viewing, MediaTypes.of(Extensions.of(film)));
        Optional<String> condition = viewing.exchange().header("If-Range");
        Served last = new Served.NoAnswer();
        for (Feed feed : film.feeds()) {
            if (Library.holds(feed)) {
                last = new Served.NotThere();
                continue;
            }
            switch (carriage.serve(feed, asked, condition)) {
                case ANSWERED -> {
                    return new Served.Answered();
                }
                case GIVEN_UP -> {
                    return new Served.NoAnswer();
                }
                case NOT_THERE -> last = new Served.NotThere();
                case NO_CONNECTION -> last = new Served.NoConnection();
                case NOT_SENT -> last = new Served.NoAnswer();
            }
        }
        return last;
    }

    @Override
    public void close() {
        showings.close();
    }
}
