package masthead.rest;

import java.util.List;
import java.util.Locale;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.http.Exchange;
import masthead.relay.OnAir;
import masthead.relay.Relays;
import masthead.relay.ZapTimes;
import tools.jackson.core.JsonGenerator;

/** {@code /api/relays}, {@code /api/zaps} and {@code /api/viewers}: what is on air now, how fast it comes, and who watches it. */
public final class RelayRoutes extends Subject {
    private final Relays relays;

    public RelayRoutes(Relays relays) {
        this.relays = relays;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/relays", this::list)
                .on("GET", "/api/relays/{id}", this::show)
                .on("GET", "/api/zaps", this::zaps)
                .on("DELETE", "/api/viewers/{id}", this::end);
    }

    private void list(Exchange exchange) {
        List<OnAir> all = relays.onAir();
        Json.replyList(exchange, all.size(), all, (json, relay) -> {
            json.writeStartObject();
            writeFields(json, relay);
            relays.condition(relay.channel()).ifPresent(condition -> HealthJson.writeVerdict(json, condition));
            json.writeEndObject();
        });
    }

    /** One channel on air, with all that the watchdog knows of its stream. */
    private void show(Exchange exchange) {
        ChannelId channel = new ChannelId(Door.id(exchange));
        OnAir relay = relays.onAir(channel)
                .orElseThrow(() -> new Refusal(Problem.notFound("Channel " + channel + " is not on air.")));
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            writeFields(json, relay);
            relays.condition(channel).ifPresent(condition -> HealthJson.write(json, condition));
            json.writeEndObject();
        });
    }

    private void zaps(Exchange exchange) {
        List<ZapTimes> all = relays.zaps();
        Json.replyList(exchange, all.size(), all, RelayRoutes::write);
    }

    static void write(JsonGenerator json, ZapTimes times) {
        json.writeStartObject();
        json.writeStringProperty("kind", times.kind());
        json.writeNumberProperty("count", times.count());
        json.writeNumberProperty("p50Millis", times.median().toNanos() / 1e6);
        json.writeNumberProperty("p99Millis", times.percentile99().toNanos() / 1e6);
        json.writeEndObject();
    }

    private void end(Exchange exchange) {
        long id = Door.longId(exchange);
        if (!relays.close(id)) {
            throw new Refusal(Problem.notFound("There is no viewer " + id + "; he may have left."));
        }
        exchange.reply(204);
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
