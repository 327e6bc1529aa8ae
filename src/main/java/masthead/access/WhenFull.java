package masthead.access;

/** What becomes of somebody who comes over his limit, and none of whose seats is at his address. */
public enum WhenFull {
    /** He gets in, and his oldest seat ends, as panels do. */
    NEWEST_WINS,
    /** He is refused with 403. */
    REFUSE
}
