package masthead.catalog;

import java.time.Instant;

/**
 * What a check of a feed found.
 *
 * @param reason why it does not play, or how it does, for people
 */
public record FeedCheck(boolean plays, String reason, Instant at) {}
