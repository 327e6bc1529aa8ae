package masthead.xtream;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.AceContent.Kind;

/** What is asked for at an address of the AceStream proxy: {@code id} or {@code content_id}, or {@code infohash}. */
sealed interface AceAsked {
    record Played(AceContent content) implements AceAsked {}

    /** Nothing is named. */
    record Unsaid() implements AceAsked {}

    record Wrong(String why) implements AceAsked {}

    /** Every other parameter is ignored: above all {@code pid}, since each session has a player's id of ours. */
    static AceAsked of(Function<String, Optional<String>> parameter) {
        Optional<String> id = parameter.apply("content_id").or(() -> parameter.apply("id"));
        Optional<String> infohash = parameter.apply("infohash");
        if (id.isPresent() && infohash.isPresent()) {
            return new Wrong("Say either id (or content_id) or infohash, not both.");
        }
        return infohash.map(each -> read(Kind.INFOHASH, each))
                .or(() -> id.map(each -> read(Kind.CONTENT_ID, each)))
                .orElseGet(Unsaid::new);
    }

    private static AceAsked read(Kind kind, String text) {
        try {
            return new Played(new AceContent(kind, text.strip().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException odd) {
            return new Wrong("An id or infohash is 40 hex digits.");
        }
    }
}
