package masthead.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.relay.OnAir;
import masthead.relay.Relays;
import masthead.relay.ZapTimes;
import tools.jackson.core.JsonGenerator;

/** {@code /api/relays}, {@code /api/zaps} and {@code /api/viewers}: what is on air now, how fast it comes, and who watches it. */
public final class RelayRoutes extends Subject {
    private static final Shape.Thing ZAP = Shape.thing(
            "ZapTimes",
            Field.text("kind", "Whether the channel was on air already (warm) or not (cold)."),
            Field.large("count", ""),
            Field.number("p50Millis", ""),
            Field.number("p99Millis", ""));

    private final Relays relays;

    public RelayRoutes(Relays relays) {
        this.relays = relays;
    }

    @Override
    void addTo(Door door) {
        door.on(Operation.get("/api/relays", "The channels on air").answersPageOf(HealthJson.RELAY), this::list)
                .on(
                        Operation.get("/api/relays/{id}", "A channel on air, with all that is known of its stream")
                                .answers(HealthJson.RELAY_IN_FULL),
                        this::show)
                .on(
                        Operation.post(
                                        "/api/relays/{id}/switch",
                                        "Puts another feed of a channel on air, as soon as it shows a picture")
                                .more("Viewers keep watching. A feed that shows none leaves everything as it is.")
                                .takes(Field.id("feed", "One of the channel's; the next in order where it is not said.")
                                        .canBeNull())
                                .answers(202, HealthJson.RELAY),
                        this::switchFeed)
                .on(
                        Operation.get("/api/zaps", "How long viewers wait for the first picture")
                                .answersPageOf(ZAP),
                        this::zaps)
                .on(
                        Operation.delete("/api/viewers/{viewer}", "Disconnects a viewer; his player may come back"),
                        this::end);
    }

    private void list(Call call) {
        List<OnAir> all = relays.onAir();
        call.replyPageOf(all, (json, relay) -> {
            json.writeStartObject();
            writeFields(json, relay);
            relays.condition(relay.channel()).ifPresent(condition -> HealthJson.writeVerdict(json, condition));
            json.writeEndObject();
        });
    }

    /** One channel on air, with all that the watchdog knows of its stream. */
    private void show(Call call) {
        ChannelId channel = new ChannelId(call.id());
        OnAir relay = relays.onAir(channel)
                .orElseThrow(() -> new Refusal(Problem.notFound("Channel " + channel + " is not on air.")));
        call.reply(json -> {
            json.writeStartObject();
            writeFields(json, relay);
            relays.condition(channel).ifPresent(condition -> HealthJson.write(json, condition));
            json.writeEndObject();
        });
    }

    private void switchFeed(Call call) {
        ChannelId channel = new ChannelId(call.id());
        Optional<FeedId> feed =
                call.fields().idOrNothing("feed").flatMap(each -> each).map(FeedId::new);
        Optional<OnAir> relay = relays.onAir(channel);
        if (relay.isEmpty() || !relays.switchFeed(channel, feed)) {
            throw new Refusal(Problem.notFound("Channel " + channel + " is not on air."));
        }
        call.reply(202, json -> write(json, relay.get()));
    }

    private void zaps(Call call) {
        List<ZapTimes> all = relays.zaps();
        call.replyPageOf(all, RelayRoutes::write);
    }

    static void write(JsonGenerator json, ZapTimes times) {
        json.writeStartObject();
        json.writeStringProperty("kind", times.kind());
        json.writeNumberProperty("count", times.count());
        json.writeNumberProperty("p50Millis", times.median().toNanos() / 1e6);
        json.writeNumberProperty("p99Millis", times.percentile99().toNanos() / 1e6);
        json.writeEndObject();
    }

    private void end(Call call) {
        long id = call.numbered("viewer");
        if (!relays.close(id)) {
            throw new Refusal(Problem.notFound("There is no viewer " + id + "; he may have left."));
        }
        call.replyNothing();
    }

    static void write(JsonGenerator json, OnAir relay) {
        json.writeStartObject();
        writeFields(json, relay);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, OnAir relay) {
        json.writeNumberProperty("channel", relay.channel().value());
        json.writeStringProperty("name", relay.name());
        json.writeStringProperty(
                "state", relay.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (relay.feed().isPresent()) {
            json.writeNumberProperty("feed", relay.feed().map(FeedId::value).get());
        } else {
            json.writeNullProperty("feed");
        }
        json.writeStringProperty("since", relay.since().toString());
        json.writeNumberProperty("bitsPerSecond", relay.bitsPerSecond());
        json.writeNumberProperty("bytesIn", relay.bytesIn());
        json.writeNumberProperty("ringBytes", relay.ringBytes());
        json.writeNumberProperty("reconnects", relay.reconnects());
        json.writeArrayPropertyStart("viewers");
        relay.viewers().forEach(each -> write(json, each));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, OnAir.Seen viewer) {
        json.writeStartObject();
        json.writeNumberProperty("id", viewer.id());
        json.writeStringProperty("username", viewer.guest().name());
        json.writeStringProperty("address", viewer.guest().address());
        json.writeStringProperty("userAgent", viewer.guest().userAgent());
        json.writeStringProperty("since", viewer.since().toString());
        json.writeNumberProperty("bytesOut", viewer.bytesOut());
        json.writeNumberProperty("jumps", viewer.jumps());
        json.writeEndObject();
    }
}
