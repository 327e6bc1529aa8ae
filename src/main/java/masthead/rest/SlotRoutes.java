package masthead.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Provider;
import masthead.tuner.ProviderSlots;
import tools.jackson.core.JsonGenerator;

/** {@code /api/slots}: the connections each provider allows, and who has or wants them. */
public final class SlotRoutes extends Subject {
    private static final Shape.Thing USE = Shape.thing(
            "SlotUse",
            Field.text("use", "Such as live, movie or recording."),
            Field.large("id", "What is played; a channel's id if it is one, 0 if it is nothing."),
            Field.text("name", "The channel's; empty if it is none."));
    private static final Shape.Thing POOL = Shape.thing(
            "Slots",
            Field.id("provider", ""),
            Field.text("name", "The provider's."),
            Field.list(
                    "accounts",
                    Shape.thing(
                            "SlotAccount",
                            Field.count("account", "0 is the main one."),
                            Field.count("allowed", "0 is without a limit."),
                            Field.count("held", ""),
                            Field.count("settling", "Closed, but perhaps not yet in the eyes of the provider."),
                            Field.list("holders", USE, "")),
                    ""),
            Field.list("waiting", USE, "First come first."));

    private final ProviderSlots slots;
    private final Catalogs catalogs;

    public SlotRoutes(ProviderSlots slots, Catalogs catalogs) {
        this.slots = slots;
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/slots", "The connections each provider allows, and who has or wants them")
                        .answersPageOf(POOL),
                this::list);
    }

    private void list(Call call) {
        Catalog catalog = catalogs.current();
        List<Provider> all = catalog.providers();
        call.replyPageOf(all, (json, provider) -> write(json, catalog, provider));
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
