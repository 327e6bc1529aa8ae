package masthead.format.xtream;

import java.time.Instant;

/**
 * A row of {@code get_live_streams}, and of the channels in {@code panel_api}.
 *
 * @param number counts the rows of one answer, from 1
 * @param id at most 2147483647
 * @param icon an absolute address, or empty
 * @param guideId the XMLTV id, or empty
 * @param archiveDays days of catch-up that can be played; 0 means none
 */
public record LiveRow(
        int number,
        String name,
        int id,
        String icon,
        String guideId,
        Instant addedAt,
        CategoryRow category,
        int archiveDays) {
    public LiveRow {
        name = Wire.line(name);
        icon = Wire.line(icon);
        guideId = Wire.line(guideId);
    }
}
