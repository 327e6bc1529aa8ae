package masthead.alerts;

import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import masthead.config.Secret;

/**
 * What an operator says of a webhook.
 *
 * @param url where it is sent to; a secret, because many services put their key into it
 */
public record WebhookTerms(String name, Secret url, Set<Occasion> events, boolean enabled) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 2000;

    public WebhookTerms(String name, Secret url, Collection<Occasion> events, boolean enabled) {
        this(name, url, Set.copyOf(events), enabled);
    }

    public WebhookTerms {
        events = java.util.Collections.unmodifiableSet(new TreeSet<>(events));
    }

    /** @throws IllegalArgumentException if it cannot be so */
    void check() {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A webhook's name has 1 to " + LONGEST_NAME + " characters.");
        }
        if (events.isEmpty() || events.contains(Occasion.TEST)) {
            throw new IllegalArgumentException("Choose at least one event to be told of.");
        }
        if (!possible(url.value())) {
            throw new IllegalArgumentException(
                    "A webhook's address begins with http:// or https:// and has a host, no name"
                            + " and password before it, and at most " + LONGEST_URL + " characters.");
        }
    }

    private static boolean possible(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && url.length() <= LONGEST_URL && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
