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
import tools.jackson.core.JsonGenerator;

/** {@code /api/rules}: what is done to the channels of lists, in which order, and what it would do. */
public final class RuleRoutes extends Subject {
    private static final int SAMPLES = 10;
    private static final int MOST_SAMPLES = 200;
    private static final List<Field> FIELDS = List.of(
            Field.text("name", ""),
            Field.flag("enabled", "True where it is not said."),
            Field.text("nameContains", "One condition on the name at most."),
            Field.text("nameEquals", ""),
            Field.text("nameMatches", "A regular expression."),
            Field.text("groupContains", "One condition on the group at most."),
            Field.text("groupEquals", ""),
            Field.text("groupMatches", "A regular expression."),
            Field.ids("providers", "Empty is all."),
            Field.texts("kinds", "Of feeds, such as ts, hls or movie; empty is all."),
            Field.text("rename", "$1 and so on are groups of nameMatches."),
            Field.text("regroup", ""),
            Field.count("number", ""),
            Field.flag("hide", ""),
            Field.word("order", "", List.of("first", "name", "last")),
            Field.count("mergeInto", "The channel whose feeds they become; 0 is none."),
            Field.text("mergeName", "As mergeInto, by the channel's name."));
    private static final Shape.Thing RULE = Shape.thing("Rule", Field.id("id", ""))
            .and("Rule", Shape.asked(FIELDS).fields().toArray(Field[]::new));
    private static final Shape.Thing PRESET = Shape.thing(
            "Preset",
            Field.text("name", ""),
            Field.text("says", "What it does."),
            Field.flag("on", ""),
            Field.ids("providers", "Empty is all."));
    private static final Shape.Thing PRESET_ASKED =
            Shape.asked(List.of(Field.text("name", "").must(), Field.ids("providers", "Empty is all.")));
    private static final Shape.Thing STATE = Shape.thing(
            "RuledState",
            Field.text("name", ""),
            Field.text("category", ""),
            Field.count("number", ""),
            Field.flag("hidden", ""),
            Field.id("mergedInto", "").maybe());
    private static final Shape.Thing EFFECT = Shape.thing(
            "RuleEffect",
            Field.count("channels", "How many there are."),
            Field.namedCounts("all", "How many would be as no list has them, by what is changed."),
            Field.namedCounts("news", "How many would be otherwise than now, by what is changed."),
            Field.list(
                    "rules",
                    Shape.thing(
                            "RuledCount",
                            Field.text("name", ""),
                            Field.count("fitting", ""),
                            Field.count("givenUp", "Names too hard for its expression.")),
                    ""),
            Field.list(
                    "samples",
                    Shape.thing(
                            "RuledSample",
                            Field.id("channel", ""),
                            Field.of("before", STATE, ""),
                            Field.of("after", STATE, "")),
                    ""));

    private final Rules rules;

    public RuleRoutes(Rules rules) {
        this.rules = rules;
    }

    @Override
    void addTo(Door door) {
        String one = "/api/rules/{id}";
        Field some = Field.list("presets", PRESET_ASKED, "Those that shall be on; others are off.");
        door.on(
                        Operation.get("/api/rules", "What is done to the channels of lists, in this order")
                                .answersPageOf(RULE),
                        this::list)
                .on(
                        Operation.post("/api/rules", "Adds a rule, as the last")
                                .takes(FIELDS)
                                .answers(201, RULE),
                        this::add)
                .on(
                        Operation.put("/api/rules/order", "Puts all rules in this order")
                                .takes(Field.ids("rules", "All of them.").must())
                                .answersAllOf(RULE),
                        this::order)
                .on(
                        Operation.get("/api/rules/presets", "Rules that come with the program")
                                .answersAllOf(PRESET),
                        this::presets)
                .on(
                        Operation.put("/api/rules/presets", "Switches presets on and off")
                                .takes(some.must())
                                .answersAllOf(PRESET),
                        this::putPresets)
                .on(
                        Operation.post("/api/rules/preview", "What rules and presets would do; nothing is changed")
                                .takes(
                                        some,
                                        Field.list(
                                                "rules",
                                                Shape.asked(FIELDS),
                                                "Those that are kept where it is not said."),
                                        Field.whole("samples", "10 where it is not said.", 0, MOST_SAMPLES))
                                .answers(EFFECT),
                        this::preview)
                .on(Operation.get(one, "A rule").answers(RULE), call -> reply(call, 200, rules.find(id(call))))
                .on(
                        Operation.put(one, "Changes a rule as a whole")
                                .takes(FIELDS)
                                .answers(RULE),
                        this::edit)
                .on(Operation.delete(one, "Removes a rule"), this::remove);
    }

    private void list(Call call) {
        List<Rule> all = rules.all();
        call.replyPageOf(all, RuleRoutes::write);
    }

    private void add(Call call) {
        RuleTerms terms = terms(call.fields());
        Rule added = Refusal.unlessValid(() -> rules.add(terms));
        call.replyAdded(added.id(), json -> write(json, added));
    }

    private void edit(Call call) {
        RuleId id = id(call);
        reply(call, 200, rules.edit(id, terms(call.fields())));
    }

    private void remove(Call call) {
        rules.remove(id(call));
        call.replyNothing();
    }

    private void order(Call call) {
        List<Integer> ids = Fields.required("rules", call.fields().ids("rules"));
        Refusal.unlessValid(() -> {
            rules.order(ids.stream().map(RuleId::new).toList());
            return ids;
        });
        List<Rule> all = rules.all();
        call.replyList(all.size(), all, RuleRoutes::write);
    }

    private void presets(Call call) {
        Presets on = rules.presets();
        List<Preset> all = List.of(Preset.values());
        call.replyList(all.size(), all, (json, each) -> {
            json.writeStartObject();
            json.writeStringProperty("name", each.label());
            json.writeStringProperty("says", each.says());
            json.writeBooleanProperty("on", on.on().containsKey(each));
            write(json, "providers", on.on().getOrDefault(each, Set.of()));
            json.writeEndObject();
        });
    }

    private void putPresets(Call call) {
        Fields fields = call.fields();
        rules.put(presets(Fields.required("presets", fields.objects("presets"))));
        presets(call);
    }

    /** Presets or rules that the request does not name are those that are kept. */
    private void preview(Call call) {
        Fields fields = call.fields();
        int samples = fields.whole("samples").orElse(SAMPLES);
        RuleBook kept = rules.book();
        Presets presets = fields.objects("presets").map(RuleRoutes::presets).orElse(kept.presets());
        List<RuleTerms> terms = fields.objects("rules")
                .map(all -> all.stream().map(RuleRoutes::terms).toList())
                .orElse(kept.rules());
        Effect effect = rules.preview(new RuleBook(presets, terms), samples);
        call.reply(json -> write(json, effect));
    }

    private static RuleId id(Call call) {
        return new RuleId(call.id());
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

    private static void reply(Call call, int status, Rule rule) {
        call.reply(status, json -> write(json, rule));
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
