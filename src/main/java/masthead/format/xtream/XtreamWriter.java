package masthead.format.xtream;

import java.io.OutputStream;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one answer of {@code player_api.php} or {@code panel_api.php}, in constant memory.
 *
 * <p>Which values are numbers and which are strings of digits is part of the protocol: strict players refuse a whole list
 * for one scalar of the other kind (docs/4-protocols/xtream.md, "Types"). There is no null but in {@code exp_date} and
 * where old players expect it in {@code panel_api}.
 *
 * <p>One writer writes one answer. Closing it flushes, and leaves the stream open. Not thread-safe.
 */
public final class XtreamWriter implements AutoCloseable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final JsonGenerator json;

    public XtreamWriter(OutputStream out) {
        json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** The answer to a name and password we do not know, whatever was asked. */
    public void refusal(String message) {
        json.writeStartObject();
        json.writeObjectPropertyStart("user_info");
        json.writeNumberProperty("auth", 0);
        json.writeStringProperty("status", "");
        json.writeStringProperty("message", message);
        json.writeArrayPropertyStart("allowed_output_formats");
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The answer to a login. */
    public void login(AccountFacts account, ServerFacts server) {
        json.writeStartObject();
        LoginJson.account(json, account);
        LoginJson.server(json, server);
        json.writeEndObject();
    }

    /** The answer to {@code get_live_categories}. */
    public void categories(Collection<CategoryRow> categories) {
        json.writeStartArray();
        categories.forEach(each -> LiveJson.category(json, each));
        json.writeEndArray();
    }

    /** Begins the answer to {@code get_live_streams}; {@link #live} adds a row, {@link #endList} ends it. */
    public void beginList() {
        json.writeStartArray();
    }

    /** Adds a channel to a list. */
    public void live(LiveRow row) {
        LiveJson.stream(json, row);
    }

    /** Adds a movie to a list, the answer to {@code get_vod_streams}. */
    public void movie(TitleRow row) {
        TitleJson.movie(json, row);
    }

    /** Adds a series to a list, the answer to {@code get_series}. */
    public void series(TitleRow row) {
        TitleJson.series(json, row);
    }

    /** The answer to {@code get_vod_info}. */
    public void movieInfo(TitleRow row, MediaFacts media) {
        TitleJson.movieInfo(json, row, media);
    }

    /**
     * The answer to {@code get_series_info}: one season for each that has an episode.
     *
     * @param seasons what is told of seasons; may be empty
     * @param episodes by season and number
     */
    public void seriesInfo(TitleRow row, List<SeasonRow> seasons, List<EpisodeRow> episodes) {
        TitleJson.seriesInfo(json, row, seasons, episodes);
    }

    /** A movie as {@link #panelMovie(String, String)} adds it, on one line. */
    public static String panelMovie(TitleRow row) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            TitleJson.panelMovie(json, row);
        }
        return out.toString();
    }

    /** Adds a movie to the answer of {@code panel_api}. */
    public void panelMovie(String id, String movie) {
        json.writeName(id);
        json.writeRawValue(movie);
    }

    /** Ends what {@link #beginList} began. */
    public void endList() {
        json.writeEndArray();
    }

    /** The answer to {@code get_short_epg} and {@code get_simple_data_table}, with local times in {@code zone}. */
    public void listings(List<ListingRow> listings, ZoneId zone) {
        json.writeStartObject();
        json.writeArrayPropertyStart("epg_listings");
        listings.forEach(each -> ListingJson.listing(json, each, zone));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The same for several streams at once: {@code epg_listings} is an object by stream id. */
    public void listingsByStream(Map<Integer, List<ListingRow>> listings, ZoneId zone) {
        json.writeStartObject();
        json.writeObjectPropertyStart("epg_listings");
        listings.forEach((stream, rows) -> {
            json.writeArrayPropertyStart(Integer.toString(stream));
            rows.forEach(each -> ListingJson.listing(json, each, zone));
            json.writeEndArray();
        });
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The answer to {@code get_epg} of {@code panel_api}: a bare array, with times as numbers. */
    public void panelListings(List<ListingRow> listings) {
        json.writeStartArray();
        listings.forEach(each -> ListingJson.panelListing(json, each));
        json.writeEndArray();
    }

    /**
     * Begins the answer of {@code panel_api} with all but the channels; {@link #panelChannel} adds one, {@link #endPanel} ends
     * it.
     */
    public void beginPanel(AccountFacts account, ServerFacts server, Categories shown) {
        json.writeStartObject();
        LoginJson.account(json, account);
        LoginJson.panelServer(json, server);
        json.writeObjectPropertyStart("categories");
        category("live", shown.live());
        category("movie", shown.movies());
        category("series", shown.series());
        json.writeEndObject();
        json.writeObjectPropertyStart("available_channels");
    }

    private void category(String part, Collection<CategoryRow> rows) {
        json.writeArrayPropertyStart(part);
        rows.forEach(each -> LiveJson.category(json, each));
        json.writeEndArray();
    }

    /** The categories of all parts, for {@code panel_api}. */
    public record Categories(
            Collection<CategoryRow> live, Collection<CategoryRow> movies, Collection<CategoryRow> series) {}

    /** Adds a channel to the answer of {@code panel_api}. */
    public void panelChannel(LiveRow row) {
        LiveJson.panelChannel(json, row);
    }

    /** Ends what {@link #beginPanel} began. */
    public void endPanel() {
        json.writeEndObject();
        json.writeEndObject();
    }

    /** {@code panel_api} for an account that may not watch: who it is and how it stands, and no lists to replace good ones. */
    public void panelLogin(AccountFacts account, ServerFacts server) {
        json.writeStartObject();
        LoginJson.account(json, account);
        LoginJson.panelServer(json, server);
        json.writeEndObject();
    }

    /** {@code panel_api} for a name and password we do not know. */
    public void panelRefusal() {
        json.writeStartObject();
        json.writeObjectPropertyStart("user_info");
        json.writeNumberProperty("auth", 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void close() {
        json.close();
    }

    /** Seconds since 1970 as a string of digits: how this protocol writes nearly every instant. */
    static String digits(Instant instant) {
        return Long.toString(Math.max(0, instant.getEpochSecond()));
    }
}
