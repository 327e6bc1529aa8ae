package masthead.catalog;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Who changed what, and when, in table {@code audit}. */
public final class Audit {
    private Audit() {}

    /**
     * Adds a line, in the transaction of the change itself.
     *
     * @param detail never a password or an address with one
     */
    public static void write(Handle handle, Instant at, String operator, String action, String subject, String detail) {
        handle.createUpdate("""
                        INSERT INTO audit (at, operator, action, subject, detail)
                        VALUES (:at, :operator, :action, :subject, :detail)
                        """)
                .bind("at", at.toEpochMilli())
                .bind("operator", operator)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }
}
