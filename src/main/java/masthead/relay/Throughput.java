package masthead.relay;

/** Bytes that came in, and how many a second over the last five. Lives on one event loop. */
final class Throughput {
    private final long[] seconds = new long[5];
    private int ticks;
    private long total;
    private long totalAtTick;

    void add(int bytes) {
        total += bytes;
    }

    /** To be called once a second. */
    void tick() {
        seconds[ticks++ % seconds.length] = total - totalAtTick;
        totalAtTick = total;
    }

    long total() {
        return total;
    }

    long bitsPerSecond() {
        int filled = Math.min(ticks, seconds.length);
        long sum = 0;
        for (int i = 0; i < filled; i++) {
            sum += seconds[i];
        }
        return filled == 0 ? 0 : sum * 8 / filled;
    }
}
