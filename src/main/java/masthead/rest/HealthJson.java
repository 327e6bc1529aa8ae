package masthead.rest;

import java.time.Duration;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.relay.Condition;
import tools.jackson.core.JsonGenerator;

/** How the stream of a channel on air does, as fields of its object. */
final class HealthJson {
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
