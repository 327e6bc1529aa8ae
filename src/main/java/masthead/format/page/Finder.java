package masthead.format.page;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.format.acestream.AceLink;

/** Finds contents in running text. */
final class Finder {
    /** An address of a kind that may lead to a content, or digits on their own. */
    private static final Pattern CANDIDATE =
            Pattern.compile("(?i)(?:acestream:|magnet:\\?|plugin://|https?://)[^\\s\"'<>\\\\`]{1,2000}+"
                    + "|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])");

    private static final Pattern TRAILING = Pattern.compile("[.,;:!)\\]}]+$");

    private final PageRules rules;

    Finder(PageRules rules) {
        this.rules = rules;
    }

    /** The content that a whole address leads to. */
    Optional<AceLink> whole(String address) {
        return rules.loneIds() ? AceLink.guess(address, rules.bare()) : AceLink.of(address, rules.bare());
    }

    /** Hands over what is in {@code text}, and the text between. */
    void each(String text, Consumer<AceLink> found, Consumer<String> between) {
        Matcher candidate = CANDIDATE.matcher(text);
        int from = 0;
        while (candidate.find()) {
            Optional<AceLink> link = at(candidate);
            if (link.isPresent()) {
                between.accept(text.substring(from, candidate.start()));
                found.accept(link.get());
                from = candidate.end();
            }
        }
        between.accept(text.substring(from));
    }

    private Optional<AceLink> at(Matcher candidate) {
        String address = TRAILING.matcher(candidate.group()).replaceFirst("");
        return whole(address);
    }
}
