package masthead.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.NoSuchEntry;
import masthead.guide.Guide;
import masthead.guide.GuideLinks;
import masthead.guide.GuidePlace;
import masthead.guide.GuideSource;
import masthead.guide.GuideSourceId;
import masthead.guide.Guides;
import masthead.guide.Programme;
import tools.jackson.core.JsonGenerator;

/** {@code /api/guide}: what is in the guides we read, as a whole and for one channel. */
public final class GuideRoutes extends Subject {
    private static final int MOST_HOURS = 31 * 24;
    private static final int MOST_PROGRAMMES = 5_000;
    private static final Shape.Thing STATUS = Shape.thing(
            "GuideStatus",
            Field.large("version", "Grows with every change."),
            Field.count("channels", "On offer."),
            Field.large("withGuide", "Of these, those with programmes to come."),
            Field.large("onNow", "Of these, those with a programme now."),
            Field.large("programmes", ""),
            Field.large("future", "Programmes that have not begun."),
            Field.list(
                    "sources",
                    Shape.thing(
                            "GuideSourceStatus",
                            Field.id("id", ""),
                            Field.text("name", ""),
                            Field.count("priority", ""),
                            Field.flag("enabled", ""),
                            Field.large("channels", ""),
                            Field.large("withProgrammes", ""),
                            Field.large("onNow", ""),
                            Field.large("programmes", ""),
                            Field.large("future", ""),
                            Field.namedCounts("dropped", "By their reasons."),
                            Field.time("importedAt", "").canBeNull(),
                            Field.large("ageSeconds", "").canBeNull(),
                            Field.text("outcome", "Of the last time it was read.")),
                    ""));
    private static final Shape.Thing PLACE =
            Shape.thing("GuidePlace", Field.id("source", ""), Field.text("guideId", ""));
    private static final Shape.Thing PROGRAMME = Shape.thing(
            "Programme",
            Field.large("id", ""),
            Field.text("guideId", ""),
            Field.time("start", ""),
            Field.time("stop", ""),
            Field.text("title", ""),
            Field.text("description", ""));
    private static final Shape.Thing DUPLICATES = Shape.thing(
            "GuideDuplicates",
            Field.count("duplicates", "Always 0."),
            Field.large("droppedWhenRead", ""),
            Field.text("detail", "For people."),
            Field.list(
                    "sources",
                    Shape.thing("GuideDuplicatesOfSource", Field.id("id", ""), Field.large("droppedWhenRead", "")),
                    ""));

    private final Guides guides;
    private final Catalogs catalogs;
    private final GuideLinks links;
    private final Clock clock;

    public GuideRoutes(Guides guides, Catalogs catalogs, GuideLinks links, Clock clock) {
        this.guides = guides;
        this.catalogs = catalogs;
        this.links = links;
        this.clock = clock;
    }

    @Override
    void addTo(Door door) {
        door.on(
                        Operation.get("/api/guide/status", "What is in the guides that are read")
                                .answers(STATUS),
                        this::status)
                .on(
                        Operation.get("/api/guide/channels/{id}", "What comes on a channel, from now on")
                                .query(Field.whole("hours", "24 where it is not said.", 1, MOST_HOURS))
                                .answers(Operation.pageOf(
                                        PROGRAMME,
                                        Field.id("channel", ""),
                                        Field.text("name", ""),
                                        Field.text("guideId", "The one its list names."),
                                        Field.large("shiftSeconds", "What is added to the guide's times."),
                                        Field.list("places", PLACE, "Where in the guides it is, the best first."))),
                        this::channel)
                .on(
                        Operation.post("/api/guide/deduplicate", "Tells how many programmes were in a guide twice")
                                .more("They are dropped while a guide is read: there is nothing to do.")
                                .answers(DUPLICATES),
                        this::deduplicate);
    }

    private void status(Call call) {
        Instant now = clock.instant();
        List<Channel> channels = catalogs.current().channels();
        long withGuide = 0;
        long onNow = 0;
        for (Channel each : channels) {
            List<Programme> next = guides.guide().next(links.places(each), links.shift(each), now, 1);
            withGuide += next.isEmpty() ? 0 : 1;
            onNow += !next.isEmpty() && !next.getFirst().start().isAfter(now) ? 1 : 0;
        }
        long covered = withGuide;
        long showing = onNow;
        Map<GuideSourceId, Guide.Contents> contents = guides.guide().contents();
        List<GuideSource> sources = guides.sources().current();
        long programmes =
                contents.values().stream().mapToLong(Guide.Contents::programmes).sum();
        long future =
                contents.values().stream().mapToLong(Guide.Contents::future).sum();
        call.reply(json -> {
            json.writeStartObject();
            json.writeNumberProperty("version", guides.guide().version());
            json.writeNumberProperty("channels", channels.size());
            json.writeNumberProperty("withGuide", covered);
            json.writeNumberProperty("onNow", showing);
            json.writeNumberProperty("programmes", programmes);
            json.writeNumberProperty("future", future);
            json.writeArrayPropertyStart("sources");
            sources.forEach(each -> writeStatus(json, each, Optional.ofNullable(contents.get(each.id())), now));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeStatus(
            JsonGenerator json, GuideSource source, Optional<Guide.Contents> contents, Instant now) {
        json.writeStartObject();
        json.writeNumberProperty("id", source.id().value());
        json.writeStringProperty("name", source.name());
        json.writeNumberProperty("priority", source.priority());
        json.writeBooleanProperty("enabled", source.enabled());
        json.writeNumberProperty(
                "channels", contents.map(Guide.Contents::channels).orElse(0L));
        json.writeNumberProperty(
                "withProgrammes", contents.map(Guide.Contents::withProgrammes).orElse(0L));
        json.writeNumberProperty("onNow", contents.map(Guide.Contents::onNow).orElse(0L));
        json.writeNumberProperty(
                "programmes", contents.map(Guide.Contents::programmes).orElse(0L));
        json.writeNumberProperty("future", contents.map(Guide.Contents::future).orElse(0L));
        GuideSourceJson.numbers(json, "dropped", source.state().dropped());
        Json.instant(json, "importedAt", source.state().importedAt());
        Json.seconds(json, "ageSeconds", source.state().importedAt().map(each -> Duration.between(each, now)));
        json.writeStringProperty("outcome", source.state().outcome());
        json.writeEndObject();
    }

    private void channel(Call call) {
        ChannelId id = new ChannelId(call.id());
        Channel channel = catalogs.current().channel(id).orElseThrow(() -> new NoSuchEntry("channel", id));
        int hours = call.whole("hours").orElse(24);
        Instant now = clock.instant();
        List<GuidePlace> places = links.places(channel);
        Duration shift = links.shift(channel);
        List<Programme> programmes =
                guides.guide().programmes(places, shift, now, now.plus(Duration.ofHours(hours)), MOST_PROGRAMMES);
        call.reply(json -> {
            json.writeStartObject();
            json.writeNumberProperty("channel", id.value());
            json.writeStringProperty("name", channel.name());
            json.writeStringProperty("guideId", channel.guideId());
            json.writeNumberProperty("shiftSeconds", shift.toSeconds());
            json.writeArrayPropertyStart("places");
            places.forEach(each -> {
                json.writeStartObject();
                json.writeNumberProperty("source", each.source().value());
                json.writeStringProperty("guideId", each.guideId());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeNumberProperty("total", programmes.size());
            json.writeArrayPropertyStart("items");
            programmes.forEach(each -> write(json, each));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Programme programme) {
        json.writeStartObject();
        json.writeNumberProperty("id", programme.id());
        json.writeStringProperty("guideId", programme.guideId());
        json.writeStringProperty("start", programme.start().toString());
        json.writeStringProperty("stop", programme.stop().toString());
        json.writeStringProperty("title", programme.title());
        json.writeStringProperty("description", programme.description());
        json.writeEndObject();
    }

    /** There is nothing to do: a channel of a guide has one programme at a time, because duplicates never come in. */
    private void deduplicate(Call call) {
        List<GuideSource> sources = guides.sources().current();
        call.reply(json -> {
            json.writeStartObject();
            json.writeNumberProperty("duplicates", 0);
            json.writeNumberProperty(
                    "droppedWhenRead",
                    sources.stream()
                            .mapToLong(each -> each.state().duplicates())
                            .sum());
            json.writeStringProperty(
                    "detail",
                    "Duplicates are dropped while a guide is read, so there are none to remove; droppedWhenRead is how many"
                            + " the guides that are kept now had.");
            json.writeArrayPropertyStart("sources");
            sources.forEach(each -> {
                json.writeStartObject();
                json.writeNumberProperty("id", each.id().value());
                json.writeNumberProperty("droppedWhenRead", each.state().duplicates());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
