package masthead.guide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lays programmes of one guide into the holes of another's. Pure. */
final class Merge {
    /** A shorter hole is left as it is: it is a guide's way of rounding, not something missing. */
    static final Duration SMALLEST_HOLE = Duration.ofMinutes(5);

    private Merge() {}

    /** Whether {@code programmes}, in order of time, leave a hole between {@code from} and {@code to}. */
    static boolean hasHole(List<Programme> programmes, Instant from, Instant to) {
        Instant at = from;
        for (Programme each : programmes) {
            if (isHole(at, each.start())) {
                return true;
            }
            at = later(at, each.stop());
        }
        return isHole(at, to);
    }

    /**
     * The programmes of {@code best}, and in the holes it has between {@code from} and {@code to} those of {@code next}, cut where they
     * run into a programme of {@code best}; the last one may reach beyond {@code to}. Both are in order of time and without overlaps, and so is the result.
     */
    static List<Programme> filled(List<Programme> best, List<Programme> next, Instant from, Instant to) {
        if (next.isEmpty()) {
            return best;
        }
        List<Programme> all = new ArrayList<>(best.size() + next.size());
        Instant at = from;
        int candidate = 0;
        for (Programme each : best) {
            candidate = fill(all, next, candidate, new Hole(at, each.start(), false));
            all.add(each);
            at = later(at, each.stop());
        }
        fill(all, next, candidate, new Hole(at, to, true));
        return all;
    }

    /** @param edge whether nothing is known of what stands behind it */
    private record Hole(Instant from, Instant to, boolean edge) {}

    /** @return the first candidate that may reach beyond the hole */
    private static int fill(List<Programme> all, List<Programme> next, int candidate, Hole hole) {
        Instant from = hole.from;
        Instant to = hole.to;
        int at = candidate;
        while (at < next.size() && !next.get(at).stop().isAfter(from)) {
            at++;
        }
        if (!isHole(from, to)) {
            return at;
        }
        for (int each = at; each < next.size() && next.get(each).start().isBefore(to); each++) {
            Programme programme = next.get(each);
            // At the edge of what was asked for, a programme is shown as it is: nothing is in its way there.
            boolean first = all.isEmpty();
            Instant start = first ? programme.start() : later(from, programme.start());
            Instant stop = programme.stop().isAfter(to) && !hole.edge ? to : programme.stop();
            if (Duration.between(later(from, start), stop).compareTo(SMALLEST_HOLE) >= 0
                    || (start.equals(programme.start()) && stop.equals(programme.stop()))) {
                all.add(
                        start.equals(programme.start()) && stop.equals(programme.stop())
                                ? programme
                                : programme.at(start, stop));
            }
            at = each;
        }
        return at;
    }

    private static boolean isHole(Instant from, Instant to) {
        return Duration.between(from, to).compareTo(SMALLEST_HOLE) >= 0;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
