package masthead.catalog;

import java.util.List;
import java.util.OptionalInt;

/**
 * Some of the titles that were found, in the order of their names.
 *
 * @param found how many there are, {@link #MOST_COUNTED} for so many and more; told at the start alone
 * @param earlier whether others stand before these
 * @param later whether others stand after these
 */
public record TitlePage(List<TitleListing> titles, OptionalInt found, boolean earlier, boolean later) {
    /** Nobody counts on: it would mean to read them all. */
    public static final int MOST_COUNTED = 1000;

    public TitlePage {
        titles = List.copyOf(titles);
    }
}
