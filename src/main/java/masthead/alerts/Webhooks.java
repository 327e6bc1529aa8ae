package masthead.alerts;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import masthead.catalog.Audit;
import masthead.config.Secret;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;

/** Who is told of trouble, and the only way to change that. Blocks; on a virtual thread. */
public final class Webhooks {
    /** More than anybody needs; each may have as many alerts waiting as the settings say. */
    static final int MOST = 50;

    private static final int SECRET_BYTES = 32;

    private final Database database;
    private final WebhookTable table;
    private final Courier courier;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** A webhook, and what its messages are signed with: told once. */
    public record Added(Webhook webhook, Secret secret) {}

    Webhooks(Database database, WebhookTable table, Courier courier, Clock clock) {
        this.database = database;
        this.table = table;
        this.courier = courier;
        this.clock = clock;
    }

    /** All of them, oldest first. */
    public List<Webhook> all() {
        return database.read(table::all);
    }

    /** @throws masthead.catalog.NoSuchEntry if there is none with this id */
    public Webhook find(WebhookId id) {
        return database.read(handle -> table.find(handle, id));
    }

    /**
     * Adds one, with a new secret.
     *
     * @throws IllegalArgumentException if it cannot be so, or there are too many
     * @throws masthead.catalog.PasswordNotKept if nothing can be encrypted
     */
    public Added add(WebhookTerms terms) {
        terms.check();
        Secret secret = madeUp();
        return database.write(handle -> {
            if (table.all(handle).size() >= MOST) {
                throw new IllegalArgumentException("There are " + MOST + " webhooks already, which is the most.");
            }
            WebhookId id = table.add(handle, terms, secret, clock.instant());
            audit(handle, "add", id, terms.name());
            return new Added(table.find(handle, id), secret);
        });
    }

    /**
     * Changes one. One that is switched off forgets what waited for it.
     *
     * @throws IllegalArgumentException if it cannot be so
     * @throws masthead.catalog.NoSuchEntry if there is none with this id
     * @throws masthead.catalog.PasswordNotKept if nothing can be encrypted
     */
    public Webhook edit(WebhookId id, WebhookTerms terms) {
        terms.check();
        return database.write(handle -> {
            table.find(handle, id);
            table.edit(handle, id, terms);
            if (!terms.enabled()) {
                DeliveryTable.removeAllOf(handle, id);
            }
            audit(handle, "edit", id, terms.name());
            return table.find(handle, id);
        });
    }

    /**
     * Gives one a new secret; the old one signs nothing any more.
     *
     * @throws masthead.catalog.NoSuchEntry if there is none with this id
     */
    public Secret renew(WebhookId id) {
        Secret secret = madeUp();
        change(id, handle -> {
            table.renew(handle, id, secret);
            audit(handle, "edit", id, "secret");
        });
        return secret;
    }

    /** @throws masthead.catalog.NoSuchEntry if there is none with this id */
    public void remove(WebhookId id) {
        change(id, handle -> {
            audit(handle, "remove", id, table.find(handle, id).terms().name());
            table.remove(handle, id);
        });
    }

    /**
     * Sends it a test, once, and waits for the answer; switched on or off.
     *
     * @throws masthead.catalog.NoSuchEntry if there is none with this id
     */
    public Webhook.Sent test(WebhookId id) {
        Alert test =
                Alert.now(Occasion.TEST, clock.instant(), "webhook " + id, "This is a test, asked for by an operator.");
        return courier.carry(id, Occasion.TEST, test.json());
    }

    private void change(WebhookId id, Consumer<Handle> change) {
        database.change(handle -> {
            table.find(handle, id);
            change.accept(handle);
        });
    }

    private void audit(Handle handle, String action, WebhookId id, String detail) {
        Audit.write(handle, clock.instant(), "operator", action, "webhook " + id, detail);
    }

    private Secret madeUp() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
