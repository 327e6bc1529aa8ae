package masthead.format.xtream;

import java.time.Instant;
import java.util.Optional;

/**
 * A movie as {@code get_vod_info} tells it.
 *
 * @param id the panel's own
 * @param extension of its file, without a dot; {@code mp4} where the panel says nothing
 * @param bitrate kilobits per second; 0 where it is not known
 * @param video what ffprobe says of the picture, as a JSON object; empty where it is not known
 * @param audio what ffprobe says of the sound, as a JSON object; empty where it is not known
 */
public record MovieDetails(
        String id,
        TitleFacts facts,
        String extension,
        int bitrate,
        Optional<Instant> added,
        String video,
        String audio) {}
