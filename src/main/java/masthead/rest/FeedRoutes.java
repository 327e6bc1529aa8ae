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
import masthead.http.Exchange;
import masthead.tuner.acestream.Availability;
import tools.jackson.core.JsonGenerator;

/** {@code /api/feeds} and {@code /api/channels/{id}/feeds}: what providers have, and which of it a channel plays in what order. */
public final class FeedRoutes extends Subject {
    private final Catalogs catalogs;
    private final Availability availability;

    public FeedRoutes(Catalogs catalogs, Availability availability) {
        this.catalogs = catalogs;
        this.availability = availability;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/feeds", this::search)
                .on("POST", "/api/feeds/{id}/check", this::check)
                .on("GET", "/api/channels/{id}/feeds", exchange -> reply(exchange, catalogs.feeds(channel(exchange))))
                .on("PUT", "/api/channels/{id}/feeds", this::order);
    }

    private void search(Exchange exchange) {
        FeedSearch search = Refusal.unlessValid(() -> new FeedSearch(
                exchange.parameter("search").filter(text -> !text.isBlank()),
                Door.number(exchange, "provider").map(ProviderId::new),
                Door.number(exchange, "offset").orElse(0),
                Door.number(exchange, "limit").orElse(100)));
        FeedPage page = catalogs.search(search);
        Json.replyList(exchange, page.total(), page.feeds(), FeedRoutes::write);
    }

    /** Takes as long as a viewer would wait. */
    private void check(Exchange exchange) {
        FeedListing feed = catalogs.feed(new FeedId(Door.id(exchange)));
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
                Json.reply(exchange, 200, json -> write(json, checked));
            }
            case Availability.Outcome.Busy(String why) ->
                throw new Refusal(new Problem(503, "busy", "Not now", why + " Try again later."));
        }
    }

    private void order(Exchange exchange) {
        ChannelId channel = channel(exchange);
        List<Integer> ids =
                Fields.required("feeds", Fields.of(exchange, "feeds").ids("feeds"));
        FeedOrder order = Refusal.unlessValid(
                () -> new FeedOrder(channel, ids.stream().map(FeedId::new).toList()));
        reply(exchange, catalogs.edit(order));
    }

    private static ChannelId channel(Exchange exchange) {
        return new ChannelId(Door.id(exchange));
    }

    private static void reply(Exchange exchange, List<FeedListing> feeds) {
        Json.replyList(exchange, feeds.size(), feeds, FeedRoutes::write);
    }

    private static void write(JsonGenerator json, FeedListing listing) {
        json.writeStartObject();
        ChannelRoutes.write(json, listing.feed());
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
