package masthead.relay;

import java.time.Duration;

/**
 * The recent chunks of one channel, as one event loop sees them: what a new viewer gets at once, and how far a slow one may lag.
 *
 * <p>Bounded in bytes always; bounded in time as long as a whole group of pictures stays, from its key chunk on. Chunks are
 * found by number, in a circle of slots: {@code slot = number mod slots}. Lives on one event loop.
 */
final class Preroll {
    /** At twenty chunks a second and a key frame every half second, more than half a minute. */
    private static final int SLOTS = 1024;

    private final Chunk[] slots = new Chunk[SLOTS];
    private final long mostBytes;
    private final long lengthNanos;
    private final RingBudget budget;
    private long oldest;
    private long next;
    private long newestKey = -1;
    private long bytes;

    /** @param budget told of what is kept; a copy on another loop, which keeps the same memory, gets one of its own */
    Preroll(RelaySettings settings, RingBudget budget) {
        this.mostBytes = settings.ringSize().bytes();
        Duration length = settings.ringLength();
        this.lengthNanos = length.toNanos();
        this.budget = budget;
    }

    /** Keeps {@code chunk}, taking over one reference; lets go of what is too much. */
    void keep(Chunk chunk) {
        if (isEmpty()) {
            oldest = chunk.number();
            next = oldest;
        }
        if (next - oldest == SLOTS) {
            dropOldest();
        }
        slots[(int) (chunk.number() % SLOTS)] = chunk;
        next = chunk.number() + 1;
        bytes += chunk.size();
        budget.add(chunk.size());
        if (chunk.key()) {
            newestKey = chunk.number();
        }
        while (bytes > mostBytes && next - oldest > 1) {
            dropOldest();
        }
        long now = chunk.bornNanos();
        while (oldest < newestKey && (budget.spent() || now - get(oldest).bornNanos() > lengthNanos)) {
            dropOldest();
        }
    }

    private void dropOldest() {
        int slot = (int) (oldest % SLOTS);
        Chunk chunk = slots[slot];
        bytes -= chunk.size();
        budget.add(-chunk.size());
        chunk.release();
        oldest++;
        if (newestKey < oldest) {
            newestKey = -1;
        }
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
        return slots[(int) (number % SLOTS)];
    }

    /** Where a viewer begins: the newest key chunk; without one, the newest chunk. */
    long start() {
        return newestKey >= 0 ? newestKey : Math.max(oldest, next - 1);
    }

    long bytes() {
        return bytes;
    }

    /** Lets go of everything. */
    void clear() {
        while (!isEmpty()) {
            dropOldest();
        }
        newestKey = -1;
    }
}
