package masthead.format.xtream;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** Movies and series (docs/4-protocols/xtream.md, "Movies" and "Series"): which scalar is a number is what strict players go by. */
final class TitleJson {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");
    private static final BigDecimal TEN = BigDecimal.TEN;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private TitleJson() {}

    static void movie(JsonGenerator json, TitleRow row) {
        TitleFacts facts = row.facts();
        json.writeStartObject();
        json.writeNumberProperty("num", row.number());
        text(json, "name", row.name());
        text(json, "title", facts.name());
        text(json, "year", year(facts));
        json.writeStringProperty("stream_type", "movie");
        json.writeNumberProperty("stream_id", row.id());
        text(json, "stream_icon", facts.cover());
        rating(json, facts);
        if (tmdb(facts) > 0) {
            String id = Integer.toString(tmdb(facts));
            json.writeStringProperty("tmdb", id);
            json.writeStringProperty("tmdb_id", id);
        }
        json.writeStringProperty("added", XtreamWriter.digits(row.added()));
        json.writeStringProperty("is_adult", row.adult() ? "1" : "0");
        category(json, row.category());
        json.writeStringProperty("container_extension", row.extension());
        json.writeStringProperty("custom_sid", "");
        json.writeStringProperty("direct_source", "");
        json.writeEndObject();
    }

    static void panelMovie(JsonGenerator json, TitleRow row) {
        String id = Integer.toString(row.id());
        json.writeStartObject();
        json.writeNumberProperty("num", row.number());
        text(json, "name", row.name());
        json.writeStringProperty("stream_type", "movie");
        json.writeStringProperty("type_name", "Movies");
        json.writeStringProperty("stream_id", id);
        text(json, "stream_icon", row.facts().cover());
        json.writeStringProperty("epg_channel_id", "");
        json.writeStringProperty("added", XtreamWriter.digits(row.added()));
        json.writeStringProperty("category_name", row.category().name());
        json.writeStringProperty("category_id", Integer.toString(row.category().id()));
        json.writeNullProperty("series_no");
        json.writeStringProperty("live", "0");
        json.writeStringProperty("container_extension", row.extension());
        json.writeStringProperty("custom_sid", "");
        json.writeNumberProperty("tv_archive", 0);
        json.writeStringProperty("direct_source", "");
        json.writeNumberProperty("tv_archive_duration", 0);
        json.writeEndObject();
    }

    static void series(JsonGenerator json, TitleRow row) {
        json.writeStartObject();
        json.writeNumberProperty("num", row.number());
        json.writeNumberProperty("series_id", row.id());
        seriesFields(json, row);
        json.writeEndObject();
    }

    private static void seriesFields(JsonGenerator json, TitleRow row) {
        TitleFacts facts = row.facts();
        text(json, "name", row.name());
        text(json, "title", facts.name());
        text(json, "year", year(facts));
        json.writeStringProperty("stream_type", "series");
        text(json, "cover", facts.cover());
        text(json, "plot", facts.plot());
        text(json, "cast", facts.cast());
        text(json, "director", facts.director());
        text(json, "genre", facts.genre());
        text(json, "release_date", facts.released());
        text(json, "releaseDate", facts.released());
        json.writeStringProperty("last_modified", XtreamWriter.digits(row.added()));
        rating(json, facts);
        addresses(json, "backdrop_path", facts.backdrops());
        text(json, "youtube_trailer", facts.trailer());
        json.writeStringProperty("episode_run_time", Long.toString(facts.durationSeconds() / 60));
        category(json, row.category());
        if (tmdb(facts) > 0) {
            json.writeStringProperty("tmdb", Integer.toString(tmdb(facts)));
        }
    }

    static void movieInfo(JsonGenerator json, TitleRow row, MediaFacts media) {
        TitleFacts facts = row.facts();
        json.writeStartObject();
        json.writeObjectPropertyStart("info");
        json.writeStringProperty("kinopoisk_url", "");
        json.writeNumberProperty("tmdb_id", tmdb(facts));
        text(json, "name", facts.name());
        text(json, "o_name", facts.originalName().isEmpty() ? facts.name() : facts.originalName());
        text(json, "cover_big", facts.cover());
        text(json, "movie_image", facts.cover());
        text(json, "release_date", facts.released());
        text(json, "releasedate", facts.released());
        json.writeNumberProperty("episode_run_time", facts.durationSeconds() / 60);
        text(json, "youtube_trailer", facts.trailer());
        text(json, "director", facts.director());
        text(json, "actors", facts.cast());
        text(json, "cast", facts.cast());
        text(json, "description", facts.plot());
        text(json, "plot", facts.plot());
        text(json, "age", facts.age());
        json.writeStringProperty("mpaa_rating", "");
        json.writeNumberProperty("rating_count_kinopoisk", 0);
        text(json, "country", facts.country());
        text(json, "genre", facts.genre());
        addresses(json, "backdrop_path", facts.backdrops());
        duration(json, facts);
        media(json, media);
        json.writeNumberProperty("rating", decimal(facts));
        json.writeArrayPropertyStart("subtitles");
        json.writeEndArray();
        json.writeEndObject();
        movieData(json, row);
        json.writeEndObject();
    }

    private static void movieData(JsonGenerator json, TitleRow row) {
        json.writeObjectPropertyStart("movie_data");
        json.writeNumberProperty("stream_id", row.id());
        text(json, "name", row.name());
        text(json, "title", row.facts().name());
        text(json, "year", year(row.facts()));
        json.writeStringProperty("added", XtreamWriter.digits(row.added()));
        category(json, row.category());
        json.writeStringProperty("container_extension", row.extension());
        json.writeStringProperty("custom_sid", "");
        json.writeStringProperty("direct_source", "");
        json.writeEndObject();
    }

    static void seriesInfo(JsonGenerator json, TitleRow row, List<SeasonRow> seasons, List<EpisodeRow> episodes) {
        json.writeStartObject();
        Map<Integer, List<EpisodeRow>> bySeason = new TreeMap<>();
        episodes.forEach(each -> bySeason.computeIfAbsent(each.season(), any -> new ArrayList<>())
                .add(each));
        json.writeArrayPropertyStart("seasons");
        bySeason.forEach((number, of) -> season(json, number, of.size(), seasons));
        json.writeEndArray();
        json.writeObjectPropertyStart("info");
        seriesFields(json, row);
        json.writeEndObject();
        // Always an object: a map with the keys 0, 1, ... is an array to PHP, which strict players do not read.
        json.writeObjectPropertyStart("episodes");
        bySeason.forEach((number, of) -> {
            json.writeArrayPropertyStart(Integer.toString(number));
            of.forEach(each -> episode(json, each));
            json.writeEndArray();
        });
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void season(JsonGenerator json, int number, int episodes, List<SeasonRow> told) {
        SeasonRow season = told.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElse(new SeasonRow(number, "", "", "", ""));
        json.writeStartObject();
        text(json, "air_date", season.aired());
        json.writeNumberProperty("episode_count", episodes);
        json.writeNumberProperty("id", number);
        text(json, "name", season.name().isEmpty() ? (number == 0 ? "Specials" : "Season " + number) : season.name());
        text(json, "overview", season.overview());
        json.writeNumberProperty("season_number", number);
        json.writeNumberProperty("vote_average", 0);
        text(json, "cover", season.cover());
        text(json, "cover_big", season.cover());
        json.writeEndObject();
    }

    private static void episode(JsonGenerator json, EpisodeRow row) {
        TitleFacts facts = row.facts();
        json.writeStartObject();
        json.writeStringProperty("id", Integer.toString(row.id()));
        json.writeNumberProperty("episode_num", row.number());
        text(json, "title", row.title());
        json.writeStringProperty("container_extension", row.extension());
        json.writeObjectPropertyStart("info");
        text(json, "movie_image", facts.cover());
        text(json, "cover_big", facts.cover());
        text(json, "plot", facts.plot());
        text(json, "release_date", facts.released());
        text(json, "releasedate", facts.released());
        duration(json, facts);
        media(json, row.media());
        json.writeNumberProperty("rating", decimal(facts));
        json.writeNumberProperty("tmdb_id", tmdb(facts));
        json.writeNumberProperty("season", row.season());
        json.writeEndObject();
        json.writeArrayPropertyStart("subtitles");
        json.writeEndArray();
        json.writeStringProperty("custom_sid", "");
        json.writeStringProperty("added", XtreamWriter.digits(row.added()));
        json.writeNumberProperty("season", row.season());
        json.writeStringProperty("direct_source", "");
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) {
        json.writeStringProperty(name, Wire.line(value));
    }

    private static void category(JsonGenerator json, CategoryRow category) {
        json.writeStringProperty("category_id", Integer.toString(category.id()));
        json.writeArrayPropertyStart("category_ids");
        json.writeNumber(category.id());
        json.writeEndArray();
    }

    private static void addresses(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        FactTexts.addresses(texts).forEach(each -> json.writeString(Wire.line(each)));
        json.writeEndArray();
    }

    private static void duration(JsonGenerator json, TitleFacts facts) {
        long seconds = Math.max(0, facts.durationSeconds());
        json.writeNumberProperty("duration_secs", seconds);
        json.writeStringProperty(
                "duration",
                String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60));
    }

    /** Objects, or nothing: strict players read objects, and ignore arrays. */
    private static void media(JsonGenerator json, MediaFacts media) {
        json.writeNumberProperty("bitrate", media.bitrate());
        json.writeObjectPropertyStart("video");
        if (!media.videoCodec().isEmpty()) {
            text(json, "codec_name", media.videoCodec());
            json.writeNumberProperty("width", media.width());
            json.writeNumberProperty("height", media.height());
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("audio");
        if (!media.audioCodec().isEmpty()) {
            text(json, "codec_name", media.audioCodec());
            json.writeNumberProperty("channels", media.channels());
        }
        json.writeEndObject();
    }

    /** A string to some, a number to others; never empty, never a word. */
    private static void rating(JsonGenerator json, TitleFacts facts) {
        BigDecimal rating = decimal(facts);
        json.writeStringProperty("rating", rating.toPlainString());
        json.writeNumberProperty("rating_5based", plain(rating.divide(TWO, 1, RoundingMode.HALF_UP)));
    }

    private static BigDecimal decimal(TitleFacts facts) {
        String text = facts.rating().strip().replace(',', '.');
        if (text.isEmpty() || !DECIMAL.matcher(text).matches()) {
            return BigDecimal.ZERO;
        }
        return plain(new BigDecimal(text).min(TEN).setScale(1, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String year(TitleFacts facts) {
        return facts.year().length() == 4 && FactTexts.digits(facts.year(), 4) ? facts.year() : "";
    }

    private static int tmdb(TitleFacts facts) {
        return FactTexts.digits(facts.tmdb(), 9) ? Integer.parseInt(facts.tmdb()) : 0;
    }
}
