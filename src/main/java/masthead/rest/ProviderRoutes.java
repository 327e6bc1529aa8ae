package masthead.rest;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.Catalogs;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.ReachEdit;
import masthead.catalog.Upkeep;
import masthead.catalog.UpkeepEdit;
import masthead.config.ProxyUrl;
import masthead.headend.ImportOutcome;
import masthead.headend.ListOptions;
import masthead.headend.ListPreview;
import masthead.headend.ProviderImport;
import masthead.headend.RevisionState;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/providers}: accounts and lists we import from. */
public final class ProviderRoutes extends Subject {
    private static final int PREVIEWED = 200;
    private static final String KINDS = "\"m3u\", \"page\", \"acestream-search\", \"xtream\" or \"library\"";

    private final Catalogs catalogs;
    private final ProviderImport imports;

    public ProviderRoutes(Catalogs catalogs, ProviderImport imports) {
        this.catalogs = catalogs;
        this.imports = imports;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/providers", this::list)
                .on("POST", "/api/providers", this::add)
                .on("POST", "/api/providers/preview", this::preview)
                .on("GET", "/api/providers/{id}", exchange -> reply(exchange, 200, provider(exchange)))
                .on("PATCH", "/api/providers/{id}", this::edit)
                .on("DELETE", "/api/providers/{id}", this::remove)
                .on("POST", "/api/providers/{id}/import", this::fetchList)
                .on("PUT", "/api/providers/{id}/list", this::takeList);
    }

    private void list(Exchange exchange) {
        var providers = catalogs.current().providers();
        Json.replyList(exchange, providers.size(), providers, ProviderRoutes::write);
    }

    private void add(Exchange exchange) {
        Provider provider = catalogs.add(asked(exchange));
        reply(exchange.with("Location", exchange.origin().path() + "/api/providers/" + provider.id()), 201, provider);
    }

    /** What a provider would bring, were he added; nothing is kept. */
    private void preview(Exchange exchange) {
        ListPreview preview = imports.preview(asked(exchange), PREVIEWED);
        if (preview.total() == 0 && preview.trouble().isPresent()) {
            String reason = preview.trouble().get();
            new Problem(502, "list-failed", "The list could not be read", reason, Map.of("reason", reason))
                    .reply(exchange);
            return;
        }
        Json.reply(exchange, 200, json -> write(json, preview));
    }

    private static NewProvider asked(Exchange exchange) {
        Fields fields = Fields.of(
                exchange,
                "name",
                "kind",
                "url",
                "username",
                "password",
                "maxConnections",
                "userAgent",
                "headers",
                "proxy",
                "connectTimeoutSeconds",
                "silenceTimeoutSeconds",
                "options",
                "refreshSeconds");
        ProviderKind kind =
                ProviderKind.labelled(fields.text("kind").orElse("m3u")).orElseThrow(() -> Fields.wrong("kind", KINDS));
        PanelFields panel = PanelFields.of(fields, kind);
        return Refusal.unlessValid(() -> {
            NewProvider asked = new NewProvider(
                    Fields.required("name", fields.text("name")),
                    kind,
                    panel.url().orElse(""),
                    fields.whole("maxConnections").orElse(0),
                    fields.text("userAgent").orElse(""),
                    new Reach(
                            fields.named("headers").orElse(Map.of()),
                            proxy(fields, Optional.empty()).orElse(Optional.empty()),
                            fields.seconds("connectTimeoutSeconds").orElse(Optional.empty()),
                            fields.seconds("silenceTimeoutSeconds").orElse(Optional.empty())),
                    new Upkeep(
                            fields.named("options").orElse(Map.of()),
                            fields.seconds("refreshSeconds").orElse(Optional.empty())),
                    panel.login(kind));
            ListOptions.check(kind, asked.url(), asked.upkeep().options());
            return asked;
        });
    }

    private void edit(Exchange exchange) {
        Provider old = provider(exchange);
        Fields fields = Fields.of(
                exchange,
                "name",
                "url",
                "username",
                "password",
                "maxConnections",
                "userAgent",
                "headers",
                "proxy",
                "connectTimeoutSeconds",
                "silenceTimeoutSeconds",
                "options",
                "refreshSeconds");
        PanelFields panel = PanelFields.of(fields, old.kind());
        Optional<ProviderAccount> account = Refusal.unlessValid(() -> panel.changed(
                old.id(),
                catalogs.current().accounts(old.id()).stream()
                        .filter(each -> each.position() == 0)
                        .findFirst()));
        ProviderEdit edit = Refusal.unlessValid(() -> new ProviderEdit(
                old.id(),
                fields.text("name"),
                panel.url(),
                fields.whole("maxConnections"),
                fields.text("userAgent"),
                new ReachEdit(
                        fields.named("headers"),
                        proxy(fields, old.reach().proxy()),
                        fields.seconds("connectTimeoutSeconds"),
                        fields.seconds("silenceTimeoutSeconds")),
                new UpkeepEdit(fields.named("options"), fields.seconds("refreshSeconds"))));
        Refusal.unlessValid(() -> {
            ListOptions.check(
                    old.kind(),
                    edit.url().orElse(old.url()),
                    edit.upkeep().options().orElse(old.upkeep().options()));
            return edit;
        });
        Provider edited = catalogs.edit(edit);
        account.ifPresent(catalogs::put);
        reply(exchange, 200, edited);
    }

    /** An empty text is none. What was shown of {@code known} and comes back means {@code known}, password and all. */
    static Optional<Optional<ProxyUrl>> proxy(Fields fields, Optional<ProxyUrl> known) {
        Optional<String> text = fields.text("proxy");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().isBlank()) {
            return Optional.of(Optional.empty());
        }
        ProxyUrl written = ProxyUrl.parse(text.get());
        return Optional.of(
                Optional.of(known.filter(each -> each.isShownBy(written)).orElse(written)));
    }

    private void remove(Exchange exchange) {
        catalogs.remove(provider(exchange).id());
        exchange.reply(204);
    }

    private void fetchList(Exchange exchange) {
        ProviderId id = provider(exchange).id();
        if (previews(exchange)) {
            RevisionRoutes.reply(exchange, imports.compare(id));
        } else {
            tell(exchange, id, imports.run(id), 502);
        }
    }

    private void takeList(Exchange exchange) throws Exception {
        ProviderId id = provider(exchange).id();
        try (InputStream list = exchange.upload()) {
            if (previews(exchange)) {
                RevisionRoutes.reply(exchange, imports.compare(id, list));
            } else {
                tell(exchange, id, imports.take(id, list), 422);
            }
        }
    }

    /** Whether only to show what would change: {@code ?preview=true}. */
    private static boolean previews(Exchange exchange) {
        return exchange.parameter("preview")
                .map(asked -> switch (asked) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Fields.wrong("preview", "\"true\" or \"false\"");
                })
                .orElse(false);
    }

    /** The list of this provider that waits, as a field to say where. */
    private Map<String, String> suspicious(ProviderId id, String reason) {
        Map<String, String> more = new TreeMap<>(Map.of("outcome", "suspicious", "reason", reason));
        imports.revisions().of(id).stream()
                .filter(each -> each.state() == RevisionState.QUARANTINED
                        && each.reason().equals(reason))
                .findFirst()
                .ifPresent(each -> more.put("revision", each.id().toString()));
        return more;
    }

    /** @param failed the status of a list that could not be read: it depends on who should have brought it */
    private void tell(Exchange exchange, ProviderId id, ImportOutcome outcome, int failed) {
        switch (outcome) {
            case ImportOutcome.Applied applied -> Json.reply(exchange, 200, json -> write(json, applied));
            case ImportOutcome.Suspicious(String reason) ->
                new Problem(422, "list-suspicious", "The list was not applied", reason, suspicious(id, reason))
                        .reply(exchange);
            case ImportOutcome.Cancelled() ->
                new Problem(
                                409,
                                "list-cancelled",
                                "The list was not applied",
                                "An operator cancelled it.",
                                Map.of("outcome", "cancelled"))
                        .reply(exchange);
            case ImportOutcome.Failed(String reason) ->
                new Problem(
                                failed,
                                "list-failed",
                                "The list could not be read",
                                reason,
                                Map.of("outcome", "failed", "reason", reason))
                        .reply(exchange);
        }
    }

    private Provider provider(Exchange exchange) {
        ProviderId id = new ProviderId(Door.id(exchange));
        return catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
    }

    private static void reply(Exchange exchange, int status, Provider provider) {
        Json.reply(exchange, status, json -> write(json, provider));
    }

    /** With the address and headers: operators edit them, and whoever reads this is one. Without the proxy's password. */
    private static void write(JsonGenerator json, Provider provider) {
        json.writeStartObject();
        json.writeNumberProperty("id", provider.id().value());
        json.writeStringProperty("name", provider.name());
        json.writeStringProperty("kind", provider.kind().label());
        json.writeStringProperty("url", provider.url());
        json.writeNumberProperty("maxConnections", provider.maxConnections());
        json.writeStringProperty("userAgent", provider.userAgent());
        write(json, provider.reach());
        write(json, provider.upkeep());
        json.writeStringProperty("createdAt", provider.createdAt().toString());
        Json.instant(json, "importedAt", provider.importedAt());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reach reach) {
        json.writeObjectPropertyStart("headers");
        new TreeMap<>(reach.headers()).forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("proxy", reach.proxy().map(ProxyUrl::shown).orElse(""));
        Json.seconds(json, "connectTimeoutSeconds", reach.connectTimeout());
        Json.seconds(json, "silenceTimeoutSeconds", reach.silenceTimeout());
    }

    private static void write(JsonGenerator json, Upkeep upkeep) {
        json.writeObjectPropertyStart("options");
        new TreeMap<>(upkeep.options()).forEach(json::writeStringProperty);
        json.writeEndObject();
        Json.seconds(json, "refreshSeconds", upkeep.refresh());
    }

    private static void write(JsonGenerator json, ListPreview preview) {
        json.writeStartObject();
        json.writeNumberProperty("total", preview.total());
        json.writeArrayPropertyStart("items");
        for (ListPreview.Entry each : preview.entries()) {
            json.writeStartObject();
            json.writeStringProperty("name", each.name());
            json.writeStringProperty("group", each.group());
            json.writeStringProperty("logo", each.logo());
            json.writeStringProperty("kind", each.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("url", each.url());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("skipped");
        new TreeMap<>(preview.skipped()).forEach(json::writeNumberProperty);
        json.writeEndObject();
        preview.trouble().ifPresent(trouble -> json.writeStringProperty("trouble", trouble));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ImportOutcome.Applied applied) {
        json.writeStartObject();
        json.writeStringProperty("outcome", "applied");
        json.writeNumberProperty("new", applied.added());
        json.writeNumberProperty("changed", applied.changed());
        json.writeNumberProperty("gone", applied.gone());
        json.writeNumberProperty("unchanged", applied.unchanged());
        json.writeObjectPropertyStart("skipped");
        new TreeMap<>(applied.skipped()).forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
    }
}
