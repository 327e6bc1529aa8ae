package masthead.format.xtream;

import tools.jackson.core.JsonGenerator;

/** Categories and live streams (docs/4-protocols/xtream.md, "Lists"). */
final class LiveJson {
    private LiveJson() {}

    static void category(JsonGenerator json, CategoryRow category) {
        json.writeStartObject();
        json.writeStringProperty("category_id", Integer.toString(category.id()));
        json.writeStringProperty("category_name", category.name());
        json.writeNumberProperty("parent_id", 0);
        json.writeEndObject();
    }

    static void stream(JsonGenerator json, LiveRow row) {
        json.writeStartObject();
        json.writeNumberProperty("num", row.number());
        json.writeStringProperty("name", row.name());
        json.writeStringProperty("stream_type", "live");
        json.writeNumberProperty("stream_id", row.id());
        json.writeStringProperty("stream_icon", row.icon());
        json.writeStringProperty("epg_channel_id", row.guideId());
        json.writeStringProperty("added", XtreamWriter.digits(row.addedAt()));
        json.writeStringProperty("is_adult", "0");
        json.writeStringProperty("category_id", Integer.toString(row.category().id()));
        json.writeArrayPropertyStart("category_ids");
        json.writeNumber(row.category().id());
        json.writeEndArray();
        json.writeStringProperty("custom_sid", "");
        json.writeNumberProperty("tv_archive", row.archiveDays() > 0 ? 1 : 0);
        json.writeStringProperty("direct_source", "");
        json.writeNumberProperty("tv_archive_duration", row.archiveDays());
        json.writeStringProperty("thumbnail", "");
        json.writeEndObject();
    }

    static void panelChannel(JsonGenerator json, LiveRow row) {
        String id = Integer.toString(row.id());
        json.writeObjectPropertyStart(id);
        json.writeNumberProperty("num", row.number());
        json.writeStringProperty("name", row.name());
        json.writeStringProperty("stream_type", "live");
        json.writeStringProperty("type_name", "Live Streams");
        json.writeStringProperty("stream_id", id);
        json.writeStringProperty("stream_icon", row.icon());
        json.writeStringProperty("epg_channel_id", row.guideId());
        json.writeStringProperty("added", XtreamWriter.digits(row.addedAt()));
        json.writeStringProperty("category_name", row.category().name());
        json.writeStringProperty("category_id", Integer.toString(row.category().id()));
        json.writeNullProperty("series_no");
        json.writeStringProperty("live", "1");
        json.writeNullProperty("container_extension");
        json.writeStringProperty("custom_sid", "");
        json.writeNumberProperty("tv_archive", row.archiveDays() > 0 ? 1 : 0);
        // The panel leaks the source's address here, with the provider's credentials.
        json.writeStringProperty("direct_source", "");
        json.writeNumberProperty("tv_archive_duration", row.archiveDays());
        json.writeEndObject();
    }
}
