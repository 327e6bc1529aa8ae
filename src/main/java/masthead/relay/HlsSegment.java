package masthead.relay;

import java.time.Instant;

/**
 * A piece of a channel for HLS players: a range of chunk numbers in the ring, not the bytes.
 *
 * @param first its first chunk; a key chunk unless it is {@code forced}
 * @param end one more than its last chunk
 * @param nanos how long it lasts
 * @param at the time of day of its beginning
 * @param breaks discontinuities since the window began, its own included
 * @param discontinuity whether timestamps, or what is coded, begin anew with it
 * @param forced whether it had to be begun without a key frame
 */
record HlsSegment(
        long sequence,
        long first,
        long end,
        long nanos,
        Instant at,
        long breaks,
        boolean discontinuity,
        boolean forced) {
    double seconds() {
        return nanos / 1e9;
    }
}
