package masthead.format.xtream.in;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.format.xtream.SeriesDetails.Episode;
import masthead.format.xtream.SeriesDetails.Season;
import masthead.format.xtream.TitleFacts;
import org.jspecify.annotations.Nullable;

/**
 * Reads the episodes of a series. PHP makes of a map of seasons an object, an array of arrays where the keys are 0, 1, 2, and an
 * empty array where there is none; a flat list has been seen too. The episode's own season counts, then that of the key.
 */
final class EpisodeReader {
    private static final int MOST = 100_000;
    private static final int DEEPEST = 4;
    private static final int NAME = 300;
    private static final int PLOT = 2000;
    private static final Set<String> MARKS = Set.of("episode_num", "container_extension", "title", "info", "season");

    private final String base;
    private final Instant now;
    private final List<Episode> found = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    EpisodeReader(String base, Instant now) {
        this.base = base;
        this.now = now;
    }

    List<Episode> read(@Nullable Object episodes) {
        walk(episodes, Optional.empty(), 0);
        found.sort(Comparator.comparingInt(Episode::season).thenComparingInt(Episode::number));
        return found;
    }

    private void walk(@Nullable Object value, Optional<Integer> season, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof List<?> list) {
            list.forEach(each -> walk(each, season, depth + 1));
        } else if (value instanceof Map<?, ?>) {
            Values fields = Tree.values(value);
            if (isEpisode(fields)) {
                episode(fields, season);
            } else {
                fields.fields().forEach((key, each) -> walk(each, seasonOf(key, each, season), depth + 1));
            }
        }
    }

    private static boolean isEpisode(Values fields) {
        return !fields.id("id", "stream_id").isEmpty()
                && fields.fields().keySet().stream().anyMatch(MARKS::contains);
    }

    /** The outermost key is that of a season, unless an episode stands right at it: then it is an index. */
    private static Optional<Integer> seasonOf(String key, Object value, Optional<Integer> outer) {
        return outer.isPresent() || isEpisode(Tree.values(value)) ? outer : new Values(Map.of("key", key)).whole("key");
    }

    private void episode(Values fields, Optional<Integer> key) {
        String id = fields.id("id", "stream_id");
        if (found.size() == MOST || !ids.add(id)) {
            return;
        }
        Values info = Tree.values(fields.fields().get("info"));
        int season = fields.whole("season")
                .or(() -> info.whole("season"))
                .or(() -> key)
                .orElse(1);
        found.add(new Episode(
                id,
                season,
                fields.whole("episode_num", "episode").orElse(0),
                facts(fields, info),
                fields.extension(),
                info.whole("bitrate").orElse(0),
                fields.past(now, "added"),
                Tree.json(info.fields().get("video")),
                Tree.json(info.fields().get("audio"))));
    }

    private TitleFacts facts(Values fields, Values info) {
        String title = fields.name(NAME, "title", "name");
        return new TitleFacts(
                title.isEmpty() ? info.name(NAME, "name", "title") : title,
                "",
                info.text(PLOT, "plot", "overview", "description"),
                "",
                "",
                "",
                "",
                info.released().isEmpty() ? info.text(40, "air_date") : info.released(),
                info.year(),
                info.rating(),
                "",
                info.picture(base, "movie_image", "cover_big", "cover"),
                List.of(),
                "",
                info.tmdb(),
                info.durationSeconds());
    }

    static List<Season> seasons(@Nullable Object value, String base) {
        Iterable<?> all = switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> map.values();
            case null, default -> List.of();
        };
        List<Season> seasons = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (Object each : all) {
            Values season = Tree.values(each);
            Optional<Integer> number = season.whole("season_number", "season", "id");
            if (number.isPresent() && numbers.add(number.get())) {
                seasons.add(new Season(
                        number.get(),
                        season.name(NAME, "name", "title"),
                        season.text(PLOT, "overview", "plot"),
                        season.text(40, "air_date"),
                        season.picture(base, "cover", "cover_big", "cover_tmdb")));
            }
        }
        seasons.sort(Comparator.comparingInt(Season::number));
        return seasons;
    }
}
