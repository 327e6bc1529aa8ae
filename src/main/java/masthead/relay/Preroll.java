package masthead.relay;

/**
 * The recent chunks of one channel, as one event loop sees them: what a new viewer gets at once, and how far a slow one may lag.
 *
 * <p>Chunks are found by number, in a circle of slots: {@code slot = number mod slots}. How much is kept is not decided here:
 * the relay's {@link RingLimits} say up to which chunk all its rings drop. Lives on one event loop.
 */
final class Preroll {
    /** At twenty chunks a second and a key frame every half second, more than half a minute. */
    static final int SLOTS = 1024;

    private final Chunk[] slots = new Chunk[SLOTS];
    private long oldest;
    private long next;
    private long newestKey = -1;
    private long bytes;

    /** Keeps {@code chunk}, taking over one reference; if all slots are taken the oldest goes. */
    void keep(Chunk chunk) {
        if (isEmpty()) {
            oldest = chunk.number();
        } else if (next - oldest == SLOTS) {
            dropOldest();
        }
        slots[slot(chunk.number())] = chunk;
        next = chunk.number() + 1;
        bytes += chunk.size();
        if (chunk.key()) {
            newestKey = chunk.number();
        }
    }

    /** Lets go of every chunk before {@code floor}. */
    void dropBefore(long floor) {
        while (oldest < floor && !isEmpty()) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Chunk chunk = slots[slot(oldest)];
        bytes -= chunk.size();
        chunk.release();
        oldest++;
        if (newestKey < oldest) {
            newestKey = -1;
        }
    }

    private static int slot(long number) {
        return (int) (number % SLOTS);
    }

    boolean isEmpty() {
        return oldest == next;
    }

    /** The number of the oldest chunk kept. */
    long oldest() {
        return oldest;
    }

    /** The number the next chunk will have. */
    long next() {
        return next;
    }

    /** A chunk between {@link #oldest} and {@link #next}, lent. */
    Chunk get(long number) {
        return slots[slot(number)];
    }

    /** How many bytes from chunk {@code number} on lie one behind the other in memory. */
    int runFrom(long number) {
        Chunk chunk = get(number);
        int run = chunk.size();
        long end = chunk.address() + run;
        for (long following = number + 1; following < next && get(following).address() == end; following++) {
            int size = get(following).size();
            run += size;
            end += size;
        }
        return run;
    }

    /** Where a viewer begins: the newest key chunk; -1 if there is none, and he has to wait for the next. */
    long newestKey() {
        return newestKey;
    }

    long bytes() {
        return bytes;
    }

    /** Lets go of everything. */
    void clear() {
        dropBefore(next);
    }
}
