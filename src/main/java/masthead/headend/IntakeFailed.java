package masthead.headend;

import java.sql.SQLException;

/** The database refused a list's rows: its trouble, not the list's. */
final class IntakeFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IntakeFailed(SQLException cause) {
        super("The list could not be written to the database", cause);
    }
}
