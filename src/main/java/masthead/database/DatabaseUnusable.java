package masthead.database;

/** The database cannot be used as it is; the message tells an operator, in one line, what is wrong and what to do. */
public final class DatabaseUnusable extends RuntimeException {
    DatabaseUnusable(String message) {
        super(message);
    }

    DatabaseUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
