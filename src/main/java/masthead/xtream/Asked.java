package masthead.xtream;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import masthead.catalog.CategoryId;
import masthead.http.Exchange;

/** What a request asks for: a named value is in its path, else in its query, else in its body. */
final class Asked {
    private static final Set<String> EVERYTHING = Set.of("", "0", "*", "all", "null", "undefined");

    private Asked() {}

    static Optional<String> named(Exchange exchange, String name) {
        String inPath = exchange.pathParameters().get(name);
        return inPath != null ? Optional.of(inPath) : exchange.parameter(name);
    }

    /** The value of {@code name} in lower case; empty if it is not there. */
    static String word(Exchange exchange, String name) {
        return named(exchange, name).orElse("").strip().toLowerCase(Locale.ROOT);
    }

    /** A positive number, or nothing: not there, not a number, or more than an int holds. */
    static OptionalInt number(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return OptionalInt.empty();
        }
        long value = Long.parseLong(digits);
        return value > 0 && value <= Integer.MAX_VALUE ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    /** Which category a list is narrowed to. */
    sealed interface Filter {
        record Everything() implements Filter {}

        record Only(CategoryId category) implements Filter {}

        record Nothing() implements Filter {}
    }

    /** What {@code category_id} means; careless callers send words for "all" (docs/4-protocols/xtream.md, "Lists"). */
    static Filter category(Exchange exchange) {
        String asked = word(exchange, "category_id");
        if (EVERYTHING.contains(asked)) {
            return new Filter.Everything();
        }
        OptionalInt id = number(asked);
        return id.isPresent() ? new Filter.Only(new CategoryId(id.getAsInt())) : new Filter.Nothing();
    }
}
