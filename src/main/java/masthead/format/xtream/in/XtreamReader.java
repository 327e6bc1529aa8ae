package masthead.format.xtream.in;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.format.xtream.TitleFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what {@code player_api.php} answers.
 *
 * <p>Lists may be arrays or objects keyed by index, wrapped or not; an answer that ends too early is no answer. The caller closes
 * the stream, which is not packed; what breaks in reading it reaches the caller as it was thrown. Immutable; any thread.
 */
public final class XtreamReader {
    private static final int NAME = 300;
    private static final int PEOPLE = 500;
    private static final int PLOT = 4000;
    private static final int LISTED_PLOT = 500;
    /** What lists are wrapped in, where they are. */
    private static final Set<String> WRAPPERS = Set.of(
            "data",
            "js",
            "streams",
            "list",
            "items",
            "results",
            "categories",
            "live",
            "movies",
            "series",
            "available_channels");

    private static final Set<String> LOGIN = Set.of("user_info", "server_info");

    private final String base;
    private final Instant now;

    /**
     * What a list held.
     *
     * @param rows objects, usable or not
     * @param unusable those without an id
     */
    public record Tally(int rows, int unusable) {}

    /**
     * A reader of answers.
     *
     * @param base what addresses of pictures are relative to
     * @param now moments after it have not been yet, whatever a panel says
     */
    public XtreamReader(String base, Instant now) {
        this.base = base;
        this.now = now;
    }

    /** @throws NotXtream if it is no answer to a login */
    public LoginAnswer login(InputStream answer) {
        Object root = whole(answer);
        Map<String, Object> fields = Tree.values(root).fields();
        if (fields.keySet().stream().noneMatch(LOGIN::contains)) {
            throw new NotXtream("it is no answer to a login");
        }
        return login(fields);
    }

    private static LoginAnswer login(Map<String, Object> root) {
        Values user = Tree.values(root.get("user_info"));
        Values server = Tree.values(root.get("server_info"));
        Optional<Integer> connections = user.whole("max_connections");
        return new LoginAnswer(
                user.flag("auth")
                        || (!user.fields().containsKey("auth")
                                && !user.raw("status").isEmpty()),
                user.text(40, "status"),
                user.text(NAME, "message"),
                user.instant("exp_date"),
                connections.map(OptionalInt::of).orElse(OptionalInt.empty()),
                user.whole("active_cons").orElse(0),
                user.items("allowed_output_formats"),
                PanelClock.of(
                        server.raw("timezone").strip(),
                        server.instant("timestamp_now"),
                        server.local(server.raw("time_now").strip())));
    }

    /** @throws NotXtream if it is no list, or is cut short; what was handed over must not be used then */
    public Tally categories(InputStream answer, Consumer<ListedCategory> sink) {
        return rows(answer, row -> {
            String id = row.id("category_id", "id");
            if (id.isEmpty()) {
                return false;
            }
            sink.accept(new ListedCategory(id, row.name(NAME, "category_name", "name", "title")));
            return true;
        });
    }

    /**
     * @throws NotXtream if it is no list, or is cut short; what was handed over must not be used then
     * @throws LoginInstead if it is the answer to a login
     */
    public Tally live(InputStream answer, Consumer<ListedLive> sink) {
        return rows(answer, row -> {
            String id = row.id("stream_id", "id");
            if (id.isEmpty()) {
                return false;
            }
            // Some leave the days in when they switch the archive off.
            boolean archive = row.flag("tv_archive");
            sink.accept(new ListedLive(
                    id,
                    row.name(NAME, "name", "title"),
                    row.picture(base, "stream_icon", "icon", "logo"),
                    row.text(NAME, "epg_channel_id"),
                    row.whole("num").orElse(0),
                    row.categories(),
                    archive ? row.whole("tv_archive_duration").orElse(0) : 0,
                    row.past(now, "added"),
                    row.flag("is_adult")));
            return true;
        });
    }

    /** As {@link #live}. */
    public Tally movies(InputStream answer, Consumer<ListedTitle> sink) {
        return rows(answer, row -> title(row, row.id("stream_id", "vod_id", "id"), row.past(now, "added"), sink));
    }

    /** As {@link #live}. */
    public Tally series(InputStream answer, Consumer<ListedTitle> sink) {
        return rows(
                answer, row -> title(row, row.id("series_id", "id"), row.past(now, "last_modified", "added"), sink));
    }

    private boolean title(Values row, String id, Optional<Instant> changed, Consumer<ListedTitle> sink) {
        if (id.isEmpty()) {
            return false;
        }
        TitleFacts facts = facts(row, row.name(NAME, "name", "title"), LISTED_PLOT);
        sink.accept(new ListedTitle(id, facts, row.categories(), row.extension(), changed, row.flag("is_adult")));
        return true;
    }

    private TitleFacts facts(Values row, String name, int plot) {
        return new TitleFacts(
                name,
                row.text(NAME, "o_name", "original_name", "title"),
                row.text(plot, "plot", "description", "overview"),
                row.text(PEOPLE, "cast", "actors"),
                row.text(PEOPLE, "director"),
                row.text(NAME, "genre"),
                row.text(NAME, "country"),
                row.released(),
                row.year(),
                row.rating(),
                row.text(20, "age", "mpaa_rating"),
                row.picture(base, "stream_icon", "cover", "cover_big", "movie_image"),
                row.pictures(base, "backdrop_path"),
                row.text(200, "youtube_trailer", "trailer"),
                row.tmdb(),
                row.durationSeconds());
    }

    /**
     * What the answer tells of a movie; empty if it says that there is none.
     *
     * @param id what was asked for
     * @throws NotXtream if it is no such answer, or is cut short
     * @throws LoginInstead if it is the answer to a login
     */
    public Optional<MovieDetails> movie(String id, InputStream answer) {
        Values root = details(answer, "info", "movie_data");
        Values info = Tree.values(root.fields().get("info"));
        Values movie = Tree.values(root.fields().get("movie_data"));
        String name = movie.name(NAME, "name", "title");
        if (info.fields().isEmpty() && movie.fields().isEmpty()) {
            return Optional.empty();
        }
        String shown = name.isEmpty() ? info.name(NAME, "name", "o_name") : name;
        return Optional.of(new MovieDetails(
                id,
                facts(info, shown, PLOT),
                movie.extension(),
                info.whole("bitrate").orElse(0),
                movie.past(now, "added"),
                Tree.json(info.fields().get("video")),
                Tree.json(info.fields().get("audio"))));
    }

    /** As {@link #movie}, of a series. */
    public Optional<SeriesDetails> series(String id, InputStream answer) {
        Values root = details(answer, "info", "episodes", "seasons");
        Values info = Tree.values(root.fields().get("info"));
        List<SeriesDetails.Episode> episodes =
                new EpisodeReader(base, now).read(root.fields().get("episodes"));
        String name = info.name(NAME, "name", "title");
        if (name.isEmpty() && episodes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SeriesDetails(
                id,
                facts(info, name, PLOT),
                info.past(now, "last_modified", "added"),
                EpisodeReader.seasons(root.fields().get("seasons"), base),
                episodes));
    }

    private static Values details(InputStream answer, String... known) {
        Object root = whole(answer);
        if (root == null || (root instanceof List<?> list && list.isEmpty())) {
            return new Values(Map.of());
        }
        Map<String, Object> fields = Tree.values(root).fields();
        if (fields.keySet().stream().anyMatch(LOGIN::contains)) {
            throw new LoginInstead(login(fields));
        }
        boolean any = fields.isEmpty() && root instanceof Map;
        for (String each : known) {
            any |= fields.containsKey(each);
        }
        if (!any) {
            throw new NotXtream("it tells nothing of what was asked for");
        }
        return new Values(fields);
    }

    private static @Nullable Object whole(InputStream answer) {
        try {
            Optional<JsonParser> opened = Opening.of(answer);
            if (opened.isEmpty()) {
                return null;
            }
            JsonParser json = opened.get();
            json.nextToken();
            return Tree.value(json);
        } catch (JacksonException e) {
            throw damaged(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a row is made into; false if it cannot be used. */
    private interface Taker {
        boolean take(Values row);
    }

    private static Tally rows(InputStream answer, Taker taker) {
        Rows rows = new Rows(taker);
        try {
            Optional<JsonParser> opened = Opening.of(answer);
            if (opened.isPresent()) {
                JsonParser json = opened.get();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    rows.array(json);
                } else {
                    rows.object(json);
                }
            }
        } catch (JacksonException e) {
            throw damaged(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Tally(rows.count, rows.unusable);
    }

    /** What the stream below threw is no matter of JSON. */
    private static RuntimeException damaged(JacksonException e) {
        if (e.getCause() instanceof IOException broken) {
            return new UncheckedIOException(broken);
        }
        return new NotXtream("it is damaged or cut short");
    }

    /** One list being read. */
    private static final class Rows {
        private final Taker taker;
        private int count;
        private int unusable;

        Rows(Taker taker) {
            this.taker = taker;
        }

        /** Of rows, or of lists of rows. */
        void array(JsonParser json) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                switch (json.currentToken()) {
                    case START_OBJECT -> row(json);
                    case START_ARRAY -> array(json);
                    case null -> throw new NotXtream("it is damaged or cut short");
                    default -> {}
                }
            }
        }

        private void row(JsonParser json) {
            count++;
            if (!taker.take(new Values(Tree.object(json)))) {
                unusable++;
            }
        }

        /** Rows by index, a list in a wrapper, or what is no list at all. */
        void object(JsonParser json) {
            boolean list = false;
            boolean more = false;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (LOGIN.contains(name)) {
                    Map<String, Object> login = new java.util.HashMap<>();
                    Optional.ofNullable(Tree.value(json)).ifPresent(each -> login.put(name, each));
                    login.putAll(Tree.object(json));
                    throw new LoginInstead(login(login));
                }
                if (value == JsonToken.START_OBJECT && isIndex(name)) {
                    list = true;
                    row(json);
                } else if (value == JsonToken.START_ARRAY && (isIndex(name) || WRAPPERS.contains(name))) {
                    list = true;
                    array(json);
                } else if (value == JsonToken.START_OBJECT && WRAPPERS.contains(name)) {
                    list = true;
                    object(json);
                } else {
                    more = true;
                    json.skipChildren();
                }
            }
            if (more && !list) {
                throw new NotXtream("it is an object that is no list");
            }
        }

        private static boolean isIndex(String name) {
            return !name.isEmpty() && name.length() <= 20 && name.chars().allMatch(each -> each >= '0' && each <= '9');
        }
    }
}
