package masthead.format.page;

import java.util.Optional;
import java.util.regex.Matcher;

/** How operators' expressions are applied. */
final class Expressions {
    private Expressions() {}

    /** As {@link Matcher#find()}; an expression that needs more stack than there is counts as too slow. */
    static boolean finds(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new RuleTooSlow();
        }
    }

    /** The group of that name, else the first, else all that was found; empty if the group took no part. */
    static String group(Matcher matcher, String name) {
        boolean has = matcher.namedGroups().containsKey(name);
        String found = has ? matcher.group(name) : matcher.group(matcher.groupCount() > 0 ? 1 : 0);
        return Optional.ofNullable(found).orElse("");
    }

    /** The group of that name; empty if there is none. */
    static String named(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name)
                ? Optional.ofNullable(matcher.group(name)).orElse("")
                : "";
    }
}
