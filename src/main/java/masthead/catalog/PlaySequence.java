package masthead.catalog;

import org.jdbi.v3.core.Handle;

/**
 * Gives the ids of everything that plays, from table {@code sequence}: each once, ascending, at most a million less than
 * 2147483647: strict players parse them as int32, and what is behind is {@link Unlisted} (docs/4-protocols/xtream.md, "Ids").
 */
public final class PlaySequence {
    private PlaySequence() {}

    /**
     * Takes {@code count} ids in a row and returns the first; they are given back only if the transaction is rolled back.
     *
     * @throws IdsUsedUp if there are not as many left
     */
    public static int take(Handle handle, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("cannot take " + count + " ids");
        }
        int taken = handle.createUpdate("""
                        UPDATE sequence SET next = next + :count
                        WHERE name = 'play' AND next + :count - 1 <= :last
                        """)
                .bind("count", (long) count)
                .bind("last", (long) ChannelId.LAST_LISTED)
                .execute();
        if (taken == 0) {
            throw new IdsUsedUp(count);
        }
        return handle.createQuery("SELECT next - :count FROM sequence WHERE name = 'play'")
                .bind("count", (long) count)
                .mapTo(Long.class)
                .map(Math::toIntExact)
                .one();
    }
}
