package masthead.format.xtream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A series as {@code get_series_info} tells it.
 *
 * @param id the panel's own
 * @param modified when an episode last came or changed, if it is told
 * @param seasons by their numbers; a season of an episode may be missing in it
 * @param episodes by season and number
 */
public record SeriesDetails(
        String id, TitleFacts facts, Optional<Instant> modified, List<Season> seasons, List<Episode> episodes) {
    /** One season; texts may be empty, {@code cover} is absolute or empty. */
    public record Season(int number, String name, String overview, String aired, String cover) {}

    /**
     * One episode.
     *
     * @param id the panel's own, as it stands in addresses
     * @param season 0 for specials
     * @param number in its season, from 1; 0 where nobody knows
     * @param facts its name is the episode's title
     * @param extension of its file, without a dot; {@code mp4} where the panel says nothing
     * @param bitrate kilobits per second; 0 where it is not known
     * @param video what ffprobe says of the picture, as a JSON object; empty where it is not known
     * @param audio what ffprobe says of the sound, as a JSON object; empty where it is not known
     */
    public record Episode(
            String id,
            int season,
            int number,
            TitleFacts facts,
            String extension,
            int bitrate,
            Optional<Instant> added,
            String video,
            String audio) {}

    public SeriesDetails {
        seasons = List.copyOf(seasons);
        episodes = List.copyOf(episodes);
    }
}
