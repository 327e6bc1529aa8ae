package masthead.rest;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;
import masthead.catalog.rules.Changes;
import masthead.catalog.rules.Conditions;
import masthead.catalog.rules.Effect;
import masthead.catalog.rules.Preset;
import masthead.catalog.rules.Presets;
import masthead.catalog.rules.Rule;
import masthead.catalog.rules.RuleBook;
import masthead.catalog.rules.RuleId;
import masthead.catalog.rules.RuleTerms;
import masthead.catalog.rules.Rules;
import masthead.catalog.rules.TextTest;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/rules}: what is done to the channels of lists, in which order, and what it would do. */
public final class RuleRoutes extends Subject {
    private static final int SAMPLES = 10;
    private static final int MOST_SAMPLES = 200;
    private static final String[] FIELDS = {
        "name",
        "enabled",
        "nameContains",
        "nameEquals",
        "nameMatches",
        "groupContains",
        "groupEquals",
        "groupMatches",
        "providers",
        "kinds",
        "rename",
        "regroup",
        "number",
        "hide",
        "order",
        "mergeInto",
        "mergeName"
    };

    private final Rules rules;

    public RuleRoutes(Rules rules) {
        this.rules = rules;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/rules", this::list)
                .on("POST", "/api/rules", this::add)
                .on("PUT", "/api/rules/order", this::order)
                .on("GET", "/api/rules/presets", this::presets)
                .on("PUT", "/api/rules/presets", this::putPresets)
                .on("POST", "/api/rules/preview", this::preview)
                .on("GET", "/api/rules/{id}", exchange -> reply(exchange, 200, rules.find(id(exchange))))
                .on("PUT", "/api/rules/{id}", this::edit)
                .on("DELETE", "/api/rules/{id}", this::remove);
    }

    private void list(Exchange exchange) {
        List<Rule> all = rules.all();
        Json.replyList(exchange, all.size(), all, RuleRoutes::write);
    }

    private void add(Exchange exchange) {
        RuleTerms terms = terms(Fields.of(exchange, FIELDS));
        Rule added = Refusal.unlessValid(() -> rules.add(terms));
        reply(exchange.with("Location", exchange.origin().path() + "/api/rules/" + added.id()), 201, added);
    }

    private void edit(Exchange exchange) {
        RuleId id = id(exchange);
        reply(exchange, 200, rules.edit(id, terms(Fields.of(exchange, FIELDS))));
    }

    private void remove(Exchange exchange) {
        rules.remove(id(exchange));
        exchange.reply(204);
    }

    private void order(Exchange exchange) {
        List<Integer> ids =
                Fields.required("rules", Fields.of(exchange, "rules").ids("rules"));
        Refusal.unlessValid(() -> {
            rules.order(ids.stream().map(RuleId::new).toList());
            return ids;
        });
        list(exchange);
    }

    private void presets(Exchange exchange) {
        Presets on = rules.presets();
        List<Preset> all = List.of(Preset.values());
        Json.replyList(exchange, all.size(), all, (json, each) -> {
            json.writeStartObject();
            json.writeStringProperty("name", each.label());
            json.writeStringProperty("says", each.says());
            json.writeBooleanProperty("on", on.on().containsKey(each));
            write(json, "providers", on.on().getOrDefault(each, Set.of()));
            json.writeEndObject();
        });
    }

    private void putPresets(Exchange exchange) {
        Fields fields = Fields.of(exchange, "presets");
        rules.put(presets(Fields.required("presets", fields.objects("presets", "name", "providers"))));
        presets(exchange);
    }

    /** Presets or rules that the request does not name are those that are kept. */
    private void preview(Exchange exchange) {
        Fields fields = Fields.of(exchange, "presets", "rules", "samples");
        int samples = Math.min(MOST_SAMPLES, fields.whole("samples").orElse(SAMPLES));
        RuleBook kept = rules.book();
        Presets presets = fields.objects("presets", "name", "providers")
                .map(RuleRoutes::presets)
                .orElse(kept.presets());
        List<RuleTerms> terms = fields.objects("rules", FIELDS)
                .map(all -> all.stream().map(RuleRoutes::terms).toList())
                .orElse(kept.rules());
        Effect effect = rules.preview(new RuleBook(presets, terms), samples);
        Json.reply(exchange, 200, json -> write(json, effect));
    }

    private static RuleId id(Exchange exchange) {
        return new RuleId(Door.id(exchange));
    }

    // ---- in ----

    private static Presets presets(List<Fields> all) {
        Map<Preset, Set<ProviderId>> on = new EnumMap<>(Preset.class);
        String known = Arrays.stream(Preset.values()).map(Preset::label).collect(Collectors.joining(", "));
        for (Fields each : all) {
            Preset preset = Preset.labelled(Fields.required("name", each.text("name")))
                    .orElseThrow(() -> Fields.wrong("name", "one of " + known));
            on.put(preset, providers(each));
        }
        return new Presets(on);
    }

    private static Set<ProviderId> providers(Fields fields) {
        return fields.ids("providers").orElse(List.of()).stream()
                .map(ProviderId::new)
                .collect(Collectors.toSet());
    }

    private static RuleTerms terms(Fields fields) {
        return Refusal.unlessValid(() -> new RuleTerms(
                fields.text("name").orElse(""),
                fields.flag("enabled").orElse(true),
                new Conditions(test(fields, "name"), test(fields, "group"), providers(fields), kinds(fields)),
                new Changes(
                        fields.text("rename"),
                        fields.text("regroup"),
                        fields.whole("number"),
                        fields.flag("hide"),
                        place(fields),
                        fields.whole("mergeInto").filter(each -> each > 0).map(ChannelId::new),
                        fields.text("mergeName"))));
    }

    private static Optional<TextTest> test(Fields fields, String what) {
        List<TextTest> tests = Stream.of(TextTest.How.values())
                .flatMap(how -> fields.text(what + capital(how)).map(text -> new TextTest(how, text)).stream())
                .toList();
        if (tests.size() > 1) {
            throw Fields.wrong(what + capital(tests.get(1).how()), "the only condition on the " + what);
        }
        return tests.stream().findFirst();
    }

    private static String capital(TextTest.How how) {
        return how.name().charAt(0) + how.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static Set<FeedKind> kinds(Fields fields) {
        List<String> names = fields.texts("kinds").orElse(List.of());
        Set<FeedKind> kinds = Arrays.stream(FeedKind.values())
                .filter(each -> names.contains(each.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        if (kinds.size() != new HashSet<>(names).size()) {
            throw Fields.wrong("kinds", "a list of kinds of feeds, such as \"ts\", \"hls\" or \"movie\"");
        }
        return kinds;
    }

    private static Optional<Changes.Place> place(Fields fields) {
        return fields.text("order")
                .map(text -> Arrays.stream(Changes.Place.values())
                        .filter(each -> each.label().equals(text))
                        .findFirst()
                        .orElseThrow(() -> Fields.wrong("order", "\"first\", \"name\" or \"last\"")));
    }

    // ---- out ----

    private static void reply(Exchange exchange, int status, Rule rule) {
        Json.reply(exchange, status, json -> write(json, rule));
    }

    private static void write(JsonGenerator json, Rule rule) {
        json.writeStartObject();
        json.writeNumberProperty("id", rule.id().value());
        write(json, rule.terms());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RuleTerms terms) {
        json.writeStringProperty("name", terms.name());
        json.writeBooleanProperty("enabled", terms.enabled());
        Conditions when = terms.when();
        when.name().ifPresent(each -> json.writeStringProperty("name" + capital(each.how()), each.text()));
        when.group().ifPresent(each -> json.writeStringProperty("group" + capital(each.how()), each.text()));
        write(json, "providers", when.providers());
        json.writeArrayPropertyStart("kinds");
        when.kinds().stream()
                .sorted()
                .forEach(each -> json.writeString(each.name().toLowerCase(Locale.ROOT)));
        json.writeEndArray();
        Changes then = terms.then();
        then.rename().ifPresent(each -> json.writeStringProperty("rename", each));
        then.regroup().ifPresent(each -> json.writeStringProperty("regroup", each));
        then.number().ifPresent(each -> json.writeNumberProperty("number", each));
        then.hide().ifPresent(each -> json.writeBooleanProperty("hide", each));
        then.place().ifPresent(each -> json.writeStringProperty("order", each.label()));
        then.mergeInto().ifPresent(each -> json.writeNumberProperty("mergeInto", each.value()));
        then.mergeName().ifPresent(each -> json.writeStringProperty("mergeName", each));
    }

    private static void write(JsonGenerator json, String name, Set<ProviderId> providers) {
        json.writeArrayPropertyStart(name);
        providers.stream().mapToInt(ProviderId::value).sorted().forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Effect effect) {
        json.writeStartObject();
        json.writeNumberProperty("channels", effect.channels());
        write(json, "all", effect.counts());
        write(json, "news", effect.news());
        json.writeArrayPropertyStart("rules");
        effect.rules().forEach(each -> {
            json.writeStartObject();
            json.writeStringProperty("name", each.rule().name());
            json.writeNumberProperty("fitting", each.fitting());
            json.writeNumberProperty("givenUp", each.givenUp());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeArrayPropertyStart("samples");
        effect.samples().forEach(each -> {
            json.writeStartObject();
            json.writeNumberProperty("channel", each.channel());
            write(json, "before", each.before());
            write(json, "after", each.after());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Map<Effect.Change, Integer> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((change, count) -> json.writeNumberProperty(change.name().toLowerCase(Locale.ROOT), count));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Effect.State state) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("name", state.name());
        json.writeStringProperty("category", state.group());
        json.writeNumberProperty("number", state.number());
        json.writeBooleanProperty("hidden", state.hidden());
        if (state.mergedInto() > 0) {
            json.writeNumberProperty("mergedInto", state.mergedInto());
        }
        json.writeEndObject();
    }
}
