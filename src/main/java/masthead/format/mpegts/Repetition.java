package masthead.format.mpegts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Notices pictures that repeat, without decoding any: a still picture, or a short film shown again and again.
 *
 * <p>From one key frame to the next the sizes of the pictures, in packets, are made into one number. Moving pictures do not
 * have the same sizes twice. The last {@value #LONGEST} numbers are kept; for each distance up to that many it is known how long
 * each number has been the same as the one that far before. A distance of one is a still picture, a longer one a loop. Constant
 * memory; not safe between threads.
 */
final class Repetition {
    private static final int LONGEST = 32;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final long[] sizes = new long[LONGEST];
    private final long[] begins = new long[LONGEST];
    /** For each distance: how many groups in a row equal the one that far before, and when that began. */
    private final int[] run = new int[LONGEST + 1];

    private final long[] runBegins = new long[LONGEST + 1];
    private long groups;
    private long open;
    private boolean begun;
    private long beginNanos;

    void reset() {
        Arrays.fill(run, 0);
        groups = 0;
        begun = false;
    }

    /** A picture of {@code packets} is over, which lay before one that begins now. */
    void picture(int packets) {
        open = (open ^ packets) * MIX;
        open ^= open >>> 29;
    }

    /** A key frame begins: after {@link #picture} told of the one before. */
    void key(long streamNanos) {
        if (begun) {
            group();
        }
        begun = true;
        open = 1;
        beginNanos = streamNanos;
    }

    private void group() {
        int reach = (int) Math.min(groups, LONGEST);
        for (int distance = 1; distance <= reach; distance++) {
            int index = (int) ((groups - distance) % LONGEST);
            if (sizes[index] != open) {
                run[distance] = 0;
            } else if (run[distance]++ == 0) {
                runBegins[distance] = begins[index];
            }
        }
        int place = (int) (groups % LONGEST);
        sizes[place] = open;
        begins[place] = beginNanos;
        groups++;
    }

    /** What repeats now, at least for the third time; as of the last key frame. */
    Optional<Health.Loop> look() {
        for (int distance = 1; distance <= LONGEST; distance++) {
            if (run[distance] >= 2 * distance) {
                return Optional.of(new Health.Loop(distance, Duration.ofNanos(beginNanos - runBegins[distance])));
            }
        }
        return Optional.empty();
    }
}
