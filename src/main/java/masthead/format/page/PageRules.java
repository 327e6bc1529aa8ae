package masthead.format.page;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.AceContent.Kind;

/**
 * What an operator says of a page, where reading it as it stands is not enough; docs/2-use, "Pages".
 *
 * @param entry selects the elements that are one entry each; the others look inside of these
 * @param nameExpression its first group, or all it finds, is the name; an entry whose name it does not match is left out
 * @param idExpression finds contents in the page's source, or in an entry's: its group {@code id}, else its first, else all;
 *     groups {@code name}, {@code group} and {@code logo} are taken where it has them
 * @param group of all entries
 * @param bare what digits without more around them are
 * @param loneIds whether a web address with one lone id in its path is a content
 * @param lists whether lists the page links to are read as well
 */
public record PageRules(
        Optional<Picker> entry,
        Optional<Picker> name,
        Optional<Picker> link,
        Optional<Picker> logo,
        Optional<Pattern> nameExpression,
        Optional<Pattern> idExpression,
        Optional<String> group,
        AceContent.Kind bare,
        boolean loneIds,
        boolean lists) {
    private static final java.util.Set<String> NAMES = java.util.Set.of(
            "entry", "name", "link", "logo", "nameExpression", "idExpression", "group", "bareIds", "loneIds", "lists");

    /**
     * Reads the options of a provider of kind {@code page}.
     *
     * @throws IllegalArgumentException if one is unknown or cannot be used, telling which
     */
    public static PageRules of(Map<String, String> options) {
        for (String each : options.keySet()) {
            if (!NAMES.contains(each)) {
                throw new IllegalArgumentException(
                        "a page has no option '" + each + "'; there are " + String.join(", ", new TreeSet<>(NAMES)));
            }
        }
        PageRules rules = new PageRules(
                picker(options, "entry"),
                picker(options, "name"),
                picker(options, "link"),
                picker(options, "logo"),
                expression(options, "nameExpression"),
                expression(options, "idExpression"),
                Optional.ofNullable(options.get("group")).map(String::strip).filter(each -> !each.isEmpty()),
                bare(options.getOrDefault("bareIds", "content-id")),
                flag(options, "loneIds", false),
                flag(options, "lists", true));
        if (rules.entry.isEmpty() && (rules.name.isPresent() || rules.link.isPresent() || rules.logo.isPresent())) {
            throw new IllegalArgumentException(
                    "the rules 'name', 'link' and 'logo' look inside of an entry: set 'entry', a CSS selector");
        }
        if (rules.link.isPresent() && rules.idExpression.isPresent()) {
            throw new IllegalArgumentException("'link' and 'idExpression' both say where the id is: set one");
        }
        return rules;
    }

    private static Optional<Picker> picker(Map<String, String> options, String name) {
        return given(options, name).map(text -> Picker.of(name, text));
    }

    private static Optional<Pattern> expression(Map<String, String> options, String name) {
        return given(options, name).map(text -> {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a regular expression: " + e.getDescription(), e);
            }
        });
    }

    private static Optional<String> given(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name)).filter(each -> !each.isBlank());
    }

    private static Kind bare(String text) {
        return switch (text) {
            case "content-id" -> Kind.CONTENT_ID;
            case "infohash" -> Kind.INFOHASH;
            default -> throw new IllegalArgumentException("'bareIds' is content-id or infohash");
        };
    }

    private static boolean flag(Map<String, String> options, String name, boolean otherwise) {
        return switch (options.getOrDefault(name, "")) {
            case "" -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + name + "' is true or false");
        };
    }
}
