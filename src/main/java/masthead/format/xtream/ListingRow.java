package masthead.format.xtream;

import java.time.Instant;

/**
 * A programme in the answers about the guide.
 *
 * @param id positive and unique: players parse it as int32
 * @param guideId the XMLTV id of its channel
 * @param onAir whether it is on now
 * @param archived whether it is over and can be played again
 */
public record ListingRow(
        int id,
        String guideId,
        Instant start,
        Instant stop,
        String title,
        String description,
        boolean onAir,
        boolean archived) {
    public ListingRow {
        title = Wire.line(title);
        guideId = Wire.line(guideId);
    }
}
