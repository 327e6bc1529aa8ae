package masthead.database;

/** A backup cannot be read or put back; the message tells an operator in one line why, and what he can do. Nothing was changed. */
public final class BackupUnusable extends RuntimeException {
    BackupUnusable(String message) {
        super(message);
    }

    BackupUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
