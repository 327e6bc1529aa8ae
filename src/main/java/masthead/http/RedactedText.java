package masthead.http;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as it may be shown: of addresses only what {@link Redacted} leaves, and nothing that is named a password, a token or the like.
 *
 * <p>What is a credential without looking like one is not recognised: whoever logs must not log it.
 */
public record RedactedText(String text) {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\\s\"'<>|\\\\^`{}]+");
    /** The addresses of players, without the server in front (docs/4-protocols/xtream.md). */
    private static final Pattern PLAYERS =
            Pattern.compile("/(live|movie|series|timeshift|timeshifts|streaming|hls|play)/[^/\\s\"']+/[^/\\s\"']+");

    private static final Pattern NAMED = Pattern.compile(
            "(?i)([a-z0-9_.-]{0,40}(?:password|passwd|passphrase|secret|token|api[_-]?key|authorization|cookie|credentials?)"
                    + "[a-z0-9_]{0,20}\"?\\s{0,3}[=:]\\s{0,3})(?:(?:basic|bearer)\\s+)?(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"']+)");
    private static final Pattern SCHEMED = Pattern.compile("(?i)\\b(basic|bearer)\\s+[A-Za-z0-9+/=._~-]{8,}");

    @Override
    public String toString() {
        String shown = ADDRESS.matcher(text).replaceAll(found -> quoted(new Redacted(found.group()).toString()));
        shown = PLAYERS.matcher(shown).replaceAll(found -> quoted("/" + found.group(1) + "/…"));
        shown = NAMED.matcher(shown).replaceAll(found -> quoted(found.group(1) + "…"));
        return SCHEMED.matcher(shown).replaceAll(RedactedText::schemed);
    }

    private static String schemed(MatchResult found) {
        return quoted(found.group(1) + " …");
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
