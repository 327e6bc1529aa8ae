package masthead.catalog.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works out what presets and rules say of every channel. Pure but for the readings it keeps; used once.
 *
 * <p>Channels come in the order of their lists, and each goes through presets and rules on its own. What concerns several comes
 * after that: numbers, places, and who is one channel with whom ({@link Merging}).
 */
final class Pass {
    private static final int IN_FRONT = -2_000_000_000;
    private static final int BEHIND = 1_600_000_000;
    private static final int PER_PROVIDER = 10_000_000;
    private static final int MOST_PROVIDERS = 150;

    private final Presets presets;
    private final List<Application> rules = new ArrayList<>();
    private final Readings readings;
    private final boolean renumber;

    /** @param renumber whether channels lose the numbers that rules gave them before */
    Pass(RuleBook book, Readings readings, boolean renumber) {
        this.presets = book.presets();
        this.readings = readings;
        this.renumber = renumber;
        for (RuleTerms each : book.rules()) {
            if (each.enabled()) {
                rules.add(new Application(each, rules.size()));
            }
        }
    }

    /**
     * What came of it.
     *
     * @param shapes by the place of the row
     * @param rules those that were applied, with their counts
     */
    record Ruling(List<Row> rows, List<Shape> shapes, List<Application> rules) {}

    /** @param providers names by id, in the order of the providers */
    Ruling over(List<Row> rows, Map<Integer, String> providers) {
        Map<Integer, Integer> ranks = HashMap.newHashMap(providers.size());
        providers.keySet().forEach(each -> ranks.put(each, Math.min(ranks.size(), MOST_PROVIDERS - 1)));
        List<Draft> drafts = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Draft draft = new Draft(row);
            if (row.listed().kind().live()) {
                polish(draft, providers.getOrDefault(row.source(), ""), ranks.getOrDefault(row.source(), 0));
            }
            rules.forEach(each -> each.applyTo(draft));
            drafts.add(draft);
        }
        number(drafts);
        place(drafts);
        Map<Integer, Integer> merged = new Merging(drafts, this::key, this::quality).into();
        List<Shape> shapes = new ArrayList<>(rows.size());
        drafts.forEach(each -> shapes.add(each.shape(merged.getOrDefault(each.row.id(), 0))));
        return new Ruling(rows, shapes, rules);
    }

    // ---- presets ----

    private void polish(Draft draft, String provider, int rank) {
        Row row = draft.row;
        int source = row.source();
        if (presets.has(Preset.DROP_QUALITY, source)) {
            draft.polish(readings.of(row.listed(), provider).bare());
        }
        if (presets.has(Preset.DROP_COUNTRY, source)) {
            draft.polish(Reading.withoutCountry(draft.name()));
        }
        if (presets.has(Preset.GROUP_BY_COUNTRY, source)) {
            readings.of(row.listed(), provider).country().ifPresent(draft::regroup);
        }
        if (presets.has(Preset.ONE_PER_NAME, source)) {
            draft.reading = readings.of(row.listed(), provider);
        }
        if (presets.has(Preset.PROVIDER_ORDER, source)) {
            draft.place(rank * PER_PROVIDER + Math.clamp(row.listed().position(), 0, PER_PROVIDER - 1));
        }
    }

    /** What makes it one channel with others; empty where nothing does. */
    private String key(Draft draft) {
        Reading read = draft.reading;
        if (read == null) {
            return "";
        }
        boolean other = draft.renamed() || draft.row.own().name().isPresent();
        String name = other ? readings.of(draft.seenName()).key() : read.key();
        return name.isEmpty() ? "" : read.places() + " " + name;
    }

    private int quality(Draft draft) {
        Row row = draft.row;
        return Optional.ofNullable(draft.reading)
                .orElseGet(() -> readings.of(row.listed(), ""))
                .quality();
    }

    // ---- numbers and places ----

    /** Numbers that were given stay, also those of channels that may be back, as long as a rule still gives one from there on. */
    private void number(List<Draft> drafts) {
        BitSet used = new BitSet();
        List<List<Draft>> waiting = new ArrayList<>();
        rules.forEach(each -> waiting.add(new ArrayList<>()));
        for (Draft each : drafts) {
            if (each.numbering >= 0) {
                int first = rules.get(each.numbering).rule().then().number().orElseThrow();
                int before = renumber ? 0 : each.row.shape().number().orElse(0);
                if (before >= first && !used.get(before)) {
                    used.set(before);
                    each.number(before);
                } else if (!each.row.gone()) {
                    waiting.get(each.numbering).add(each);
                }
            }
        }
        for (int rule = 0; rule < waiting.size(); rule++) {
            int next = rules.get(rule).rule().then().number().orElse(0);
            for (Draft each : waiting.get(rule)) {
                next = used.nextClearBit(next);
                used.set(next);
                each.number(next);
            }
        }
    }

    private void place(List<Draft> drafts) {
        List<List<Draft>> placed = new ArrayList<>();
        rules.forEach(each -> placed.add(new ArrayList<>()));
        drafts.stream()
                .filter(each -> each.placing >= 0)
                .forEach(each -> placed.get(each.placing).add(each));
        int front = IN_FRONT;
        int behind = BEHIND;
        for (int rule = 0; rule < placed.size(); rule++) {
            List<Draft> those = placed.get(rule);
            Optional<Changes.Place> where = rules.get(rule).rule().then().place();
            if (where.equals(Optional.of(Changes.Place.NAME))) {
                those.sort(Comparator.comparing(Draft::foldedName));
            }
            for (Draft each : those) {
                each.place(where.equals(Optional.of(Changes.Place.LAST)) ? behind++ : front++);
            }
        }
    }
}
