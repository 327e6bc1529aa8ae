package masthead.rest;

import java.time.Duration;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.relay.Condition;
import tools.jackson.core.JsonGenerator;

/** How the stream of a channel on air does, as fields of its object. */
final class HealthJson {
    private static final Shape.Thing VIEWER = Shape.thing(
            "Viewer",
            Field.of("id", new Shape.Whole(1, Long.MAX_VALUE), "As in /api/viewers/{viewer}."),
            Field.text("username", ""),
            Field.text("address", ""),
            Field.text("userAgent", ""),
            Field.time("since", ""),
            Field.large("bytesOut", ""),
            Field.large("jumps", "How often he was too slow and lost a part."));
    /** A channel on air, in short. */
    static final Shape.Thing RELAY = Shape.thing(
            "Relay",
            Field.id("channel", ""),
            Field.text("name", ""),
            Field.text("state", "Such as opening or on-air."),
            Field.id("feed", "The one that plays.").canBeNull(),
            Field.time("since", ""),
            Field.large("bitsPerSecond", ""),
            Field.large("bytesIn", ""),
            Field.large("ringBytes", "Memory that holds its last seconds."),
            Field.large("reconnects", ""),
            Field.list("viewers", VIEWER, ""),
            Field.text("verdict", "What is to be thought of its stream.").maybe(),
            Field.text("reason", "").maybe().canBeNull());
    /** A channel on air, with what the watchdog knows. */
    static final Shape.Thing RELAY_IN_FULL = RELAY.and(
            "RelayInFull",
            Field.large("watchedSeconds", "").maybe(),
            Field.of(
                            "indicators",
                            new Shape.Named(Shape.thing(
                                    "Indicator",
                                    Field.count("priority", "Of ETSI TR 101 290: 1 is the worst."),
                                    Field.large("recent", ""),
                                    Field.large("total", ""))),
                            "Faults by their names.")
                    .maybe(),
            Field.of(
                            "clock",
                            Shape.thing(
                                    "StreamClock",
                                    Field.flag("known", ""),
                                    Field.large("stuckMillis", ""),
                                    Field.large("arrivalJitterMillis", ""),
                                    Field.number("pace", "1 is as fast as it should be.")),
                            "")
                    .maybe(),
            Field.list(
                            "audio",
                            Shape.thing("AudioSeen", Field.count("pid", ""), Field.number("packetsPerSecond", "")),
                            "")
                    .maybe(),
            Field.large("silentMillis", "").maybe().canBeNull(),
            Field.of(
                            "loop",
                            Shape.thing("LoopSeen", Field.large("groups", ""), Field.large("seconds", "")),
                            "Whether it shows the same again and again.")
                    .maybe()
                    .canBeNull(),
            Field.number("nullShare", "").maybe(),
            Field.number("scrambledShare", "").maybe(),
            Field.large("contentBitsPerSecond", "").maybe(),
            Field.list("bitrateHistory", Shape.Whole.LARGE, "One a second, oldest first.")
                    .maybe());

    private HealthJson() {}

    /** What is to be thought of it, in short. */
    static void writeVerdict(JsonGenerator json, Condition condition) {
        json.writeStringProperty("verdict", condition.verdict().word());
        if (condition.verdict().trouble().isPresent()) {
            json.writeStringProperty("reason", condition.verdict().trouble().get());
        } else {
            json.writeNullProperty("reason");
        }
    }

    /** All that is known of it. */
    static void write(JsonGenerator json, Condition condition) {
        Health health = condition.health();
        writeVerdict(json, condition);
        json.writeNumberProperty("watchedSeconds", health.watched().toSeconds());
        json.writeObjectPropertyStart("indicators");
        for (Indicator each : Indicator.values()) {
            json.writeObjectPropertyStart(each.title());
            json.writeNumberProperty("priority", each.priority());
            json.writeNumberProperty("recent", health.recent(each));
            json.writeNumberProperty("total", health.total(each));
            json.writeEndObject();
        }
        json.writeEndObject();
        write(json, health.clock());
        writeAudio(json, health);
        writeLoop(json, health);
        json.writeArrayPropertyStart("codecs");
        health.codecs().forEach(each -> json.writeString(each.title()));
        json.writeEndArray();
        write(json, health.traffic());
    }

    private static void write(JsonGenerator json, Health.Clock clock) {
        json.writeObjectPropertyStart("clock");
        json.writeBooleanProperty("known", clock.known());
        json.writeNumberProperty("stuckMillis", clock.stuck().toMillis());
        json.writeNumberProperty("arrivalJitterMillis", clock.arrivalJitter().toMillis());
        json.writeNumberProperty("pace", rounded(clock.pace()));
        json.writeEndObject();
    }

    private static void writeAudio(JsonGenerator json, Health health) {
        json.writeArrayPropertyStart("audio");
        for (Health.Audio each : health.audio()) {
            json.writeStartObject();
            json.writeNumberProperty("pid", each.pid());
            json.writeNumberProperty("packetsPerSecond", rounded(each.packetsPerSecond()));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (health.silent().isPresent()) {
            json.writeNumberProperty(
                    "silentMillis", health.silent().map(Duration::toMillis).get());
        } else {
            json.writeNullProperty("silentMillis");
        }
    }

    private static void writeLoop(JsonGenerator json, Health health) {
        if (health.loop().isEmpty()) {
            json.writeNullProperty("loop");
            return;
        }
        Health.Loop loop = health.loop().get();
        json.writeObjectPropertyStart("loop");
        json.writeNumberProperty("groups", loop.groups());
        json.writeNumberProperty("seconds", loop.lasting().toSeconds());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Health.Traffic traffic) {
        json.writeNumberProperty("nullShare", rounded(traffic.nullShare()));
        json.writeNumberProperty("scrambledShare", rounded(traffic.scrambledShare()));
        json.writeNumberProperty("contentBitsPerSecond", traffic.contentBitsPerSecond());
        json.writeArrayPropertyStart("bitrateHistory");
        traffic.bitsPerSecond().forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
