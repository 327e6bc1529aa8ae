package masthead.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.PasswordNotKept;
import masthead.config.Secret;
import masthead.database.Vault;
import masthead.database.VaultLocked;
import org.jdbi.v3.core.Handle;

/** Table {@code webhook}: address and secret are sealed in it. */
final class WebhookTable {
    private static final String SELECT = """
            SELECT id, name, url, events, enabled, sent_at, sent_well, sent_result,
                (SELECT COUNT(*) FROM webhook_delivery d WHERE d.webhook_id = webhook.id) AS waiting
            FROM webhook
            """;

    private final Vault vault;

    WebhookTable(Vault vault) {
        this.vault = vault;
    }

    /** All of them, oldest first. */
    List<Webhook> all(Handle handle) {
        return handle.createQuery(SELECT + "ORDER BY id")
                .map((row, context) -> webhook(row))
                .list();
    }

    /** @throws NoSuchEntry if there is none with this id */
    Webhook find(Handle handle, WebhookId id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> webhook(row))
                .findOne()
                .orElseThrow(() -> new NoSuchEntry("webhook", id));
    }

    /** @throws PasswordNotKept if nothing can be sealed */
    WebhookId add(Handle handle, WebhookTerms terms, Secret secret, Instant now) {
        int id = handle.createQuery("""
                        INSERT INTO webhook (name, url, secret, events, enabled, created_at)
                        VALUES (:name, '', '', '', 0, :now) RETURNING id
                        """)
                .bind("name", terms.name())
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
        WebhookId added = new WebhookId(id);
        edit(handle, added, terms);
        renew(handle, added, secret);
        return added;
    }

    void edit(Handle handle, WebhookId id, WebhookTerms terms) {
        handle.createUpdate(
                        "UPDATE webhook SET name = :name, url = :url, events = :events, enabled = :enabled WHERE id = :id")
                .bind("id", id.value())
                .bind("name", terms.name())
                .bind("url", sealed(terms.url(), id, "address"))
                .bind("events", terms.events().stream().map(Occasion::word).collect(Collectors.joining(",")))
                .bind("enabled", terms.enabled() ? 1 : 0)
                .execute();
    }

    void renew(Handle handle, WebhookId id, Secret secret) {
        handle.execute("UPDATE webhook SET secret = ? WHERE id = ?", sealed(secret, id, "secret"), id.value());
    }

    void sent(Handle handle, WebhookId id, Webhook.Sent sent) {
        handle.execute(
                "UPDATE webhook SET sent_at = ?, sent_well = ?, sent_result = ? WHERE id = ?",
                sent.at().toEpochMilli(),
                sent.good() ? 1 : 0,
                sent.result(),
                id.value());
    }

    void remove(Handle handle, WebhookId id) {
        handle.execute("DELETE FROM webhook_delivery WHERE webhook_id = ?", id.value());
        handle.execute("DELETE FROM webhook WHERE id = ?", id.value());
    }

    /** What its messages are signed with; empty where it cannot be read. */
    Optional<Secret> secret(Handle handle, WebhookId id) {
        return handle.createQuery("SELECT secret FROM webhook WHERE id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .flatMap(kept -> opened(kept, id, "secret"));
    }

    private Webhook webhook(ResultSet row) throws SQLException {
        WebhookId id = new WebhookId(row.getInt("id"));
        long sentAt = row.getLong("sent_at");
        return new Webhook(
                id,
                new WebhookTerms(
                        row.getString("name"),
                        opened(row.getString("url"), id, "address").orElse(new Secret("")),
                        Stream.of(row.getString("events").split(",", -1))
                                .flatMap(each -> Occasion.of(each).stream())
                                .toList(),
                        row.getInt("enabled") != 0),
                sentAt == 0
                        ? Optional.empty()
                        : Optional.of(new Webhook.Sent(
                                Instant.ofEpochMilli(sentAt),
                                row.getInt("sent_well") != 0,
                                row.getString("sent_result"))),
                row.getInt("waiting"));
    }

    private String sealed(Secret plain, WebhookId id, String what) {
        try {
            return vault.seal(plain.value(), owner(id, what));
        } catch (VaultLocked e) {
            throw new PasswordNotKept("The webhook's " + what + " cannot be kept: " + e.getMessage() + ".");
        }
    }

    private Optional<Secret> opened(String sealed, WebhookId id, String what) {
        try {
            return Optional.of(new Secret(vault.open(sealed, owner(id, what))));
        } catch (VaultLocked e) {
            return Optional.empty();
        }
    }

    private static String owner(WebhookId id, String what) {
        return "webhook " + id + " " + what;
    }
}
