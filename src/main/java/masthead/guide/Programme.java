package masthead.guide;

import java.time.Instant;

/**
 * One programme of one guide channel.
 *
 * @param id positive and unique; players parse it as int32
 * @param stop after {@code start}
 */
public record Programme(int id, String guideId, Instant start, Instant stop, String title, String description) {}
