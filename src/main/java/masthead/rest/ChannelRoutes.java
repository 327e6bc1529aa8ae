package masthead.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.Catalogs;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelListing;
import masthead.catalog.ChannelPage;
import masthead.catalog.ChannelSearch;
import masthead.catalog.Feed;
import masthead.catalog.Part;
import masthead.catalog.ProviderId;
import tools.jackson.core.JsonGenerator;

/** {@code /api/channels}: what viewers see, and what the operator wants of it. */
public final class ChannelRoutes extends Subject {
    private static final Shape.Thing FEED_OF = Shape.thing(
            "ChannelFeed",
            Field.id("id", ""),
            Field.id("provider", ""),
            Field.text("kind", "Such as ts, hls or acestream."),
            Field.text("url", "Whole for editors; viewers see its host."));
    private static final Shape.Thing CHANNEL = Shape.thing(
            "Channel",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.text("category", ""),
            Field.id("categoryId", ""),
            Field.count("number", ""),
            Field.text("logo", ""),
            Field.text("guideId", ""),
            Field.count("archiveDays", ""),
            Field.count("minBitrate", ""),
            Field.flag("hidden", ""),
            Field.id("mergedInto", "").maybe(),
            Field.flag("playable", ""),
            Field.time("addedAt", ""),
            Field.list("feeds", FEED_OF, "The best first."));
    private static final Shape.Thing EDITED = Shape.thing("ChannelsEdited", Field.count("channels", ""));
    private static final Map<String, Part> PARTS =
            new TreeMap<>(Map.of("live", Part.LIVE, "movies", Part.MOVIES, "series", Part.SERIES));
    private static final int MOST_AT_ONCE = 1000;

    private final Catalogs catalogs;

    public ChannelRoutes(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on(
                        Operation.get("/api/channels", "What viewers see, and what is hidden from them")
                                .query(
                                        Field.text("search", "A part of the name."),
                                        Field.id("category", ""),
                                        Field.id("provider", "Who has a feed of it."),
                                        Field.word("part", "", List.copyOf(PARTS.keySet())))
                                .answersPageOf(CHANNEL),
                        this::search)
                .on(
                        Operation.patch("/api/channels", "Changes many channels at once, or none of them")
                                .takes(
                                        Field.ids("channels", "At most 1000.").must(),
                                        Field.text("category", "A name; it is made if there is none."),
                                        Field.flag("hidden", ""))
                                .answers(EDITED)
                                .refuses(404),
                        this::editAll)
                .on(Operation.get("/api/channels/{id}", "A channel").answers(CHANNEL), this::show)
                .on(
                        Operation.patch("/api/channels/{id}", "Changes what is said of a channel; the rest stays")
                                .more(
                                        "An empty name or category is what its list says; an empty logo or guideId is none.")
                                .takes(
                                        Field.text("name", ""),
                                        Field.text("category", "A name; it is made if there is none."),
                                        Field.count("number", "0 is none."),
                                        Field.text("logo", ""),
                                        Field.text("guideId", ""),
                                        Field.flag("hidden", ""),
                                        Field.count("minBitrate", "Bits a second under which another feed is taken."),
                                        Field.count(
                                                        "mergeInto",
                                                        "Whose feeds its own become; 0 is nobody's, null what rules say.")
                                                .canBeNull())
                                .answers(CHANNEL)
                                .refuses(409),
                        this::edit)
                .on(
                        Operation.delete(
                                "/api/channels/{id}", "Takes a channel out for good: imports do not bring it back"),
                        this::remove);
    }

    private void search(Call call) {
        ChannelSearch search = Refusal.unlessValid(() -> new ChannelSearch(
                call.text("search"),
                call.whole("category").map(CategoryId::new),
                call.whole("provider").map(ProviderId::new),
                call.offset(),
                call.limit(),
                call.text("part").map(PARTS::get)));
        ChannelPage page = catalogs.search(search);
        call.replyList(page.total(), page.channels(), (json, each) -> write(json, each, call));
    }

    private void show(Call call) {
        reply(call, catalogs.listing(id(call)));
    }

    private void edit(Call call) {
        ChannelId id = id(call);
        Fields fields = call.fields();
        ChannelEdit edit = Refusal.unlessValid(() -> new ChannelEdit(
                id,
                fields.text("name"),
                fields.text("category"),
                fields.whole("number"),
                fields.text("logo"),
                fields.text("guideId"),
                fields.flag("hidden"),
                fields.whole("minBitrate"),
                fields.wholeOrNothing("mergeInto")));
        reply(call, catalogs.edit(edit));
    }

    private void editAll(Call call) {
        Fields fields = call.fields();
        List<Integer> ids = Fields.required("channels", fields.ids("channels"));
        if (ids.size() > MOST_AT_ONCE) {
            throw Fields.wrong("channels", "a list of at most " + MOST_AT_ONCE + " ids");
        }
        Optional<String> category = fields.text("category");
        Optional<Boolean> hidden = fields.flag("hidden");
        List<ChannelEdit> edits = Refusal.unlessValid(() -> ids.stream()
                .distinct()
                .map(each -> edit(new ChannelId(each), category, hidden))
                .toList());
        catalogs.edit(edits);
        call.reply(json -> {
            json.writeStartObject();
            json.writeNumberProperty("channels", edits.size());
            json.writeEndObject();
        });
    }

    private static ChannelEdit edit(ChannelId id, Optional<String> category, Optional<Boolean> hidden) {
        return new ChannelEdit(
                id,
                Optional.empty(),
                category,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hidden,
                Optional.empty());
    }

    private void remove(Call call) {
        catalogs.remove(id(call));
        call.replyNothing();
    }

    private static ChannelId id(Call call) {
        return new ChannelId(call.id());
    }

    private static void reply(Call call, ChannelListing listing) {
        call.reply(json -> write(json, listing, call));
    }

    private static void write(JsonGenerator json, ChannelListing listing, Call call) {
        Channel channel = listing.channel();
        json.writeStartObject();
        json.writeNumberProperty("id", channel.id().value());
        json.writeStringProperty("name", channel.name());
        json.writeStringProperty("category", listing.categoryName());
        json.writeNumberProperty("categoryId", channel.category().value());
        json.writeNumberProperty("number", channel.number());
        json.writeStringProperty("logo", channel.logo());
        json.writeStringProperty("guideId", channel.guideId());
        json.writeNumberProperty("archiveDays", channel.archiveDays());
        json.writeNumberProperty("minBitrate", channel.minBitrate());
        json.writeBooleanProperty("hidden", listing.hidden());
        listing.mergedInto().ifPresent(into -> json.writeNumberProperty("mergedInto", into.value()));
        json.writeBooleanProperty("playable", listing.playable());
        json.writeStringProperty("addedAt", channel.addedAt().toString());
        json.writeArrayPropertyStart("feeds");
        channel.feeds().forEach(feed -> {
            json.writeStartObject();
            write(json, feed, call);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Feed feed, Call call) {
        json.writeNumberProperty("id", feed.id().value());
        json.writeNumberProperty("provider", feed.provider().value());
        json.writeStringProperty("kind", feed.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("url", call.shown(feed.url()));
    }
}
