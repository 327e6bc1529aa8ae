package masthead.rest;

import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.NoSuchEntry;
import masthead.guide.fill.FillText;
import masthead.guide.fill.FillTexts;
import masthead.http.Exchange;

/** {@code /api/guide/channels/{id}/fill}: what stands in a channel's row where no guide has anything. */
public final class FillRoutes extends Subject {
    private final FillTexts texts;
    private final Catalogs catalogs;

    public FillRoutes(FillTexts texts, Catalogs catalogs) {
        this.texts = texts;
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/guide/channels/{id}/fill", this::show)
                .on("PUT", "/api/guide/channels/{id}/fill", this::set)
                .on("DELETE", "/api/guide/channels/{id}/fill", this::clear);
    }

    private ChannelId channel(Exchange exchange) {
        ChannelId id = new ChannelId(Door.id(exchange));
        return catalogs.current()
                .channel(id)
                .orElseThrow(() -> new NoSuchEntry("channel", id))
                .id();
    }

    private void show(Exchange exchange) {
        ChannelId id = channel(exchange);
        reply(exchange, id);
    }

    private void set(Exchange exchange) {
        ChannelId id = channel(exchange);
        Fields fields = Fields.of(exchange, "title", "description");
        String title = Fields.required("title", fields.text("title"));
        texts.set(
                id,
                Refusal.unlessValid(
                        () -> new FillText(title, fields.text("description").orElse(""))));
        reply(exchange, id);
    }

    private void clear(Exchange exchange) {
        texts.clear(channel(exchange));
        exchange.reply(204);
    }

    private void reply(Exchange exchange, ChannelId id) {
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("channel", id.value());
            json.writeBooleanProperty("own", texts.of(id).isPresent());
            texts.of(id).ifPresent(text -> {
                json.writeStringProperty("title", text.title());
                json.writeStringProperty("description", text.description());
            });
            json.writeEndObject();
        });
    }
}
