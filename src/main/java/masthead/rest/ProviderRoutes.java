package masthead.rest;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import tools.jackson.core.JsonGenerator;

/** {@code /api/providers}: accounts and lists we import from. */
public final class ProviderRoutes extends Subject {
    private static final int PREVIEWED = 200;
    private static final List<String> KINDS =
            Stream.of(ProviderKind.values()).map(ProviderKind::label).toList();
    private static final List<String> OUTCOMES = List.of("applied", "applicable", "suspicious");
    private static final Shape.Thing PROVIDER = Shape.thing(
            "Provider",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.word("kind", "", KINDS),
            Field.text("url", "Whole for editors; viewers see its host."),
            Field.count("maxConnections", "0 is without a limit."),
            Field.text("userAgent", ""),
            Field.namedTexts("headers", "Their values are for editors; viewers see ***."),
            Field.text("proxy", "Without its password."),
            Field.large("connectTimeoutSeconds", "").canBeNull(),
            Field.large("silenceTimeoutSeconds", "").canBeNull(),
            Field.namedTexts("options", ""),
            Field.large("refreshSeconds", "").canBeNull(),
            Field.time("createdAt", ""),
            Field.time("importedAt", "").canBeNull());
    private static final Shape.Thing LIST_PREVIEW = Shape.thing(
            "ListPreview",
            Field.count("total", ""),
            Field.list(
                    "items",
                    Shape.thing(
                            "ListEntry",
                            Field.text("name", ""),
                            Field.text("group", ""),
                            Field.text("logo", ""),
                            Field.text("kind", ""),
                            Field.text("url", "")),
                    "The first 200."),
            Field.namedCounts("skipped", "By their reasons."),
            Field.text("trouble", "Why it is not all of it.").maybe());
    private static final Shape.Thing APPLIED = Shape.thing(
            "ImportOutcome",
            Field.word("outcome", "applied; of a preview applicable or suspicious.", OUTCOMES),
            Field.count("new", "").maybe(),
            Field.count("changed", "").maybe(),
            Field.count("gone", "").maybe(),
            Field.count("unchanged", "").maybe(),
            Field.namedCounts("skipped", "By their reasons."),
            Field.text("reason", "Of a preview: why it would wait.").maybe(),
            Field.of("counts", RevisionRoutes.COUNTS, "Of a preview.").maybe(),
            Field.list("categories", RevisionRoutes.CATEGORY, "Of a preview.").maybe(),
            Field.count("categoriesLeftOut", "Of a preview.").maybe(),
            Field.of("samples", RevisionRoutes.SAMPLES, "Of a preview.").maybe());

    private final Catalogs catalogs;
    private final ProviderImport imports;

    public ProviderRoutes(Catalogs catalogs, ProviderImport imports) {
        this.catalogs = catalogs;
        this.imports = imports;
    }

    @Override
    void addTo(Door door) {
        String one = "/api/providers/{id}";
        Field preview = Field.flag("preview", "Whether only to tell what would change.");
        door.on(
                        Operation.get("/api/providers", "Accounts and lists we import from")
                                .query(Field.text("search", "A part of the name."), Field.word("kind", "", KINDS))
                                .answersPageOf(PROVIDER),
                        this::list)
                .on(
                        Operation.post("/api/providers", "Adds a provider; its list is imported when it is asked for")
                                .takes(fields(true))
                                .answers(201, PROVIDER)
                                .refuses(503),
                        this::add)
                .on(
                        Operation.post("/api/providers/preview", "What a provider would bring, were he added")
                                .takes(fields(true))
                                .answers(LIST_PREVIEW)
                                .refuses(502, 503),
                        this::preview)
                .on(Operation.get(one, "A provider").answers(PROVIDER), call -> reply(call, 200, provider(call)))
                .on(
                        Operation.patch(one, "Changes what is said of a provider; the rest stays")
                                .takes(fields(false))
                                .answers(PROVIDER)
                                .refuses(503),
                        this::edit)
                .on(Operation.delete(one, "Removes a provider and what only he has"), this::remove)
                .on(
                        Operation.post(
                                        one + "/import",
                                        "Fetches the list and applies it, and answers when that is done")
                                .query(preview)
                                .answers(APPLIED)
                                .refuses(409, 422, 502),
                        this::fetchList)
                .on(
                        Operation.put(one + "/list", "Takes a list as it is sent, packed or not")
                                .query(preview)
                                .takesFile("application/x-mpegurl")
                                .answers(APPLIED)
                                .refuses(409, 422),
                        this::takeList);
    }

    private void list(Call call) {
        Optional<String> search = call.text("search").map(each -> each.toLowerCase(Locale.ROOT));
        Optional<String> kind = call.text("kind");
        List<Provider> found = catalogs.current().providers().stream()
                .filter(each ->
                        search.isEmpty() || each.name().toLowerCase(Locale.ROOT).contains(search.get()))
                .filter(each -> kind.isEmpty() || each.kind().label().equals(kind.get()))
                .toList();
        call.replyPageOf(found, (json, each) -> write(json, each, call));
    }

    private void add(Call call) {
        Provider provider = catalogs.add(asked(call));
        call.replyAdded(provider.id(), json -> write(json, provider, call));
    }

    /** What a provider would bring, were he added; nothing is kept. */
    private void preview(Call call) {
        ListPreview preview = imports.preview(asked(call), PREVIEWED);
        if (preview.total() == 0 && preview.trouble().isPresent()) {
            String reason = preview.trouble().get();
            new Problem(502, "list-failed", "The list could not be read", reason, Map.of("reason", reason))
                    .reply(call.exchange());
            return;
        }
        call.reply(json -> write(json, preview));
    }

    /** @param fresh of one that is added, which must have a name, and whose kind stays */
    private static List<Field> fields(boolean fresh) {
        List<Field> fields =
                new ArrayList<>(List.of(fresh ? Field.text("name", "").must() : Field.text("name", "")));
        if (fresh) {
            fields.add(Field.word("kind", "m3u where it is not said.", KINDS));
        }
        fields.addAll(List.of(
                Field.text("url", "Of its list, page or panel; empty for lists that are sent here."),
                Field.text("username", "At a panel."),
                Field.text("password", "At a panel; never shown."),
                Field.count("maxConnections", "0 is without a limit."),
                Field.text("userAgent", ""),
                Field.namedTexts("headers", "Sent with each request."),
                Field.text("proxy", "An address such as http://user:password@host:port; empty for none."),
                Field.count("connectTimeoutSeconds", "").canBeNull(),
                Field.count("silenceTimeoutSeconds", "").canBeNull(),
                Field.namedTexts("options", "Of its kind."),
                Field.count("refreshSeconds", "Null is never.").canBeNull()));
        return fields;
    }

    private static NewProvider asked(Call call) {
        Fields fields = call.fields();
        ProviderKind kind = ProviderKind.labelled(fields.text("kind").orElse("m3u"))
                .orElseThrow(() -> Fields.wrong("kind", "one of " + String.join(", ", KINDS)));
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

    private void edit(Call call) {
        Provider old = provider(call);
        Fields fields = call.fields();
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
        reply(call, 200, edited);
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

    private void remove(Call call) {
        catalogs.remove(provider(call).id());
        call.replyNothing();
    }

    private void fetchList(Call call) {
        ProviderId id = provider(call).id();
        if (call.flag("preview")) {
            RevisionRoutes.reply(call, imports.compare(id));
        } else {
            tell(call, id, imports.run(id), 502);
        }
    }

    private void takeList(Call call) throws Exception {
        ProviderId id = provider(call).id();
        try (InputStream list = call.upload()) {
            if (call.flag("preview")) {
                RevisionRoutes.reply(call, imports.compare(id, list));
            } else {
                tell(call, id, imports.take(id, list), 422);
            }
        }
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
    private void tell(Call call, ProviderId id, ImportOutcome outcome, int failed) {
        switch (outcome) {
            case ImportOutcome.Applied applied -> call.reply(json -> write(json, applied));
            case ImportOutcome.Suspicious(String reason) ->
                new Problem(422, "list-suspicious", "The list was not applied", reason, suspicious(id, reason))
                        .reply(call.exchange());
            case ImportOutcome.Cancelled() ->
                new Problem(
                                409,
                                "list-cancelled",
                                "The list was not applied",
                                "An operator cancelled it.",
                                Map.of("outcome", "cancelled"))
                        .reply(call.exchange());
            case ImportOutcome.Failed(String reason) ->
                new Problem(
                                failed,
                                "list-failed",
                                "The list could not be read",
                                reason,
                                Map.of("outcome", "failed", "reason", reason))
                        .reply(call.exchange());
        }
    }

    private Provider provider(Call call) {
        ProviderId id = new ProviderId(call.id());
        return catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
    }

    private static void reply(Call call, int status, Provider provider) {
        call.reply(status, json -> write(json, provider, call));
    }

    /** With the address and headers for editors alone; without the proxy's password. */
    private static void write(JsonGenerator json, Provider provider, Call call) {
        json.writeStartObject();
        json.writeNumberProperty("id", provider.id().value());
        json.writeStringProperty("name", provider.name());
        json.writeStringProperty("kind", provider.kind().label());
        json.writeStringProperty("url", call.shown(provider.url()));
        json.writeNumberProperty("maxConnections", provider.maxConnections());
        json.writeStringProperty("userAgent", provider.userAgent());
        write(json, provider.reach(), call);
        write(json, provider.upkeep());
        json.writeStringProperty("createdAt", provider.createdAt().toString());
        Json.instant(json, "importedAt", provider.importedAt());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reach reach, Call call) {
        GuideSourceJson.headers(json, reach.headers(), call);
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
