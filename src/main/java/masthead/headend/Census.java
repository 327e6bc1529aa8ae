package masthead.headend;

/**
 * How a list compares with what is there.
 *
 * @param fresh entries never seen before
 * @param returned entries that were gone
 * @param changed entries that were in the last list, with something changed
 * @param unchanged entries that were in the last list as they are
 * @param current feeds of the last list
 */
record Census(int fresh, int returned, int changed, int unchanged, int current) {
    int entries() {
        return fresh + returned + changed + unchanged;
    }

    /** Feeds of the last list that are not in this one. */
    int gone() {
        return current - changed - unchanged;
    }
}
