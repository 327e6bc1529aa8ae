package masthead.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.http.FetchFailed;
import masthead.http.Post;

/** Carries one message to one webhook, signed, and notes how that ended. Blocks; on a virtual thread. */
final class Courier {
    private final Database database;
    private final WebhookTable table;
    private final Post post;
    private final AlertSettings settings;
    private final Clock clock;

    /** Where to, and with what it is signed. */
    private record Way(Secret url, Optional<Secret> secret) {}

    Courier(Database database, WebhookTable table, Post post, AlertSettings settings, Clock clock) {
        this.database = database;
        this.table = table;
        this.post = post;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tries once.
     *
     * @throws masthead.catalog.NoSuchEntry if there is no such webhook any more
     */
    Webhook.Sent carry(WebhookId webhook, Occasion occasion, String body) {
        Way way = database.read(
                handle -> new Way(table.find(handle, webhook).terms().url(), table.secret(handle, webhook)));
        Webhook.Sent sent = carry(way, occasion, body);
        if (!Thread.currentThread().isInterrupted()) { // else we close, and it says nothing about the receiver
            database.change(handle -> table.sent(handle, webhook, sent));
        }
        return sent;
    }

    private Webhook.Sent carry(Way way, Occasion occasion, String body) {
        Instant now = clock.instant();
        if (way.secret().isEmpty() || way.url().value().isEmpty()) {
            return new Webhook.Sent(
                    now,
                    false,
                    "not sent: its address or secret cannot be decrypted; put secret.key back, or enter both anew");
        }
        try {
            int status = post.send(
                    way.url().value(),
                    Map.of(
                            "Content-Type",
                            "application/json",
                            "User-Agent",
                            "Masthead",
                            "Masthead-Event",
                            occasion.word(),
                            Signature.HEADER,
                            Signature.of(way.secret().get(), now, body)),
                    body.getBytes(StandardCharsets.UTF_8),
                    settings.patience());
            return new Webhook.Sent(now, status >= 200 && status < 300, words(status));
        } catch (FetchFailed e) {
            return new Webhook.Sent(
                    now, false, Optional.ofNullable(e.getMessage()).orElse("no answer"));
        }
    }

    private static String words(int status) {
        boolean elsewhere = status >= 300 && status < 400;
        return "answered " + status + (elsewhere ? "; redirects are not followed" : "");
    }
}
