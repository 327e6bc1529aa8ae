package masthead.rest;

import java.util.Locale;
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
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/channels}: what viewers see, and what the operator wants of it. */
public final class ChannelRoutes extends Subject {
    private final Catalogs catalogs;

    public ChannelRoutes(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/channels", this::search)
                .on("GET", "/api/channels/{id}", this::show)
                .on("PATCH", "/api/channels/{id}", this::edit)
                .on("DELETE", "/api/channels/{id}", this::remove);
    }

    private void search(Exchange exchange) {
        ChannelSearch search = Refusal.unlessValid(() -> new ChannelSearch(
                exchange.parameter("search").filter(text -> !text.isBlank()),
                Door.number(exchange, "category").map(CategoryId::new),
                Door.number(exchange, "provider").map(ProviderId::new),
                Door.number(exchange, "offset").orElse(0),
                Door.number(exchange, "limit").orElse(100),
                exchange.parameter("part").map(ChannelRoutes::part)));
        ChannelPage page = catalogs.search(search);
        Json.replyList(exchange, page.total(), page.channels(), ChannelRoutes::write);
    }

    private static Part part(String text) {
        return switch (text) {
            case "live" -> Part.LIVE;
            case "movies" -> Part.MOVIES;
            case "series" -> Part.SERIES;
            default -> throw Fields.wrong("part", "live, movies or series");
        };
    }

    private void show(Exchange exchange) {
        reply(exchange, catalogs.listing(id(exchange)));
    }

    private void edit(Exchange exchange) {
        ChannelId id = id(exchange);
        Fields fields = Fields.of(
                exchange, "name", "category", "number", "logo", "guideId", "hidden", "minBitrate", "mergeInto");
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
        reply(exchange, catalogs.edit(edit));
    }

    private void remove(Exchange exchange) {
        catalogs.remove(id(exchange));
        exchange.reply(204);
    }

    private static ChannelId id(Exchange exchange) {
        return new ChannelId(Door.id(exchange));
    }

    private static void reply(Exchange exchange, ChannelListing listing) {
        Json.reply(exchange, 200, json -> write(json, listing));
    }

    private static void write(JsonGenerator json, ChannelListing listing) {
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
            write(json, feed);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Feed feed) {
        json.writeNumberProperty("id", feed.id().value());
        json.writeNumberProperty("provider", feed.provider().value());
        json.writeStringProperty("kind", feed.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("url", feed.url());
    }
}
