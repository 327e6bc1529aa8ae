package masthead.dashboard;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;
import masthead.catalog.rules.Changes;
import masthead.catalog.rules.Conditions;
import masthead.catalog.rules.RuleTerms;
import masthead.catalog.rules.TextTest;

/**
 * A rule as it is typed, and what it says. Each field is read by itself, so that a page can say at each what is wrong with it.
 *
 * <p>One thread.
 */
final class RuleFields {
    private static final String MISTAKE = "then";

    private final Map<String, String> typed;
    private final Map<String, String> wrong = new TreeMap<>();

    private RuleFields(Map<String, String> typed) {
        this.typed = typed;
    }

    /** What stands in the form. */
    static RuleFields of(Visit visit) {
        Map<String, String> typed = new HashMap<>();
        for (String name : List.of("label", "rename", "regroup", "number", "mergeText")) {
            typed.put(name, visit.text(name));
        }
        for (String name : List.of(
                "nameHow", "nameText", "groupHow", "groupText", "providers", "kinds", "hide", "order", "merge")) {
            typed.put(name, visit.raw(name)); // a blank at the end of an expression may be meant
        }
        typed.put("enabled", visit.ticked("enabled") ? "on" : "");
        return new RuleFields(typed);
    }

    /** A rule as the form shows it. */
    static RuleFields of(RuleTerms terms) {
        Map<String, String> typed = new HashMap<>();
        typed.put("label", terms.name());
        typed.put("enabled", terms.enabled() ? "on" : "");
        Conditions when = terms.when();
        when.name().ifPresent(each -> test(typed, "name", each));
        when.group().ifPresent(each -> test(typed, "group", each));
        typed.put("providers", written(when.providers()));
        typed.put("kinds", when.kinds().stream().sorted().map(RuleFields::word).collect(Collectors.joining(",")));
        Changes then = terms.then();
        then.rename().ifPresent(each -> typed.put("rename", each));
        then.regroup().ifPresent(each -> typed.put("regroup", each));
        then.number().ifPresent(each -> typed.put("number", each.toString()));
        then.hide().ifPresent(each -> typed.put("hide", each ? "hide" : "show"));
        then.place().ifPresent(each -> typed.put("order", each.label()));
        then.mergeInto().ifPresent(each -> typed.putAll(Map.of("merge", "into", "mergeText", each.toString())));
        then.mergeName().ifPresent(each -> typed.putAll(Map.of("merge", "name", "mergeText", each)));
        return new RuleFields(typed);
    }

    /** Of a rule that is to be written. */
    static RuleFields fresh() {
        return new RuleFields(new HashMap<>(Map.of("enabled", "on", "nameHow", "contains")));
    }

    private static void test(Map<String, String> typed, String what, TextTest test) {
        typed.put(what + "How", word(test.how()));
        typed.put(what + "Text", test.text());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String written(Set<ProviderId> providers) {
        return providers.stream()
                .map(ProviderId::value)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    /** Ids with commas between; what is no id is passed over. */
    static Set<ProviderId> providers(String written) {
        return Arrays.stream(written.split(","))
                .filter(each -> each.matches("[1-9]\\d{0,8}"))
                .map(each -> new ProviderId(Integer.parseInt(each)))
                .collect(Collectors.toSet());
    }

    Map<String, String> typed() {
        return typed;
    }

    /** What is wrong, by the names of fields; after {@link #terms}. */
    Map<String, String> wrong() {
        return wrong;
    }

    /** What it says; empty if {@link #wrong} says why it says nothing. */
    Optional<RuleTerms> terms() {
        Optional<Conditions> when = conditions();
        Optional<Changes> then = changes();
        Optional<RuleTerms> terms = when.isEmpty() || then.isEmpty() || !wrong.isEmpty()
                ? Optional.empty()
                : read(
                        "label",
                        () -> new RuleTerms(text("label"), text("enabled").equals("on"), when.get(), then.get()));
        return wrong.isEmpty() ? terms : Optional.empty();
    }

    /** Which channels it is about. */
    Optional<Conditions> conditions() {
        Optional<TextTest> name = test("name");
        Optional<TextTest> group = test("group");
        Set<FeedKind> kinds = Arrays.stream(FeedKind.values())
                .filter(each -> each != FeedKind.EPISODE
                        && List.of(text("kinds").split(",")).contains(word(each)))
                .collect(Collectors.toSet());
        boolean known = List.of("nameText", "groupText").stream().noneMatch(wrong::containsKey);
        return known ? Optional.of(new Conditions(name, group, providers(text("providers")), kinds)) : Optional.empty();
    }

    private Optional<TextTest> test(String what) {
        String text = text(what + "Text");
        return how(text(what + "How"))
                .filter(how -> !text.isEmpty())
                .flatMap(how -> read(what + "Text", () -> new TextTest(how, text)));
    }

    private static Optional<TextTest.How> how(String word) {
        return Arrays.stream(TextTest.How.values())
                .filter(each -> word(each).equals(word))
                .findFirst();
    }

    private Optional<Changes> changes() {
        Optional<Integer> number = text("number").isEmpty()
                ? Optional.empty()
                : read(
                        "number",
                        () -> Optional.of(text("number"))
                                .filter(each -> each.matches("[1-9]\\d{0,5}|1000000"))
                                .map(Integer::valueOf)
                                .orElseThrow(() -> new IllegalArgumentException("a whole number from 1 to 1000000")));
        Optional<String> target = Optional.of(text("mergeText")).filter(each -> !each.isEmpty());
        Optional<ChannelId> into = text("merge").equals("into")
                ? read(
                        "mergeText",
                        () -> target.filter(each -> each.matches("[1-9]\\d{0,8}"))
                                .map(each -> new ChannelId(Integer.parseInt(each)))
                                .orElseThrow(() ->
                                        new IllegalArgumentException("the id of a channel, as in its page's address")))
                : Optional.empty();
        Optional<String> called = text("merge").equals("name")
                ? read(
                        "mergeText",
                        () -> target.orElseThrow(() -> new IllegalArgumentException("the name of a channel")))
                : Optional.empty();
        if (!wrong.isEmpty()) {
            return Optional.empty();
        }
        return read(
                MISTAKE,
                () -> new Changes(
                        Optional.of(text("rename")).filter(each -> !each.isEmpty()),
                        Optional.of(text("regroup")).filter(each -> !each.isEmpty()),
                        number,
                        switch (text("hide")) {
                            case "hide" -> Optional.of(true);
                            case "show" -> Optional.of(false);
                            default -> Optional.empty();
                        },
                        Arrays.stream(Changes.Place.values())
                                .filter(each -> each.label().equals(text("order")))
                                .findFirst(),
                        into,
                        called));
    }

    private <T> Optional<T> read(String field, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException e) {
            wrong.put(field, sentence(e));
            return Optional.empty();
        }
    }

    private static String sentence(IllegalArgumentException e) {
        String text = Optional.ofNullable(e.getMessage()).orElse("not possible");
        String where = e.getCause() instanceof PatternSyntaxException syntax && syntax.getIndex() >= 0
                ? ", at character " + (syntax.getIndex() + 1)
                : "";
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + where + ".";
    }

    private String text(String field) {
        return typed.getOrDefault(field, "");
    }
}
