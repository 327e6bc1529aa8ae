package masthead.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.config.ProxyUrl;
import masthead.guide.GuideProgress;
import masthead.guide.GuideSource;
import masthead.guide.GuideTerms;
import tools.jackson.core.JsonGenerator;

/** A guide we read, as it is shown to operators. */
final class GuideSourceJson {
    private GuideSourceJson() {}

    /** With the address and headers: operators edit them, and whoever reads this is one. Without the proxy's password. */
    static void write(JsonGenerator json, GuideSource source, Optional<GuideProgress> reading, Instant now) {
        GuideTerms terms = source.terms();
        json.writeStartObject();
        json.writeNumberProperty("id", source.id().value());
        json.writeStringProperty("name", terms.name());
        json.writeStringProperty("url", terms.url());
        json.writeNumberProperty("priority", terms.priority());
        json.writeBooleanProperty("enabled", terms.enabled());
        json.writeStringProperty("userAgent", terms.userAgent());
        json.writeObjectPropertyStart("headers");
        new TreeMap<>(terms.reach().headers()).forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty(
                "proxy", terms.reach().proxy().map(ProxyUrl::shown).orElse(""));
        Json.seconds(json, "connectTimeoutSeconds", terms.reach().connectTimeout());
        Json.seconds(json, "refreshSeconds", terms.timing().refresh());
        json.writeNumberProperty(
                "correctionSeconds", terms.timing().correction().toSeconds());
        json.writeStringProperty("zone", terms.timing().zone().getId());
        if (terms.provider().isPresent()) {
            json.writeNumberProperty("provider", terms.provider().get().value());
        } else {
            json.writeNullProperty("provider");
        }
        json.writeStringProperty("createdAt", source.createdAt().toString());
        Json.instant(json, "importedAt", source.state().importedAt());
        Json.instant(json, "checkedAt", source.state().checkedAt());
        json.writeStringProperty("outcome", source.state().outcome());
        json.writeNumberProperty("channels", source.state().channels());
        json.writeNumberProperty("programmes", source.state().programmes());
        numbers(json, "dropped", source.state().dropped());
        reading.ifPresentOrElse(progress -> write(json, progress, now), () -> json.writeNullProperty("progress"));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, GuideProgress progress, Instant now) {
        double seconds = Math.max(1, Duration.between(progress.began(), now).toMillis()) / 1000.0;
        json.writeObjectPropertyStart("progress");
        json.writeStringProperty("began", progress.began().toString());
        json.writeNumberProperty("bytes", progress.bytes());
        if (progress.promised().isPresent()) {
            json.writeNumberProperty("ofBytes", progress.promised().getAsLong());
        } else {
            json.writeNullProperty("ofBytes");
        }
        json.writeNumberProperty("programmes", progress.programmes());
        json.writeNumberProperty("bytesPerSecond", (long) (progress.bytes() / seconds));
        json.writeNumberProperty("programmesPerSecond", (long) (progress.programmes() / seconds));
        json.writeEndObject();
    }

    /** An object of numbers, in the order of their names. */
    static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(numbers).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }
}
