package masthead.rest;

import java.util.List;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedOrder;
import masthead.catalog.FeedPage;
import masthead.catalog.FeedSearch;
import masthead.catalog.ProviderId;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/feeds} and {@code /api/channels/{id}/feeds}: what providers have, and which of it a channel plays in what order. */
public final class FeedRoutes extends Subject {
    private final Catalogs catalogs;

    public FeedRoutes(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/feeds", this::search)
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
        json.writeEndObject();
    }
}
