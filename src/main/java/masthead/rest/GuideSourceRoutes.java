package masthead.rest;

import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.NamedGuide;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.Reach;
import masthead.guide.GuideOutcome;
import masthead.guide.GuideSource;
import masthead.guide.GuideSourceId;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import masthead.guide.Guides;
import tools.jackson.core.JsonGenerator;

/** {@code /api/guide/sources} and {@code /api/guide/offers}: the guides we read, and those that we might. */
public final class GuideSourceRoutes extends Subject {
    private static final int CORRECTION_LIMIT = 24 * 3600;
    private static final Shape.Thing OUTCOME = Shape.thing(
            "GuideOutcome",
            Field.word("outcome", "", List.of("applied", "unchanged")),
            Field.large("channels", "").maybe(),
            Field.large("programmes", "").maybe(),
            Field.namedCounts("dropped", "By their reasons.").maybe());
    private static final Shape.Thing OFFER = Shape.thing(
            "GuideOffer",
            Field.text("url", "Whole for editors; viewers see its host."),
            Field.id("provider", ""),
            Field.text("providerName", ""));

    private final Guides guides;
    private final Catalogs catalogs;
    private final Clock clock;

    public GuideSourceRoutes(Guides guides, Catalogs catalogs, Clock clock) {
        this.guides = guides;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    @Override
    void addTo(Door door) {
        String one = "/api/guide/sources/{id}";
        door.on(
                        Operation.get("/api/guide/sources", "The guides we read")
                                .answersPageOf(GuideSourceJson.SOURCE),
                        this::list)
                .on(
                        Operation.post("/api/guide/sources", "Adds a guide")
                                .takes(fields(true))
                                .answers(201, GuideSourceJson.SOURCE),
                        this::add)
                .on(
                        Operation.get(one, "A guide").answers(GuideSourceJson.SOURCE),
                        call -> reply(call, 200, source(call)))
                .on(
                        Operation.patch(one, "Changes what is said of a guide; the rest stays")
                                .takes(fields(false))
                                .answers(GuideSourceJson.SOURCE),
                        this::edit)
                .on(Operation.delete(one, "Removes a guide and its programmes"), this::remove)
                .on(
                        Operation.post(one + "/refresh", "Begins to read a guide")
                                .query(
                                        Field.flag("wait", "Whether to answer when it is read, with the outcome."),
                                        Field.flag("force", "Whether to take it whatever it has lost."))
                                .answers(OUTCOME)
                                .answers(202, GuideSourceJson.SOURCE)
                                .refuses(422, 502),
                        this::refresh)
                .on(
                        Operation.put(one + "/guide", "Takes an XMLTV guide as it is sent, packed or not")
                                .takesFile("application/xml")
                                .answers(OUTCOME)
                                .refuses(422),
                        this::take)
                .on(
                        Operation.get(
                                        "/api/guide/offers",
                                        "The guides that providers' lists name and that are not read")
                                .answersPageOf(OFFER),
                        this::offers)
                .on(
                        Operation.post("/api/guide/offers", "Takes what is offered, and begins to read it")
                                .takes(Field.text("url", "The one; all where it is not said."))
                                .answersAllOf(GuideSourceJson.SOURCE)
                                .refuses(404),
                        this::accept);
    }

    private void list(Call call) {
        List<GuideSource> sources = guides.sources().current();
        call.replyPageOf(sources, (json, each) -> write(json, each, call));
    }

    private void add(Call call) {
        Fields fields = call.fields();
        Fields.required("name", fields.text("name"));
        GuideTerms usual = new GuideTerms("Guide", "", GuideTiming.ON_REQUEST);
        Optional<Duration> refresh = Optional.of(guides.usualRefresh());
        GuideSource added = guides.sources()
                .add(Refusal.unlessValid(() -> terms(
                        fields,
                        new GuideTerms(
                                usual.name(),
                                usual.url(),
                                usual.priority(),
                                usual.enabled(),
                                usual.userAgent(),
                                usual.reach(),
                                new GuideTiming(
                                        refresh,
                                        usual.timing().correction(),
                                        usual.timing().zone()),
                                usual.provider()))));
        call.replyAdded(added.id(), json -> write(json, added, call));
    }

    private void edit(Call call) {
        GuideSource old = source(call);
        Fields fields = call.fields();
        reply(call, 200, guides.sources().edit(old.id(), Refusal.unlessValid(() -> terms(fields, old.terms()))));
    }

    /** @param fresh of one that is added, which must have a name */
    private static List<Field> fields(boolean fresh) {
        Field name = Field.text("name", "");
        return List.of(
                fresh ? name.must() : name,
                Field.text("url", "Empty for one that is sent here."),
                Field.whole("priority", "The lowest is asked first; 100 where it is not said.", 0, 1000),
                Field.flag("enabled", ""),
                Field.text("userAgent", ""),
                Field.namedTexts("headers", "Sent with each request."),
                Field.text("proxy", "An address such as http://user:password@host:port; empty for none."),
                Field.count("connectTimeoutSeconds", "").canBeNull(),
                Field.count("refreshSeconds", "Null is never.").canBeNull(),
                Field.whole("correctionSeconds", "Added to all its times.", -CORRECTION_LIMIT, CORRECTION_LIMIT),
                Field.text("zone", "Of times that name none, such as Europe/Rome."),
                Field.id("provider", "Whose channels it is for."));
    }

    /** What is not among the fields stays as it is in {@code old}. */
    private GuideTerms terms(Fields fields, GuideTerms old) {
        Reach reach = old.reach();
        return new GuideTerms(
                fields.text("name").orElse(old.name()),
                fields.text("url").orElse(old.url()),
                fields.whole("priority").orElse(old.priority()),
                fields.flag("enabled").orElse(old.enabled()),
                fields.text("userAgent").orElse(old.userAgent()),
                new Reach(
                        fields.named("headers").orElse(reach.headers()),
                        ProviderRoutes.proxy(fields, reach.proxy()).orElse(reach.proxy()),
                        fields.seconds("connectTimeoutSeconds").orElse(reach.connectTimeout()),
                        Optional.empty()),
                new GuideTiming(
                        fields.seconds("refreshSeconds").orElse(old.timing().refresh()),
                        fields.whole("correctionSeconds")
                                .map(Duration::ofSeconds)
                                .orElse(old.timing().correction()),
                        fields.text("zone")
                                .map(GuideSourceRoutes::zone)
                                .orElse(old.timing().zone())),
                fields.whole("provider").map(this::provider).or(old::provider));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Fields.wrong("zone", "a time zone such as Europe/Rome, UTC or +01:00");
        }
    }

    private ProviderId provider(int id) {
        if (id == 0 || catalogs.current().provider(new ProviderId(id)).isEmpty()) {
            throw Fields.wrong("provider", "the id of a provider");
        }
        return new ProviderId(id);
    }

    private void remove(Call call) {
        guides.remove(source(call).id());
        call.replyNothing();
    }

    /** Begins in the background; {@code ?wait=1} answers when it has ended, {@code ?force=1} applies it whatever it has lost. */
    private void refresh(Call call) {
        GuideSource source = source(call);
        boolean force = call.flag("force");
        if (call.flag("wait")) {
            tell(call, guides.imports().run(source.id(), force), 502);
            return;
        }
        guides.begin(source.id(), force);
        reply(call, 202, source);
    }

    private void take(Call call) throws Exception {
        GuideSourceId id = source(call).id();
        try (InputStream guide = call.upload()) {
            tell(call, guides.imports().take(id, guide), 422);
        }
    }

    /** @param failed the status of a guide that could not be read: it depends on who should have brought it */
    private static void tell(Call call, GuideOutcome outcome, int failed) {
        switch (outcome) {
            case GuideOutcome.Applied applied ->
                call.reply(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("outcome", "applied");
                    json.writeNumberProperty("channels", applied.count().channels());
                    json.writeNumberProperty("programmes", applied.count().programmes());
                    GuideSourceJson.numbers(json, "dropped", applied.count().dropped());
                    json.writeEndObject();
                });
            case GuideOutcome.Unchanged() ->
                call.reply(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("outcome", "unchanged");
                    json.writeEndObject();
                });
            case GuideOutcome.Suspicious(String reason) ->
                new Problem(
                                422,
                                "guide-suspicious",
                                "The guide was not applied",
                                reason,
                                Map.of("outcome", "suspicious", "reason", reason))
                        .reply(call.exchange());
            case GuideOutcome.Failed(String reason) ->
                new Problem(
                                failed,
                                "guide-failed",
                                "The guide could not be read",
                                reason,
                                Map.of("outcome", "failed", "reason", reason))
                        .reply(call.exchange());
        }
    }

    private void offers(Call call) {
        List<NamedGuide> offers = guides.offers().current();
        call.replyPageOf(offers, (json, offer) -> {
            json.writeStartObject();
            json.writeStringProperty("url", call.shown(offer.url()));
            json.writeNumberProperty("provider", offer.provider().value());
            json.writeStringProperty("providerName", offer.providerName());
            json.writeEndObject();
        });
    }

    /** Takes what is offered: the one with the {@code url} that is sent, or all; they are read at once. */
    private void accept(Call call) {
        Optional<String> url = call.fields().text("url");
        List<NamedGuide> wanted = guides.offers().current().stream()
                .filter(each -> url.isEmpty() || url.get().equals(each.url()))
                .toList();
        if (url.isPresent() && wanted.isEmpty()) {
            throw new Refusal(Problem.notFound("No provider's list names this guide, or it is read already."));
        }
        List<GuideSource> accepted =
                wanted.stream().map(guides.offers()::accept).toList();
        accepted.forEach(each -> guides.begin(each.id(), false));
        call.replyList(accepted.size(), accepted, (json, each) -> write(json, each, call));
    }

    private GuideSource source(Call call) {
        GuideSourceId id = new GuideSourceId(call.id());
        return guides.sources().source(id).orElseThrow(() -> new NoSuchEntry("guide source", id));
    }

    private void reply(Call call, int status, GuideSource source) {
        call.reply(status, json -> write(json, source, call));
    }

    private void write(JsonGenerator json, GuideSource source, Call call) {
        new GuideSourceJson(call, clock.instant())
                .write(json, source, guides.imports().progress(source.id()));
    }
}
