package masthead.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Provider;
import masthead.http.Exchange;
import masthead.tuner.ProviderSlots;
import tools.jackson.core.JsonGenerator;

/** {@code /api/slots}: the connections each provider allows, and who has or wants them. */
public final class SlotRoutes extends Subject {
    private final ProviderSlots slots;
    private final Catalogs catalogs;

    public SlotRoutes(ProviderSlots slots, Catalogs catalogs) {
        this.slots = slots;
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/slots", this::list);
    }

    private void list(Exchange exchange) {
        Catalog catalog = catalogs.current();
        List<Provider> all = catalog.providers();
        Json.replyList(exchange, all.size(), all, (json, provider) -> write(json, catalog, provider));
    }

    private void write(JsonGenerator json, Catalog catalog, Provider provider) {
        ProviderSlots.PoolSeen seen = slots.seen(provider.id());
        json.writeStartObject();
        json.writeNumberProperty("provider", provider.id().value());
        json.writeStringProperty("name", provider.name());
        json.writeArrayPropertyStart("accounts");
        for (ProviderSlots.AccountSeen each : seen.accounts()) {
            json.writeStartObject();
            json.writeNumberProperty("account", each.account());
            json.writeNumberProperty("allowed", each.allowed());
            json.writeNumberProperty("held", each.holders().size());
            json.writeNumberProperty("settling", each.settling());
            json.writeArrayPropertyStart("holders");
            each.holders().forEach(holder -> write(json, catalog, holder));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("waiting");
        seen.waiting().forEach(waiter -> write(json, catalog, waiter));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Catalog catalog, ProviderSlots.Seen seen) {
        json.writeStartObject();
        json.writeStringProperty("use", seen.use().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("id", seen.playing());
        Optional<Channel> channel =
                seen.playing() > 0 ? catalog.channel(new ChannelId(seen.playing())) : Optional.empty();
        json.writeStringProperty("name", channel.map(Channel::name).orElse(""));
        json.writeEndObject();
    }
}
