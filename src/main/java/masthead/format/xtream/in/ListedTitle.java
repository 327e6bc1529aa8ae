package masthead.format.xtream.in;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import masthead.format.xtream.TitleFacts;

/**
 * A movie or a series in a panel's list.
 *
 * @param id the panel's own, opaque
 * @param facts its name may be empty
 * @param categories ids, the first first
 * @param extension of a movie's file, without a dot; {@code mp4} where the panel says nothing
 * @param changed when a movie was added, or a series last changed
 */
public record ListedTitle(
        String id,
        TitleFacts facts,
        List<String> categories,
        String extension,
        Optional<Instant> changed,
        boolean adult) {
    public ListedTitle {
        categories = List.copyOf(categories);
    }
}
