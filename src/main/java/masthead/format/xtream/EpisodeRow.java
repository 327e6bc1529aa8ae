package masthead.format.xtream;

import java.time.Instant;

/**
 * An episode in {@code get_series_info}.
 *
 * @param season 0 for specials
 * @param extension of its file, without a dot, not empty
 * @param facts its cover is an absolute address or empty
 */
public record EpisodeRow(
        int id,
        int season,
        int number,
        String title,
        Instant added,
        String extension,
        TitleFacts facts,
        MediaFacts media) {}
