package masthead.format.xtream;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/** Programmes (docs/4-protocols/xtream.md, "Guide"). */
final class ListingJson {
    /** Which guide it comes from. We merge ours into one. */
    private static final String GUIDE = "1";

    private ListingJson() {}

    static void listing(JsonGenerator json, ListingRow row, ZoneId zone) {
        String stop = LoginJson.LOCAL_TIME.format(row.stop().atZone(zone));
        begin(json, row);
        json.writeStringProperty(
                "start", LoginJson.LOCAL_TIME.format(row.start().atZone(zone)));
        json.writeStringProperty("end", stop);
        json.writeStringProperty("stop", stop);
        json.writeStringProperty("description", base64(row.description()));
        json.writeStringProperty("channel_id", row.guideId());
        json.writeStringProperty("start_timestamp", XtreamWriter.digits(row.start()));
        json.writeStringProperty("stop_timestamp", XtreamWriter.digits(row.stop()));
        json.writeNumberProperty("now_playing", row.onAir() ? 1 : 0);
        json.writeNumberProperty("has_archive", row.archived() ? 1 : 0);
        json.writeEndObject();
    }

    static void panelListing(JsonGenerator json, ListingRow row) {
        begin(json, row);
        json.writeNumberProperty("start", row.start().getEpochSecond());
        json.writeNumberProperty("end", row.stop().getEpochSecond());
        json.writeStringProperty("description", base64(row.description()));
        json.writeStringProperty("channel_id", row.guideId());
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, ListingRow row) {
        json.writeStartObject();
        json.writeStringProperty("id", Integer.toString(row.id()));
        json.writeStringProperty("epg_id", GUIDE);
        json.writeStringProperty("title", base64(row.title()));
        json.writeStringProperty("lang", "");
    }

    /** Standard alphabet, padded: two clients decode strictly. */
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
