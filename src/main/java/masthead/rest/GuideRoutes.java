package masthead.rest;

import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.NamedGuide;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.Reach;
import masthead.config.ProxyUrl;
import masthead.guide.Guide;
import masthead.guide.GuideOutcome;
import masthead.guide.GuidePlace;
import masthead.guide.GuideProgress;
import masthead.guide.GuideSource;
import masthead.guide.GuideSourceId;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import masthead.guide.Guides;
import masthead.guide.Programme;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/guide}: the guides we read, and what is in them. */
public final class GuideRoutes extends Subject {
    private static final int MOST_HOURS = 31 * 24;
    private static final int MOST_PROGRAMMES = 5_000;
    private static final int CORRECTION_LIMIT = 24 * 3600;

    private final Guides guides;
    private final Catalogs catalogs;
    private final Function<Channel, Placed> placed;
    private final Clock clock;

    /** Where a channel's programmes are, and what is added to their times. */
    public record Placed(List<GuidePlace> places, Duration shift) {}

    public GuideRoutes(Guides guides, Catalogs catalogs, Function<Channel, Placed> placed, Clock clock) {
        this.guides = guides;
        this.catalogs = catalogs;
        this.placed = placed;
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
                .on("POST", "/api/guide/offers", this::accept)
                .on("GET", "/api/guide/status", this::status)
                .on("GET", "/api/guide/channels/{id}", this::channel)
                .on("POST", "/api/guide/deduplicate", this::deduplicate);
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
                                .map(GuideRoutes::zone)
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
                    numbers(json, "dropped", applied.count().dropped());
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

    private void status(Exchange exchange) {
        Instant now = clock.instant();
        List<Channel> channels = catalogs.current().channels();
        long withGuide = 0;
        long onNow = 0;
        for (Channel each : channels) {
            Placed where = placed.apply(each);
            List<Programme> next = guides.guide().next(where.places(), where.shift(), now, 1);
            withGuide += next.isEmpty() ? 0 : 1;
            onNow += !next.isEmpty() && !next.getFirst().start().isAfter(now) ? 1 : 0;
        }
        long covered = withGuide;
        long showing = onNow;
        Map<GuideSourceId, Guide.Contents> contents = guides.guide().contents();
        List<GuideSource> sources = guides.sources().current();
        long programmes =
                contents.values().stream().mapToLong(Guide.Contents::programmes).sum();
        long future =
                contents.values().stream().mapToLong(Guide.Contents::future).sum();
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("version", guides.guide().version());
            json.writeNumberProperty("channels", channels.size());
            json.writeNumberProperty("withGuide", covered);
            json.writeNumberProperty("onNow", showing);
            json.writeNumberProperty("programmes", programmes);
            json.writeNumberProperty("future", future);
            json.writeArrayPropertyStart("sources");
            sources.forEach(each -> writeStatus(json, each, Optional.ofNullable(contents.get(each.id())), now));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeStatus(
            JsonGenerator json, GuideSource source, Optional<Guide.Contents> contents, Instant now) {
        json.writeStartObject();
        json.writeNumberProperty("id", source.id().value());
        json.writeStringProperty("name", source.name());
        json.writeNumberProperty("priority", source.priority());
        json.writeBooleanProperty("enabled", source.enabled());
        json.writeNumberProperty(
                "channels", contents.map(Guide.Contents::channels).orElse(0L));
        json.writeNumberProperty(
                "withProgrammes", contents.map(Guide.Contents::withProgrammes).orElse(0L));
        json.writeNumberProperty("onNow", contents.map(Guide.Contents::onNow).orElse(0L));
        json.writeNumberProperty(
                "programmes", contents.map(Guide.Contents::programmes).orElse(0L));
        json.writeNumberProperty("future", contents.map(Guide.Contents::future).orElse(0L));
        numbers(json, "dropped", source.state().dropped());
        Json.instant(json, "importedAt", source.state().importedAt());
        Json.seconds(json, "ageSeconds", source.state().importedAt().map(each -> Duration.between(each, now)));
        json.writeStringProperty("outcome", source.state().outcome());
        json.writeEndObject();
    }

    private void channel(Exchange exchange) {
        ChannelId id = new ChannelId(Door.id(exchange));
        Channel channel = catalogs.current().channel(id).orElseThrow(() -> new NoSuchEntry("channel", id));
        int hours = Math.clamp(Door.number(exchange, "hours").orElse(24), 1, MOST_HOURS);
        Instant now = clock.instant();
        Placed where = placed.apply(channel);
        List<Programme> programmes = guides.guide()
                .programmes(where.places(), where.shift(), now, now.plus(Duration.ofHours(hours)), MOST_PROGRAMMES);
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("channel", id.value());
            json.writeStringProperty("name", channel.name());
            json.writeStringProperty("guideId", channel.guideId());
            json.writeNumberProperty("shiftSeconds", where.shift().toSeconds());
            json.writeArrayPropertyStart("places");
            where.places().forEach(each -> {
                json.writeStartObject();
                json.writeNumberProperty("source", each.source().value());
                json.writeStringProperty("guideId", each.guideId());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeNumberProperty("total", programmes.size());
            json.writeArrayPropertyStart("items");
            programmes.forEach(each -> write(json, each));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Programme programme) {
        json.writeStartObject();
        json.writeNumberProperty("id", programme.id());
        json.writeStringProperty("guideId", programme.guideId());
        json.writeStringProperty("start", programme.start().toString());
        json.writeStringProperty("stop", programme.stop().toString());
        json.writeStringProperty("title", programme.title());
        json.writeStringProperty("description", programme.description());
        json.writeEndObject();
    }

    /** There is nothing to do: a channel of a guide has one programme at a time, because duplicates never come in. */
    private void deduplicate(Exchange exchange) {
        List<GuideSource> sources = guides.sources().current();
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("duplicates", 0);
            json.writeNumberProperty(
                    "droppedWhenRead",
                    sources.stream()
                            .mapToLong(each -> each.state().duplicates())
                            .sum());
            json.writeStringProperty(
                    "detail",
                    "Duplicates are dropped while a guide is read, so there are none to remove; droppedWhenRead is how many"
                            + " the guides that are kept now had.");
            json.writeArrayPropertyStart("sources");
            sources.forEach(each -> {
                json.writeStartObject();
                json.writeNumberProperty("id", each.id().value());
                json.writeNumberProperty("droppedWhenRead", each.state().duplicates());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private GuideSource source(Exchange exchange) {
        GuideSourceId id = new GuideSourceId(Door.id(exchange));
        return guides.sources().source(id).orElseThrow(() -> new NoSuchEntry("guide source", id));
    }

    private void reply(Exchange exchange, int status, GuideSource source) {
        Json.reply(exchange, status, json -> write(json, source));
    }

    /** With the address and headers: operators edit them, and whoever reads this is one. Without the proxy's password. */
    private void write(JsonGenerator json, GuideSource source) {
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
        guides.imports()
                .progress(source.id())
                .ifPresentOrElse(progress -> write(json, progress), () -> json.writeNullProperty("progress"));
        json.writeEndObject();
    }

    private void write(JsonGenerator json, GuideProgress progress) {
        double seconds =
                Math.max(1, Duration.between(progress.began(), clock.instant()).toMillis()) / 1000.0;
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

    private static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(numbers).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }
}
