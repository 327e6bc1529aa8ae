package masthead.format.xtream.in;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A live stream in a panel's list.
 *
 * @param id the panel's own, opaque
 * @param name may be empty
 * @param icon absolute, or empty
 * @param guideId may be empty
 * @param number its place by the panel's count; 0 where there is none
 * @param categories ids, the first first
 * @param archiveDays 0 where there is no catch-up
 */
public record ListedLive(
        String id,
        String name,
        String icon,
        String guideId,
        int number,
        List<String> categories,
        int archiveDays,
        Optional<Instant> added,
        boolean adult) {
    public ListedLive {
        categories = List.copyOf(categories);
    }
}
