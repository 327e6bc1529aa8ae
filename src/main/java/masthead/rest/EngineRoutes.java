package masthead.rest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import masthead.catalog.FeedId;
import masthead.http.Exchange;
import masthead.relay.OnAir;
import masthead.relay.Relays;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.EngineSeen;
import masthead.tuner.acestream.SessionSeen;
import tools.jackson.core.JsonGenerator;

/** {@code /api/engines}: the AceStream engines, and what they play for whom. */
public final class EngineRoutes extends Subject {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AceStream engines;
    private final Relays relays;

    public EngineRoutes(AceStream engines, Relays relays) {
        this.engines = engines;
        this.relays = relays;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/engines", this::list);
    }

    private void list(Exchange exchange) {
        engines.look(PATIENCE);
        List<EngineSeen> all = engines.engines();
        List<SessionSeen> sessions = engines.sessions();
        List<OnAir> onAir = relays.onAir();
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("total", all.size());
            json.writeArrayPropertyStart("items");
            all.forEach(each -> write(json, each));
            json.writeEndArray();
            json.writeArrayPropertyStart("sessions");
            sessions.forEach(each -> write(json, each, onAir));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, EngineSeen engine) {
        json.writeStartObject();
        json.writeStringProperty("address", engine.address());
        json.writeStringProperty("state", engine.state().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("version", engine.version());
        json.writeNumberProperty("sessions", engine.sessions());
        json.writeNumberProperty("allowed", engines.settings().sessionsPerEngine());
        json.writeBooleanProperty("resting", engine.resting());
        json.writeStringProperty("trouble", engine.trouble());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SessionSeen session, List<OnAir> onAir) {
        json.writeStartObject();
        json.writeStringProperty("content", session.content());
        text(json, "infohash", session.infohash());
        text(json, "engine", session.engine());
        json.writeStringProperty("phase", session.phase().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("since", session.since().toString());
        SessionSeen.Numbers numbers = session.numbers();
        json.writeStringProperty("status", numbers.status());
        json.writeNumberProperty("progress", numbers.progress());
        json.writeNumberProperty("peers", numbers.peers());
        json.writeNumberProperty("downKibPerSecond", numbers.downKibPerSecond());
        json.writeNumberProperty("upKibPerSecond", numbers.upKibPerSecond());
        json.writeNumberProperty("downloaded", numbers.downloaded());
        json.writeBooleanProperty("frozen", numbers.frozen());
        json.writeArrayPropertyStart("feeds");
        session.feeds().forEach(each -> write(json, each, onAir));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, FeedId feed, List<OnAir> onAir) {
        json.writeStartObject();
        json.writeNumberProperty("feed", feed.value());
        Optional<OnAir> channel = onAir.stream()
                .filter(each -> each.feed().equals(Optional.of(feed)))
                .findFirst();
        if (channel.isPresent()) {
            json.writeNumberProperty("channel", channel.get().channel().value());
            json.writeStringProperty("name", channel.get().name());
            json.writeNumberProperty("viewers", channel.get().viewers().size());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> text) {
        if (text.isPresent()) {
            json.writeStringProperty(name, text.get());
        } else {
            json.writeNullProperty(name);
        }
    }
}
