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
    static final Shape.Thing SOURCE = Shape.thing(
            "GuideSource",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.text("url", "Whole for editors; viewers see its host."),
            Field.count("priority", "The lowest is asked first."),
            Field.flag("enabled", ""),
            Field.text("userAgent", ""),
            Field.namedTexts("headers", "Their values are for editors; viewers see ***."),
            Field.text("proxy", "Without its password."),
            Field.large("connectTimeoutSeconds", "").canBeNull(),
            Field.large("refreshSeconds", "").canBeNull(),
            Field.large("correctionSeconds", ""),
            Field.text("zone", ""),
            Field.id("provider", "").canBeNull(),
            Field.time("createdAt", ""),
            Field.time("importedAt", "").canBeNull(),
            Field.time("checkedAt", "").canBeNull(),
            Field.text("outcome", "Of the last time it was read."),
            Field.large("channels", ""),
            Field.large("programmes", ""),
            Field.namedCounts("dropped", "By their reasons."),
            Field.of(
                            "progress",
                            Shape.thing(
                                    "GuideProgress",
                                    Field.time("began", ""),
                                    Field.large("bytes", ""),
                                    Field.large("ofBytes", "If it is known.").canBeNull(),
                                    Field.large("programmes", ""),
                                    Field.large("bytesPerSecond", ""),
                                    Field.large("programmesPerSecond", "")),
                            "While it is read.")
                    .canBeNull());

    private final Call call;
    private final Instant now;

    /** @param call who is shown it */
    GuideSourceJson(Call call, Instant now) {
        this.call = call;
        this.now = now;
    }

    /** With the address and headers for editors alone; without the proxy's password. */
    void write(JsonGenerator json, GuideSource source, Optional<GuideProgress> reading) {
        GuideTerms terms = source.terms();
        json.writeStartObject();
        json.writeNumberProperty("id", source.id().value());
        json.writeStringProperty("name", terms.name());
        json.writeStringProperty("url", call.shown(terms.url()));
        json.writeNumberProperty("priority", terms.priority());
        json.writeBooleanProperty("enabled", terms.enabled());
        json.writeStringProperty("userAgent", terms.userAgent());
        headers(json, terms.reach().headers(), call);
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
        reading.ifPresentOrElse(progress -> write(json, progress), () -> json.writeNullProperty("progress"));
        json.writeEndObject();
    }

    private void write(JsonGenerator json, GuideProgress progress) {
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

    /** With their values for editors alone: they may be credentials. */
    static void headers(JsonGenerator json, Map<String, String> headers, Call call) {
        json.writeObjectPropertyStart("headers");
        new TreeMap<>(headers).forEach((name, value) -> json.writeStringProperty(name, call.mayEdit() ? value : "***"));
        json.writeEndObject();
    }

    /** An object of numbers, in the order of their names. */
    static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(numbers).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }
}
