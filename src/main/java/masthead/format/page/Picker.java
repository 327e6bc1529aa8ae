package masthead.format.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** A rule such as {@code td.title} or {@code a.play@href}: elements, and what of them; without selector, the entry's own. */
record Picker(Optional<Evaluator> elements, Optional<String> attribute) {
    private static final Pattern WRITTEN = Pattern.compile("(.*?)(?:@([\\w:-]{1,60}))?");
    /** Expressions inside of selectors could not be kept from running forever. */
    private static final Pattern EXPRESSION = Pattern.compile("(?i):matches\\w*\\(|~=");

    /** @throws IllegalArgumentException if it is no selector, telling of which rule */
    static Picker of(String rule, String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches() || EXPRESSION.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "the rule '" + rule + "' cannot hold a regular expression: use nameExpression or idExpression");
        }
        String selector = written.group(1).strip();
        Optional<String> attribute = Optional.ofNullable(written.group(2));
        if (selector.isEmpty() && attribute.isEmpty()) {
            throw new IllegalArgumentException("the rule '" + rule + "' is empty");
        }
        try {
            return new Picker(
                    selector.isEmpty() ? Optional.empty() : Optional.of(QueryParser.parse(selector)), attribute);
        } catch (Selector.SelectorParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the rule '" + rule + "' is not a CSS selector", e);
        }
    }

    Elements of(Element entry) {
        return elements.map(entry::select).orElseGet(() -> new Elements(entry));
    }

    /** The text or attribute of an element that was picked. */
    String value(Element picked) {
        return attribute.map(picked::attr).orElseGet(picked::text).strip();
    }

    /** The first that is not empty. */
    Optional<String> first(Element entry) {
        return of(entry).stream()
                .map(this::value)
                .filter(each -> !each.isEmpty())
                .findFirst();
    }
}
