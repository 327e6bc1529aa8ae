package masthead.headend;

/**
 * How entries of a list compare with what is there.
 *
 * @param fresh never seen before
 * @param changed in the last list too, with something changed
 * @param moved those of the changed whose group is another one
 * @param gone of the last list and not in this one
 * @param returned seen before, but not in the last list
 * @param unchanged as they were
 */
public record EntryCounts(int fresh, int changed, int moved, int gone, int returned, int unchanged) {
    static final EntryCounts NONE = new EntryCounts(0, 0, 0, 0, 0, 0);

    EntryCounts plus(EntryCounts other) {
        return new EntryCounts(
                fresh + other.fresh,
                changed + other.changed,
                moved + other.moved,
                gone + other.gone,
                returned + other.returned,
                unchanged + other.unchanged);
    }

    /** Entries of the list. */
    public int entries() {
        return fresh + changed + returned + unchanged;
    }

    /** How many are not as they were. */
    public int touched() {
        return fresh + changed + gone + returned;
    }

    /** Entries of the last list. */
    int current() {
        return changed + unchanged + gone;
    }
}
