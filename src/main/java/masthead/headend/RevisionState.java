package masthead.headend;

import java.util.Locale;

/** What became of a list. */
public enum RevisionState {
    /** The catalog was brought in line with it. */
    APPLIED,
    /** It was applied, and the catalog was put back. */
    UNDONE,
    /** It is suspicious, and waits for an operator. */
    QUARANTINED,
    /** It was suspicious, and an operator refused it. */
    REJECTED,
    /** It was suspicious, and a good list came before anybody decided. */
    SUPERSEDED,
    /** It was suspicious, and nobody decided in time. */
    EXPIRED,
    /** It could not be read. */
    FAILED;

    /** As operators read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
