package masthead.guide;

import java.util.Optional;
import masthead.catalog.ProviderId;
import masthead.catalog.Reach;

/**
 * What an operator says of a guide.
 *
 * @param url where it is: http, https or file; empty where guides are uploaded. May hold credentials: never logged
 * @param priority of several guides that have a channel, the one with the smallest number is asked first; 0 to 1000
 * @param enabled whether it is read, and asked
 * @param userAgent sent with the request; empty where the settings decide
 * @param reach how it is reached; its silence timeout has no meaning here
 * @param provider whose list named it
 */
public record GuideTerms(
        String name,
        String url,
        int priority,
        boolean enabled,
        String userAgent,
        Reach reach,
        GuideTiming timing,
        Optional<ProviderId> provider) {
    public static final int USUAL_PRIORITY = 100;
    private static final int MOST_PRIORITY = 1000;

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public GuideTerms {
        name = name.strip();
        url = url.strip();
        userAgent = userAgent.strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a guide needs a name");
        }
        require("name", name, 300);
        require("url", url, 8000);
        require("user agent", userAgent, 1000);
        if (priority < 0 || priority > MOST_PRIORITY) {
            throw new IllegalArgumentException("a priority is 0 to " + MOST_PRIORITY);
        }
    }

    /** Reached straight, of the usual priority. */
    public GuideTerms(String name, String url, GuideTiming timing) {
        this(name, url, USUAL_PRIORITY, true, "", Reach.DIRECT, timing, Optional.empty());
    }

    private static void require(String what, String text, int limit) {
        if (text.length() > limit) {
            throw new IllegalArgumentException("a " + what + " has at most " + limit + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a " + what + " cannot hold a control character");
        }
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "GuideTerms[" + name + "]";
    }
}
