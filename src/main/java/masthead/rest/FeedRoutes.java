package masthead.rest;

import java.util.List;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedCheck;
import masthead.catalog.FeedId;
import masthead.catalog.FeedKind;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedOrder;
import masthead.catalog.FeedPage;
import masthead.catalog.FeedSearch;
import masthead.catalog.ProviderId;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.AceLink;
import masthead.tuner.acestream.Availability;
import tools.jackson.core.JsonGenerator;

/** {@code /api/feeds} and {@code /api/channels/{id}/feeds}: what providers have, and which of it a channel plays in what order. */
public final class FeedRoutes extends Subject {
    private static final Shape.Thing FEED = Shape.thing(
            "Feed",
            Field.id("id", ""),
            Field.id("provider", ""),
            Field.text("kind", "Such as ts, hls or acestream."),
            Field.text("url", "Whole for editors; viewers see its host."),
            Field.text("name", "As its list has it."),
            Field.text("group", "As its list has it."),
            Field.text("providerName", ""),
            Field.id("channel", ""),
            Field.flag("playable", ""),
            Field.time("goneAt", "").canBeNull(),
            Field.of(
                            "check",
                            Shape.thing(
                                    "FeedCheck",
                                    Field.flag("plays", ""),
                                    Field.text("reason", ""),
                                    Field.time("at", "")),
                            "")
                    .canBeNull());

    private final Catalogs catalogs;
    private final Availability availability;

    public FeedRoutes(Catalogs catalogs, Availability availability) {
        this.catalogs = catalogs;
        this.availability = availability;
    }

    @Override
    void addTo(Door door) {
        String order = "/api/channels/{id}/feeds";
        door.on(
                        Operation.get("/api/feeds", "What providers have")
                                .query(
                                        Field.text("search", "A part of the feed's name or of its channel's."),
                                        Field.id("provider", ""))
                                .answersPageOf(FEED),
                        this::search)
                .on(
                        Operation.post(
                                        "/api/feeds/{id}/check",
                                        "Tries an AceStream feed; takes as long as a viewer would wait")
                                .answers(FEED)
                                .refuses(400, 503),
                        this::check)
                .on(
                        Operation.get(order, "What a channel plays, the best first")
                                .answersAllOf(FEED),
                        call -> reply(call, catalogs.feeds(channel(call))))
                .on(
                        Operation.put(order, "Puts a channel's feeds in this order; any provider's can be among them")
                                .takes(Field.ids("feeds", "Those that are not named follow.")
                                        .must())
                                .answersAllOf(FEED),
                        this::order);
    }

    private void search(Call call) {
        FeedSearch search = Refusal.unlessValid(() -> new FeedSearch(
                call.text("search"), call.whole("provider").map(ProviderId::new), call.offset(), call.limit()));
        FeedPage page = catalogs.search(search);
        call.replyList(page.total(), page.feeds(), (json, each) -> write(json, each, call));
    }

    /** Takes as long as a viewer would wait. */
    private void check(Call call) {
        FeedListing feed = catalogs.feed(new FeedId(call.id()));
        AceContent content = Optional.of(feed.feed())
                .filter(each -> each.kind() == FeedKind.ACESTREAM)
                .flatMap(each -> AceLink.of(each.url()))
                .map(AceLink::content)
                .orElseThrow(() -> new Refusal(new Problem(
                        400,
                        "not-checkable",
                        "Cannot be checked",
                        "Only feeds of the kind acestream can be checked.")));
        switch (availability.check(content)) {
            case Availability.Outcome.Checked(FeedCheck found) -> {
                FeedListing checked = catalogs.checked(feed.feed().id(), found);
                call.reply(json -> write(json, checked, call));
            }
            case Availability.Outcome.Busy(String why) ->
                throw new Refusal(new Problem(503, "busy", "Not now", why + " Try again later."));
        }
    }

    private void order(Call call) {
        ChannelId channel = channel(call);
        List<Integer> ids = Fields.required("feeds", call.fields().ids("feeds"));
        FeedOrder order = Refusal.unlessValid(
                () -> new FeedOrder(channel, ids.stream().map(FeedId::new).toList()));
        reply(call, catalogs.edit(order));
    }

    private static ChannelId channel(Call call) {
        return new ChannelId(call.id());
    }

    private static void reply(Call call, List<FeedListing> feeds) {
        call.replyList(feeds.size(), feeds, (json, each) -> write(json, each, call));
    }

    private static void write(JsonGenerator json, FeedListing listing, Call call) {
        json.writeStartObject();
        ChannelRoutes.write(json, listing.feed(), call);
        json.writeStringProperty("name", listing.name());
        json.writeStringProperty("group", listing.group());
        json.writeStringProperty("providerName", listing.providerName());
        json.writeNumberProperty("channel", listing.channel().value());
        json.writeBooleanProperty("playable", listing.feed().kind().playable());
        Json.instant(json, "goneAt", listing.goneAt());
        if (listing.check().isPresent()) {
            FeedCheck check = listing.check().get();
            json.writeObjectPropertyStart("check");
            json.writeBooleanProperty("plays", check.plays());
            json.writeStringProperty("reason", check.reason());
            json.writeStringProperty("at", check.at().toString());
            json.writeEndObject();
        } else {
            json.writeNullProperty("check");
        }
        json.writeEndObject();
    }
}
