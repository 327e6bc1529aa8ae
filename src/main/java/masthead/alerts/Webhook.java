package masthead.alerts;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who is told of trouble.
 *
 * @param waiting alerts that wait to be sent to it
 */
public record Webhook(WebhookId id, WebhookTerms terms, Optional<Sent> last, int waiting) {
    /** How the last try to send it something ended, in words that hold no address. */
    public record Sent(Instant at, boolean good, String result) {}
}
