package masthead.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import masthead.access.Role;
import masthead.catalog.Catalogs;
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
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.EffectView;
import masthead.dashboard.view.RuleForm;
import masthead.dashboard.view.RulesView;
import masthead.dashboard.view.Section;

/** {@code /dashboard/rules}: what is done to the channels of lists, in which order, and what a rule would do while it is typed. */
public final class RulePages extends Pages {
    private static final String LIST = "/rules";
    private static final int ROWS = 100;
    /** Of each kind of change. */
    private static final int SAMPLES = 8;
    /** Each goes through the whole catalog, and somebody types while it does. */
    private static final int PREVIEWS_AT_ONCE = 2;

    private static final int PREVIEW_PATIENCE_SECONDS = 10;
    private static final Changes NOTHING_YET = new Changes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final Rules rules;
    private final Catalogs catalogs;
    private final Semaphore previews = new Semaphore(PREVIEWS_AT_ONCE);

    public RulePages(Rules rules, Catalogs catalogs) {
        this.rules = rules;
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(LIST, visit -> list(visit, ""))
                .page(Role.EDITOR, "/rules/new", visit -> form(visit, 200, 0, RuleFields.fresh()))
                .page(
                        "/rules/{id}",
                        visit -> form(
                                visit,
                                200,
                                visit.id(),
                                RuleFields.of(rule(visit).terms())))
                .change("POST", Role.EDITOR, "/rules/preview", this::preview)
                .change(Role.EDITOR, "/rules/presets", LIST, this::putPresets)
                .change("POST", Role.EDITOR, "/rules/presets/preview", this::previewPresets)
                .change("POST", Role.EDITOR, LIST, visit -> keep(visit, 0))
                .change(
                        "POST",
                        Role.EDITOR,
                        "/rules/{id}",
                        visit -> keep(visit, rule(visit).id().value()))
                .change("POST", Role.EDITOR, "/rules/{id}/switch", this::turn)
                .change("POST", Role.EDITOR, "/rules/{id}/move", this::move)
                .change(Role.EDITOR, "/rules/{id}/remove", LIST, this::remove);
    }

    // ---- the list ----

    private void list(Visit visit, String told) {
        List<Rule> all = rules.all();
        RuleWords words = new RuleWords(catalogs.current());
        int from = Math.min(visit.offset(), Math.max(0, all.size() - 1)) / ROWS * ROWS;
        List<RulesView.Row> rows = new ArrayList<>();
        for (Rule each : all.subList(from, Math.min(from + ROWS, all.size()))) {
            RuleTerms terms = each.terms();
            rows.add(new RulesView.Row(
                    each.id().value(),
                    from + rows.size() + 1,
                    terms.name().isEmpty() ? "Rule " + each.id() : terms.name(),
                    terms.enabled(),
                    words.when(terms.when()),
                    words.then(terms.then())));
        }
        RulesView view = new RulesView(
                presets(), providers(), rows, new ChannelsView.Span(from, rows.size(), ROWS, all.size()), told);
        visit.show(Section.RULES, "Rules", visit.part() ? "rules-list" : "rules", view);
    }

    private List<ChannelsView.Choice> providers() {
        return catalogs.current().providers().stream()
                .map(each -> new ChannelsView.Choice(each.id().value(), each.name()))
                .toList();
    }

    private void turn(Visit visit) {
        Rule rule = rule(visit);
        RuleTerms terms = rule.terms();
        boolean on = visit.ticked("on");
        rules.edit(rule.id(), new RuleTerms(terms.name(), on, terms.when(), terms.then()));
        list(visit, title(rule) + (on ? " is on." : " is off."));
    }

    private void move(Visit visit) {
        Rule rule = rule(visit);
        List<RuleId> order = new ArrayList<>(rules.all().stream().map(Rule::id).toList());
        int place;
        try {
            place = Math.clamp(visit.choice("to"), 1, order.size());
            order.remove(rule.id());
            order.add(place - 1, rule.id());
            rules.order(order);
        } catch (IllegalArgumentException e) {
            throw new Refused(409, "The rules have changed meanwhile: load the page again.");
        }
        list(visit, title(rule) + " is number " + place + " of " + order.size() + " now.");
    }

    private static String title(Rule rule) {
        return rule.terms().name().isEmpty()
                ? "Rule " + rule.id()
                : rule.terms().name();
    }

    private void remove(Visit visit) {
        Rule rule = rule(visit);
        rules.remove(rule.id());
        visit.done(LIST, title(rule) + " was removed, and what it did is undone.");
    }

    private Rule rule(Visit visit) {
        return rules.find(new RuleId(visit.id()));
    }

    // ---- presets ----

    private List<RulesView.PresetRow> presets() {
        Map<Preset, Set<ProviderId>> on = rules.presets().on();
        return Arrays.stream(Preset.values())
                .map(each -> new RulesView.PresetRow(
                        each.label(),
                        Character.toUpperCase(each.label().charAt(0))
                                + each.label().substring(1).replace('-', ' '),
                        each.says(),
                        on.containsKey(each),
                        RuleFields.written(on.getOrDefault(each, Set.of())),
                        where(on.getOrDefault(each, Set.of()))))
                .toList();
    }

    private String where(Set<ProviderId> providers) {
        return providers.isEmpty()
                ? "all providers"
                : Words.count(providers.size()) + " of "
                        + Words.count(catalogs.current().providers().size(), "provider");
    }

    private static Presets presets(Visit visit) {
        Map<Preset, Set<ProviderId>> on = new EnumMap<>(Preset.class);
        for (Preset each : Preset.values()) {
            if (visit.ticked("on-" + each.label())) {
                on.put(each, RuleFields.providers(visit.text("providers-" + each.label())));
            }
        }
        return new Presets(on);
    }

    private void putPresets(Visit visit) {
        rules.put(presets(visit));
        visit.done(LIST, "Saved: players see it from now on.");
    }

    private void previewPresets(Visit visit) {
        Effect effect = effect(new RuleBook(presets(visit), rules.book().rules()));
        String note = effect.samples().isEmpty()
                ? "Players would see no difference."
                : "Of " + Words.count(effect.channels(), "channel") + " players would see these in another way:";
        visit.show(Section.RULES, "Rules", "effect", new RuleWords(catalogs.current()).effect(note, effect));
    }

    // ---- one rule ----

    private void form(Visit visit, int status, int id, RuleFields fields) {
        RuleWords words = new RuleWords(catalogs.current());
        List<String> summary = id == 0
                ? List.of()
                : rules.all().stream()
                        .filter(each -> each.id().value() == id)
                        .flatMap(each ->
                                List.of(
                                        words.when(each.terms().when()),
                                        words.then(each.terms().then()))
                                        .stream())
                        .toList();
        visit.show(
                status,
                Section.RULES,
                id == 0 ? "Add a rule" : "Rule " + id,
                "rule",
                new RuleForm(id, fields.typed(), fields.wrong(), providers(), kinds(), summary));
    }

    private static List<RuleForm.Kind> kinds() {
        return Arrays.stream(FeedKind.values())
                .filter(each -> each != FeedKind.EPISODE)
                .map(each -> new RuleForm.Kind(
                        each.name().toLowerCase(Locale.ROOT),
                        switch (each) {
                            case TS -> "Transport streams";
                            case HLS -> "HLS";
                            case ACESTREAM -> "AceStream";
                            case MOVIE -> "Movies";
                            case SERIES -> "Series";
                            case EPISODE -> "Episodes";
                            case CARD -> "Test cards";
                            case FILE -> "Files of this machine";
                            case OTHER -> "Anything else";
                        }))
                .toList();
    }

    private void keep(Visit visit, int id) {
        RuleFields fields = RuleFields.of(visit);
        Optional<RuleTerms> terms = fields.terms();
        if (terms.isEmpty()) {
            form(visit, 422, id, fields);
            return;
        }
        if (id == 0) {
            try {
                rules.add(terms.get());
            } catch (IllegalArgumentException e) {
                throw new Refused(409, "There are as many rules as there can be: remove one first.");
            }
        } else {
            rules.edit(new RuleId(id), terms.get());
        }
        visit.done(LIST, "Saved: players see it from now on.");
    }

    /** Switched on, whether it is or not: that is what is asked. Nothing is kept. */
    private void preview(Visit visit) {
        RuleFields fields = RuleFields.of(visit);
        Optional<RuleTerms> terms = fields.terms();
        Optional<Conditions> when = fields.conditions();
        Map<String, String> wrong = new HashMap<>(fields.wrong());
        if (when.isEmpty() || (terms.isEmpty() && !wrong.keySet().equals(Set.of("then")))) {
            show(visit, new EffectView("Mend what is marked.", List.of(), List.of(), wrong));
            return;
        }
        wrong.remove("then"); // there is still time to say what it does
        int id = visit.choice("id");
        Changes then = terms.map(RuleTerms::then).orElse(NOTHING_YET);
        RuleTerms asked = new RuleTerms("", true, when.get(), then);
        List<Rule> kept = rules.all();
        List<RuleTerms> book = new ArrayList<>(kept.stream().map(Rule::terms).toList());
        int place = kept.stream().map(each -> each.id().value()).toList().indexOf(id);
        if (place < 0) {
            place = book.size();
            book.add(asked); // it is not kept yet, and comes behind the others
        } else {
            book.set(place, asked);
        }
        Effect effect = effect(new RuleBook(rules.presets(), book));
        int switchedOn =
                (int) book.subList(0, place).stream().filter(RuleTerms::enabled).count();
        Effect.RuleCount count = effect.rules().get(switchedOn);
        EffectView view = new RuleWords(catalogs.current()).effect(note(count, effect, terms.isPresent()), effect);
        show(
                visit,
                terms.isPresent()
                        ? new EffectView(view.note(), view.counts(), view.samples(), wrong)
                        : new EffectView(view.note(), List.of(), List.of(), wrong));
    }

    private static String note(Effect.RuleCount count, Effect effect, boolean whole) {
        String about = "It is about " + Words.count(count.fitting()) + " of "
                + Words.count(effect.channels(), "channel") + ". ";
        String slow = count.givenUp() == 0
                ? ""
                : "Its expression took too long for " + Words.count(count.givenUp(), "name")
                        + " and was given up there. ";
        String changes = !whole
                ? "Say what shall be done with them."
                : effect.samples().isEmpty()
                        ? "Players would see no difference."
                        : "Players would see these in another way:";
        return about + slow + changes;
    }

    private static void show(Visit visit, EffectView view) {
        visit.show(Section.RULES, "Rules", "rule-effect", view);
    }

    private Effect effect(RuleBook book) {
        boolean mine = false;
        try {
            mine = previews.tryAcquire(PREVIEW_PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new Refused(503, "Too many previews are under way: try again.");
            }
            return rules.preview(book, SAMPLES);
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
            throw new Refused(503, "The server ends.");
        } finally {
            if (mine) {
                previews.release();
            }
        }
    }
}
