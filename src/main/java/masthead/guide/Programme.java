package masthead.guide;

import java.time.Duration;
import java.time.Instant;
import masthead.format.xmltv.XmltvDetails;

/**
 * One programme of one guide channel.
 *
 * @param id positive and unique; players parse it as int32
 * @param stop after {@code start}
 * @param details what else the guide says of it
 */
public record Programme(
        int id, String guideId, Instant start, Instant stop, String title, String description, XmltvDetails details) {
    /** Without details. */
    public Programme(int id, String guideId, Instant start, Instant stop, String title, String description) {
        this(id, guideId, start, stop, title, description, XmltvDetails.NONE);
    }

    Programme at(Instant from, Instant until) {
        return new Programme(id, guideId, from, until, title, description, details);
    }

    Programme later(Duration by) {
        return by.isZero() ? this : at(start.plus(by), stop.plus(by));
    }
}
