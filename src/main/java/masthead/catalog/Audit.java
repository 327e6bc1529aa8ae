package masthead.catalog;

import java.time.Instant;
import java.util.List;
import masthead.database.Acting;
import org.jdbi.v3.core.Handle;

/** Who changed what, and when, in table {@code audit}. */
public final class Audit {
    private Audit() {}

    /** One change: who did what to what, and when. */
    public record Line(Instant at, String operator, String action, String subject, String detail) {}

    /** The newest changes first. */
    static List<Line> newest(Handle handle, int most) {
        return handle.createQuery(
                        "SELECT at, operator, action, subject, detail FROM audit ORDER BY id DESC LIMIT :most")
                .bind("most", most)
                .map((row, context) -> new Line(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("operator"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
    }

    /**
     * Adds a line, in the transaction of the change itself.
     *
     * @param operator who did it; {@code operator} where that is whoever is acting ({@link Acting})
     * @param detail never a password or an address with one
     */
    public static void write(Handle handle, Instant at, String operator, String action, String subject, String detail) {
        handle.createUpdate("""
                        INSERT INTO audit (at, operator, action, subject, detail)
                        VALUES (:at, :operator, :action, :subject, :detail)
                        """)
                .bind("at", at.toEpochMilli())
                .bind("operator", operator.equals("operator") ? Acting.name().orElse(operator) : operator)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }
}
