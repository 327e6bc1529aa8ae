package masthead.format.mpegts;

import java.util.Arrays;

/** Counts by the second: the last seconds one by one, and all there ever were. Constant memory; not safe between threads. */
final class PerSecond {
    private final int[] before;
    private int next;
    private int current;
    private long totalBefore;

    /** @param seconds how many are remembered, the running one not counted */
    PerSecond(int seconds) {
        before = new int[seconds];
    }

    void add(int count) {
        current += count;
    }

    /** A second is over. */
    void roll() {
        before[next] = current;
        next = next + 1 == before.length ? 0 : next + 1;
        totalBefore += current;
        current = 0;
    }

    /** Forgets the remembered seconds, but not the total. */
    void clear() {
        totalBefore += current;
        current = 0;
        Arrays.fill(before, 0);
    }

    int current() {
        return current;
    }

    /** The remembered seconds and the running one together. */
    int recent() {
        return current + complete(before.length);
    }

    /** The last {@code seconds} whole ones together. */
    int complete(int seconds) {
        int sum = 0;
        for (int back = 1; back <= seconds; back++) {
            sum += at(back);
        }
        return sum;
    }

    /** The count of {@code back} seconds ago, 1 being the last whole one. */
    int at(int back) {
        int index = next - back;
        return before[index < 0 ? index + before.length : index];
    }

    long total() {
        return totalBefore + current;
    }
}
