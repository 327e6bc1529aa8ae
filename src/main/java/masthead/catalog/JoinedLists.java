package masthead.catalog;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Lists one behind the other, none of them copied; they must not change. */
final class JoinedLists<E> extends AbstractList<E> implements RandomAccess {
    private final List<List<E>> lists;
    /** The place of the first element of each; then how many there are. */
    private final int[] firsts;

    /** @param lists none is empty */
    JoinedLists(List<List<E>> lists) {
        this.lists = lists;
        this.firsts = new int[lists.size() + 1];
        for (int at = 0; at < lists.size(); at++) {
            firsts[at + 1] = firsts[at] + lists.get(at).size();
        }
    }

    @Override
    public E get(int place) {
        Objects.checkIndex(place, size());
        int found = Arrays.binarySearch(firsts, place);
        int list = found < 0 ? -found - 2 : found;
        return lists.get(list).get(place - firsts[list]);
    }

    @Override
    public int size() {
        return firsts[lists.size()];
    }
}
