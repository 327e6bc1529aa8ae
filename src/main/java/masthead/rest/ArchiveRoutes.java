package masthead.rest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import masthead.archive.ArchiveCheck;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import tools.jackson.core.JsonGenerator;

/** {@code /api/channels/{id}/archive-check}: whether a channel's catch-up plays, and the right time of it. */
public final class ArchiveRoutes extends Subject {
    private static final Shape.Thing CHECKED = Shape.thing(
            "ArchiveCheck",
            Field.flag("plays", ""),
            Field.text("summary", "For people."),
            Field.time("asked", "The time that was asked for."),
            Field.texts("tried", "If nothing plays: the forms of address that were tried.")
                    .maybe(),
            Field.id("feed", "").maybe(),
            Field.id("provider", "").maybe(),
            Field.text("form", "The form of address that plays.").maybe(),
            Field.large("bytes", "").maybe(),
            Field.large("firstKeyFrame", "Where it begins, in bytes.").maybe().canBeNull(),
            Field.large("offSeconds", "Null if nothing in the stream tells the time.")
                    .maybe()
                    .canBeNull(),
            Field.large("correctionSeconds", "What is added already.").maybe(),
            Field.large("suggestedCorrectionSeconds", "").maybe().canBeNull(),
            Field.flag("applied", "").maybe());

    private final Catalogs catalogs;
    private final ArchiveCheck checks;

    public ArchiveRoutes(Catalogs catalogs, ArchiveCheck checks) {
        this.catalogs = catalogs;
        this.checks = checks;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.post(
                                "/api/channels/{id}/archive-check",
                                "Plays the top of the last hour and tells how far it is off")
                        .query(Field.flag("apply", "Whether to do what it suggests, for all channels of the provider."))
                        .answers(CHECKED)
                        .refuses(503),
                this::check);
    }

    /** With {@code ?apply=true}, what it suggests is done for the channel's provider. */
    private void check(Call call) {
        Channel channel = catalogs.listing(new ChannelId(call.id())).channel();
        boolean apply = call.flag("apply");
        switch (checks.check(channel)) {
            case ArchiveCheck.Outcome.Nothing nothing ->
                throw new Refusal(new Problem(
                        400, "no-archive", "No archive", "No feed of this channel says that it has an archive."));
            case ArchiveCheck.Outcome.Busy busy ->
                throw new Refusal(new Problem(
                        503,
                        "busy",
                        "Not now",
                        "All connections of the provider are in use, or other checks are under way. Try again later."));
            case ArchiveCheck.Outcome.Silent(Instant asked, List<String> tried) ->
                call.reply(json -> silent(json, asked, tried));
            case ArchiveCheck.Outcome.Plays(ArchiveCheck.Found found) -> {
                boolean applied = apply && found.suggestion().isPresent();
                if (applied) {
                    checks.correct(found.feed().provider(), found.suggestion().get());
                }
                call.reply(json -> plays(json, found, applied));
            }
        }
    }

    private static void silent(JsonGenerator json, Instant asked, List<String> tried) {
        json.writeStartObject();
        json.writeBooleanProperty("plays", false);
        json.writeStringProperty("summary", "The top of the last hour does not play.");
        json.writeStringProperty("asked", asked.toString());
        json.writeArrayPropertyStart("tried");
        tried.forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void plays(JsonGenerator json, ArchiveCheck.Found found, boolean applied) {
        json.writeStartObject();
        json.writeBooleanProperty("plays", true);
        json.writeStringProperty("summary", summary(found, applied));
        json.writeStringProperty("asked", found.asked().toString());
        json.writeNumberProperty("feed", found.feed().id().value());
        json.writeNumberProperty("provider", found.feed().provider().value());
        json.writeStringProperty("form", found.form().written());
        json.writeNumberProperty("bytes", found.bytes());
        if (found.firstKeyFrame().isPresent()) {
            json.writeNumberProperty("firstKeyFrame", found.firstKeyFrame().getAsLong());
        } else {
            json.writeNullProperty("firstKeyFrame");
        }
        Json.seconds(json, "offSeconds", found.off());
        json.writeNumberProperty("correctionSeconds", found.correction().toSeconds());
        Json.seconds(json, "suggestedCorrectionSeconds", found.suggestion());
        json.writeBooleanProperty("applied", applied);
        json.writeEndObject();
    }

    private static String summary(ArchiveCheck.Found found, boolean applied) {
        if (found.off().isEmpty()) {
            return "It plays. Whether it is the top of the last hour is not measurable: nothing in the stream tells the time.";
        }
        String off =
                "It plays the top of the last hour, off by " + found.off().get().toSeconds() + " s.";
        if (found.suggestion().isEmpty()) {
            return off;
        }
        String hours =
                String.format(Locale.ROOT, "%+.2f h", found.suggestion().get().toMinutes() / 60.0);
        return off + " The provider's clocks are in another zone: "
                + (applied ? "every time it is asked for is now moved by " : "a correction would be ") + hours + ".";
    }
}
