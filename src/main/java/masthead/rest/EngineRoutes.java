package masthead.rest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import masthead.catalog.FeedId;
import masthead.relay.OnAir;
import masthead.relay.Relays;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.EngineSeen;
import masthead.tuner.acestream.SessionSeen;
import tools.jackson.core.JsonGenerator;

/** {@code /api/engines}: the AceStream engines, and what they play for whom. */
public final class EngineRoutes extends Subject {
    private static final Shape.Thing ENGINE = Shape.thing(
            "Engine",
            Field.text("address", ""),
            Field.text("state", "Such as up or down."),
            Field.text("version", "Empty if it does not answer."),
            Field.count("sessions", ""),
            Field.count("allowed", "Sessions at most."),
            Field.flag("resting", "Whether it is left alone for a while."),
            Field.text("trouble", "Empty if there is none."));
    private static final Shape.Thing SESSION = Shape.thing(
            "EngineSession",
            Field.text("content", "Which content it plays."),
            Field.text("infohash", "").canBeNull(),
            Field.text("engine", "").canBeNull(),
            Field.text("phase", ""),
            Field.time("since", ""),
            Field.text("status", "In the engine's words."),
            Field.number("progress", ""),
            Field.large("peers", ""),
            Field.large("downKibPerSecond", ""),
            Field.large("upKibPerSecond", ""),
            Field.large("downloaded", "Bytes."),
            Field.flag("frozen", "Whether its numbers have not moved for a while."),
            Field.list(
                    "feeds",
                    Shape.thing(
                            "EngineFeed",
                            Field.id("feed", ""),
                            Field.id("channel", "If it is on air.").maybe(),
                            Field.text("name", "").maybe(),
                            Field.count("viewers", "").maybe()),
                    ""));

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AceStream engines;
    private final Relays relays;

    public EngineRoutes(AceStream engines, Relays relays) {
        this.engines = engines;
        this.relays = relays;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/engines", "The AceStream engines, and what they play for whom")
                        .answers(Operation.pageOf(ENGINE, Field.list("sessions", SESSION, ""))),
                this::list);
    }

    private void list(Call call) {
        engines.look(PATIENCE);
        List<EngineSeen> all = engines.engines();
        List<SessionSeen> sessions = engines.sessions();
        List<OnAir> onAir = relays.onAir();
        call.reply(json -> {
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
        Json.text(json, "infohash", session.infohash());
        Json.text(json, "engine", session.engine());
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
}
