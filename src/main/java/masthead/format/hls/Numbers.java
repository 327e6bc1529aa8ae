package masthead.format.hls;

import java.time.Duration;

/** Numbers as they are found in playlists: bounded, and a substitute for what is none. */
final class Numbers {
    /** Sequence numbers made of a time in nanoseconds fit; sums stay within a long. */
    private static final long MOST = 1L << 61;
    /** A second more than a day: some segments are films. */
    private static final double LONGEST_SECONDS = 86_401;

    private Numbers() {}

    static long whole(String text, long otherwise) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 19) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(digits);
            return number >= 0 && number <= MOST ? number : otherwise;
        } catch (NumberFormatException notOne) {
            return otherwise;
        }
    }

    /** Seconds with fractions, to the microsecond; {@code otherwise} if they are none, not above zero, or beyond a day. */
    static Duration seconds(String text, Duration otherwise) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 40) {
            return otherwise;
        }
        try {
            double seconds = Double.parseDouble(digits);
            boolean sound = seconds > 0 && seconds <= LONGEST_SECONDS; // also false for NaN
            return sound ? Duration.ofNanos(Math.round(seconds * 1e6) * 1000) : otherwise;
        } catch (NumberFormatException notOne) {
            return otherwise;
        }
    }
}
