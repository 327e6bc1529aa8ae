package masthead.tuner.acestream;

import java.util.Locale;

/** What an engine means by the text it refuses a start with (docs/4-protocols/acestream.md, "Refused"). */
enum Refusal {
    /** It knows no such content; or not by this kind of id. */
    UNKNOWN_CONTENT,
    BROKEN_CONTENT,
    NOT_ON_AIR,
    /** Another player has begun the same content. */
    NEWER_PLAYER,
    OTHER;

    static Refusal of(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("failed to load content")) {
            return UNKNOWN_CONTENT;
        } else if (words.contains("bencoded") || words.contains("transport file")) {
            return BROKEN_CONTENT;
        } else if (words.contains("failed to get manifest")) {
            return NOT_ON_AIR;
        }
        return words.contains("got newer download") ? NEWER_PLAYER : OTHER;
    }
}
