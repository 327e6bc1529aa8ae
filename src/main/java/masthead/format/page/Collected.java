package masthead.format.page;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import masthead.format.acestream.AceLink;

/** The entries of a page as they are found: each content once, under the first name it has. For one thread. */
final class Collected {
    /** So much of a text is looked at for a name; expressions get slow on long ones. */
    private static final int NAME_CHARS = 1000;

    private static final int STEPS_EACH = 200_000;

    private final Steps.Budget steps = new Steps.Budget();
    private final PageRules rules;
    private final int most;
    private final Map<String, PageEntry> named = new LinkedHashMap<>();
    private final Set<String> lists = new LinkedHashSet<>();
    private final Map<String, Integer> skipped = new TreeMap<>();

    Collected(PageRules rules, int most) {
        this.rules = rules;
        this.most = most;
    }

    void list(String address) {
        if (lists.size() < most) {
            lists.add(address);
        }
    }

    /** @param name cleaned, or empty */
    void entry(AceLink link, String name, String group, String logo) {
        String key = link.canonical();
        PageEntry known = named.get(key);
        if (known != null && (name.isEmpty() || !known.name().equals(unnamed(link)))) {
            skip("seen before on this page");
            return;
        }
        if (known == null && named.size() == most) {
            skip("more than headend.max-entries");
            return;
        }
        Optional<String> chosen = chosen(name);
        if (chosen.isEmpty()) {
            skip("name not as nameExpression says");
            return;
        }
        String last = chosen.get().isEmpty() ? unnamed(link) : chosen.get();
        named.put(key, new PageEntry(last, link, rules.group().orElse(group), logo));
    }

    void skip(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    Page page() {
        return new Page(List.copyOf(named.values()), List.copyOf(lists), skipped);
    }

    /** Empty if it is not to be taken. */
    private Optional<String> chosen(String name) {
        if (rules.nameExpression().isEmpty()) {
            return Optional.of(name);
        }
        String start = name.length() > NAME_CHARS ? name.substring(0, NAME_CHARS) : name;
        Matcher matcher = rules.nameExpression().get().matcher(Steps.of(start, STEPS_EACH, steps));
        if (!Expressions.finds(matcher)) {
            return Optional.empty();
        }
        return Optional.of(Expressions.group(matcher, "name").strip()).filter(each -> !each.isEmpty());
    }

    /** A content is better than its absence: people rename it. */
    private static String unnamed(AceLink link) {
        String value = link.content().value();
        return "AceStream " + (value.length() == 40 ? value.substring(0, 10) : "file");
    }

    /** What expressions may cost on this page. */
    Steps.Budget steps() {
        return steps;
    }
}
