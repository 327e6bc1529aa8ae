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
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/guide/sources} and {@code /api/guide/offers}: the guides we read, and those that we might. */
public final class GuideSourceRoutes extends Subject {
    private static final int CORRECTION_LIMIT = 24 * 3600;

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
        door.on("GET", "/api/guide/sources", this::list)
                .on("POST", "/api/guide/sources", this::add)
                .on("GET", "/api/guide/sources/{id}", exchange -> reply(exchange, 200, source(exchange)))
                .on("PATCH", "/api/guide/sources/{id}", this::edit)
                .on("DELETE", "/api/guide/sources/{id}", this::remove)
                .on("POST", "/api/guide/sources/{id}/refresh", this::refresh)
                .on("PUT", "/api/guide/sources/{id}/guide", this::take)
                .on("GET", "/api/guide/offers", this::offers)
                .on("POST", "/api/guide/offers", this::accept);
    }

    private void list(Exchange exchange) {
        List<GuideSource> sources = guides.sources().current();
        Json.replyList(exchange, sources.size(), sources, this::write);
    }

    private void add(Exchange exchange) {
        Fields fields = fields(exchange);
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
        reply(exchange.with("Location", exchange.origin().path() + "/api/guide/sources/" + added.id()), 201, added);
    }

    private void edit(Exchange exchange) {
        GuideSource old = source(exchange);
        Fields fields = fields(exchange);
        reply(exchange, 200, guides.sources().edit(old.id(), Refusal.unlessValid(() -> terms(fields, old.terms()))));
    }

    private static Fields fields(Exchange exchange) {
        return Fields.of(
                exchange,
                "name",
                "url",
                "priority",
                "enabled",
                "userAgent",
                "headers",
                "proxy",
                "connectTimeoutSeconds",
                "refreshSeconds",
                "correctionSeconds",
                "zone",
                "provider");
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
                        fields.signed("correctionSeconds", CORRECTION_LIMIT)
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

    private void remove(Exchange exchange) {
        guides.remove(source(exchange).id());
        exchange.reply(204);
    }

    /** Begins in the background; {@code ?wait=1} answers when it has ended, {@code ?force=1} applies it whatever it has lost. */
    private void refresh(Exchange exchange) {
        GuideSource source = source(exchange);
        boolean force = said(exchange, "force");
        if (said(exchange, "wait")) {
            tell(exchange, guides.imports().run(source.id(), force), 502);
            return;
        }
        guides.begin(source.id(), force);
        reply(exchange, 202, source);
    }

    private static boolean said(Exchange exchange, String name) {
        return exchange.parameter(name)
                .filter(each -> each.equals("1") || each.equals("true"))
                .isPresent();
    }

    private void take(Exchange exchange) throws Exception {
        GuideSourceId id = source(exchange).id();
        try (InputStream guide = exchange.upload()) {
            tell(exchange, guides.imports().take(id, guide), 422);
        }
    }

    /** @param failed the status of a guide that could not be read: it depends on who should have brought it */
    private static void tell(Exchange exchange, GuideOutcome outcome, int failed) {
        switch (outcome) {
            case GuideOutcome.Applied applied ->
                Json.reply(exchange, 200, json -> {
                    json.writeStartObject();
                    json.writeStringProperty("outcome", "applied");
                    json.writeNumberProperty("channels", applied.count().channels());
                    json.writeNumberProperty("programmes", applied.count().programmes());
                    GuideSourceJson.numbers(json, "dropped", applied.count().dropped());
                    json.writeEndObject();
                });
            case GuideOutcome.Unchanged() ->
                Json.reply(exchange, 200, json -> {
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
                        .reply(exchange);
            case GuideOutcome.Failed(String reason) ->
                new Problem(
                                failed,
                                "guide-failed",
                                "The guide could not be read",
                                reason,
                                Map.of("outcome", "failed", "reason", reason))
                        .reply(exchange);
        }
    }

    private void offers(Exchange exchange) {
        List<NamedGuide> offers = guides.offers().current();
        Json.replyList(exchange, offers.size(), offers, (json, offer) -> {
            json.writeStartObject();
            json.writeStringProperty("url", offer.url());
            json.writeNumberProperty("provider", offer.provider().value());
            json.writeStringProperty("providerName", offer.providerName());
            json.writeEndObject();
        });
    }

    /** Takes what is offered: the one with the {@code url} that is sent, or all; they are read at once. */
    private void accept(Exchange exchange) {
        Optional<String> url = Fields.of(exchange, "url").text("url");
        List<NamedGuide> wanted = guides.offers().current().stream()
                .filter(each -> url.isEmpty() || url.get().equals(each.url()))
                .toList();
        if (url.isPresent() && wanted.isEmpty()) {
            throw new Refusal(Problem.notFound("No provider's list names this guide, or it is read already."));
        }
        List<GuideSource> accepted =
                wanted.stream().map(guides.offers()::accept).toList();
        accepted.forEach(each -> guides.begin(each.id(), false));
        Json.replyList(exchange, accepted.size(), accepted, this::write);
    }

    private GuideSource source(Exchange exchange) {
        GuideSourceId id = new GuideSourceId(Door.id(exchange));
        return guides.sources().source(id).orElseThrow(() -> new NoSuchEntry("guide source", id));
    }

    private void reply(Exchange exchange, int status, GuideSource source) {
        Json.reply(exchange, status, json -> write(json, source));
    }

    private void write(JsonGenerator json, GuideSource source) {
        GuideSourceJson.write(json, source, guides.imports().progress(source.id()), clock.instant());
    }
}
