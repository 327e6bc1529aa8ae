package masthead.guide;

import java.util.Optional;

/**
 * Which matches an operator wants to see.
 *
 * @param state absent: any
 * @param text to be in the channel's name, whatever its case and accents; empty: any
 * @param offset how many of those found are left out at the front
 * @param limit how many are told at most
 */
public record MatchSearch(Optional<ChannelMatch.State> state, String text, int offset, int limit) {}
