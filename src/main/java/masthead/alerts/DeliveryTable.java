package masthead.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Table {@code webhook_delivery}: what waits to be sent, so that a restart forgets nothing. */
final class DeliveryTable {
    private static final int MOST_AT_ONCE = 1000;

    private DeliveryTable() {}

    /** One alert on its way to one webhook; {@code attempts} were made. */
    record Delivery(int id, WebhookId webhook, Occasion occasion, String body, int attempts) {}

    static void add(Handle handle, WebhookId webhook, Alert alert, Instant due) {
        handle.createUpdate("""
                        INSERT INTO webhook_delivery (webhook_id, event, body, attempts, due_at)
                        VALUES (:webhook, :event, :body, 0, :due)
                        """)
                .bind("webhook", webhook.value())
                .bind("event", alert.occasion().word())
                .bind("body", alert.json())
                .bind("due", due.toEpochMilli())
                .execute();
    }

    /** Drops the oldest of a webhook above {@code most}; tells how many. */
    static int bound(Handle handle, WebhookId webhook, int most) {
        return handle.createUpdate("""
                        DELETE FROM webhook_delivery WHERE webhook_id = :webhook AND id NOT IN (
                            SELECT id FROM webhook_delivery WHERE webhook_id = :webhook ORDER BY id DESC LIMIT :most)
                        """)
                .bind("webhook", webhook.value())
                .bind("most", most)
                .execute();
    }

    /** For each webhook the one that is due longest; none that is not due. */
    static List<Delivery> due(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT id, webhook_id, event, body, attempts FROM webhook_delivery d
                        WHERE due_at <= :now AND NOT EXISTS (
                            SELECT 1 FROM webhook_delivery e WHERE e.webhook_id = d.webhook_id
                                AND (e.due_at < d.due_at OR (e.due_at = d.due_at AND e.id < d.id)))
                        ORDER BY due_at, id LIMIT :most
                        """)
                .bind("now", now.toEpochMilli())
                .bind("most", MOST_AT_ONCE)
                .map((row, context) -> new Delivery(
                        row.getInt("id"),
                        new WebhookId(row.getInt("webhook_id")),
                        Occasion.of(row.getString("event")).orElse(Occasion.TEST),
                        row.getString("body"),
                        row.getInt("attempts")))
                .list();
    }

    /** When the next of all is due; empty if none waits. */
    static Optional<Instant> next(Handle handle) {
        return handle.createQuery("SELECT due_at FROM webhook_delivery ORDER BY due_at LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    static void again(Handle handle, int id, int attempts, Instant due) {
        handle.execute(
                "UPDATE webhook_delivery SET attempts = ?, due_at = ? WHERE id = ?", attempts, due.toEpochMilli(), id);
    }

    static void remove(Handle handle, int id) {
        handle.execute("DELETE FROM webhook_delivery WHERE id = ?", id);
    }

    static void removeAllOf(Handle handle, WebhookId webhook) {
        handle.execute("DELETE FROM webhook_delivery WHERE webhook_id = ?", webhook.value());
    }

    static int count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM webhook_delivery")
                .mapTo(Integer.class)
                .one();
    }
}
