package masthead.format.xtream;

import java.time.Instant;

/**
 * A movie or a series as a row of {@code get_vod_streams} or {@code get_series}.
 *
 * @param number counts the rows of one answer, from 1
 * @param id at most 2147483647
 * @param added when it came, of a series when it changed last
 * @param extension of a movie's file, without a dot, not empty; of no meaning for a series
 * @param facts its cover is an absolute address or empty
 */
public record TitleRow(
        int number,
        int id,
        String name,
        Instant added,
        CategoryRow category,
        String extension,
        boolean adult,
        TitleFacts facts) {
    public TitleRow {
        name = Wire.line(name);
    }
}
