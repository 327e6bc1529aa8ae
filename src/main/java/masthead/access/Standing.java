package masthead.access;

/** Whether a subscription is good right now. */
public enum Standing {
    ACTIVE,
    /** Switched off by an operator. */
    DISABLED,
    /** Its end has passed. */
    EXPIRED
}
