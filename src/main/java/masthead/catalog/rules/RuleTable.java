package masthead.catalog.rules;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedKind;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.TextMap;
import org.jdbi.v3.core.Handle;

/** Tables {@code rule} and {@code rule_preset}. */
final class RuleTable {
    private RuleTable() {}

    static List<Rule> all(Handle handle) {
        return handle.createQuery("SELECT id, name, enabled, conditions, changes FROM rule ORDER BY position, id")
                .map((row, context) -> new Rule(
                        new RuleId(row.getInt("id")),
                        new RuleTerms(
                                row.getString("name"),
                                row.getInt("enabled") != 0,
                                conditions(TextMap.read(row.getString("conditions"))),
                                changes(TextMap.read(row.getString("changes"))))))
                .list();
    }

    static RuleBook book(Handle handle) {
        return new RuleBook(
                presets(handle), all(handle).stream().map(Rule::terms).toList());
    }

    static RuleId add(Handle handle, RuleTerms terms) {
        return handle.createQuery("""
                        INSERT INTO rule (position, name, enabled, conditions, changes)
                        SELECT COALESCE(MAX(position), 0) + 1, :name, :enabled, :conditions, :changes FROM rule
                        RETURNING id
                        """)
                .bind("name", terms.name())
                .bind("enabled", terms.enabled() ? 1 : 0)
                .bind("conditions", TextMap.write(written(terms.when())))
                .bind("changes", TextMap.write(written(terms.then())))
                .mapTo(Integer.class)
                .map(RuleId::new)
                .one();
    }

    /** @throws NoSuchEntry if there is none with this id */
    static void edit(Handle handle, RuleId id, RuleTerms terms) {
        int found = handle.createUpdate("""
                        UPDATE rule
                        SET name = :name, enabled = :enabled, conditions = :conditions, changes = :changes WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("name", terms.name())
                .bind("enabled", terms.enabled() ? 1 : 0)
                .bind("conditions", TextMap.write(written(terms.when())))
                .bind("changes", TextMap.write(written(terms.then())))
                .execute();
        requireFound(found, id);
    }

    /** @throws NoSuchEntry if there is none with this id */
    static void remove(Handle handle, RuleId id) {
        requireFound(handle.execute("DELETE FROM rule WHERE id = ?", id.value()), id);
    }

    private static void requireFound(int found, RuleId id) {
        if (found == 0) {
            throw new NoSuchEntry("rule", id);
        }
    }

    static void order(Handle handle, List<RuleId> ids) {
        for (int at = 0; at < ids.size(); at++) {
            handle.execute(
                    "UPDATE rule SET position = ? WHERE id = ?",
                    at + 1,
                    ids.get(at).value());
        }
    }

    static Presets presets(Handle handle) {
        Map<Preset, Set<ProviderId>> on = new EnumMap<>(Preset.class);
        handle.createQuery("SELECT name, providers FROM rule_preset")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each ->
                        Preset.labelled(each.getKey()).ifPresent(preset -> on.put(preset, providers(each.getValue()))));
        return new Presets(on);
    }

    static void put(Handle handle, Presets presets) {
        handle.execute("DELETE FROM rule_preset");
        presets.on()
                .forEach((preset, providers) -> handle.execute(
                        "INSERT INTO rule_preset (name, providers) VALUES (?, ?)", preset.label(), written(providers)));
    }

    // ---- as they are kept ----

    private static Map<String, String> written(Conditions when) {
        Map<String, String> kept = new LinkedHashMap<>();
        when.name().ifPresent(each -> kept.put("name-" + each.how().wireName(), each.text()));
        when.group().ifPresent(each -> kept.put("group-" + each.how().wireName(), each.text()));
        if (!when.providers().isEmpty()) {
            kept.put("providers", written(when.providers()));
        }
        if (!when.kinds().isEmpty()) {
            kept.put("kinds", when.kinds().stream().sorted().map(Enum::name).collect(Collectors.joining(",")));
        }
        return kept;
    }

    private static Conditions conditions(Map<String, String> kept) {
        Set<String> kinds = Set.of(kept.getOrDefault("kinds", "").split(","));
        return new Conditions(
                test(kept, "name-"),
                test(kept, "group-"),
                providers(kept.getOrDefault("providers", "")),
                Arrays.stream(FeedKind.values())
                        .filter(each -> kinds.contains(each.name()))
                        .collect(Collectors.toSet()));
    }

    private static Optional<TextTest> test(Map<String, String> kept, String prefix) {
        return Arrays.stream(TextTest.How.values())
                .filter(each -> kept.containsKey(prefix + each.wireName()))
                .map(each -> new TextTest(each, kept.getOrDefault(prefix + each.wireName(), "")))
                .findFirst();
    }

    private static Map<String, String> written(Changes then) {
        Map<String, String> kept = new HashMap<>();
        then.rename().ifPresent(each -> kept.put("rename", each));
        then.regroup().ifPresent(each -> kept.put("regroup", each));
        then.number().ifPresent(each -> kept.put("number", each.toString()));
        then.hide().ifPresent(each -> kept.put("hide", each.toString()));
        then.place().ifPresent(each -> kept.put("place", each.label()));
        then.mergeInto().ifPresent(each -> kept.put("merge-into", each.toString()));
        then.mergeName().ifPresent(each -> kept.put("merge-name", each));
        return kept;
    }

    private static Changes changes(Map<String, String> kept) {
        return new Changes(
                Optional.ofNullable(kept.get("rename")),
                Optional.ofNullable(kept.get("regroup")),
                Optional.ofNullable(kept.get("number")).map(Integer::valueOf),
                Optional.ofNullable(kept.get("hide")).map(Boolean::valueOf),
                Optional.ofNullable(kept.get("place"))
                        .map(each -> Changes.Place.valueOf(each.toUpperCase(Locale.ROOT))),
                Optional.ofNullable(kept.get("merge-into")).map(each -> new ChannelId(Integer.parseInt(each))),
                Optional.ofNullable(kept.get("merge-name")));
    }

    private static String written(Set<ProviderId> providers) {
        return providers.stream()
                .map(ProviderId::value)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static Set<ProviderId> providers(String written) {
        Set<ProviderId> providers = new HashSet<>();
        for (String each : written.split(",")) {
            if (!each.isEmpty()) {
                providers.add(new ProviderId(Integer.parseInt(each)));
            }
        }
        return providers;
    }
}
