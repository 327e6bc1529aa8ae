package masthead.database;

/** Something sealed cannot be opened, or nothing can be sealed; the message says why and what to do. */
public final class VaultLocked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultLocked(String reason) {
        super(reason);
    }
}
