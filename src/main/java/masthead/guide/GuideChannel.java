package masthead.guide;

import java.time.Instant;
import java.util.List;

/**
 * One channel of one guide, with or without programmes.
 *
 * @param names as the guide writes them, in its order; may be empty
 * @param icon an address, or empty
 * @param programmes how many of it are kept
 * @param first when the first of them begins; 1970 where there are none
 * @param last when the last of them ends; 1970 where there are none
 */
public record GuideChannel(
        GuideSourceId source,
        String guideId,
        List<String> names,
        String icon,
        long programmes,
        Instant first,
        Instant last) {
    public GuideChannel {
        names = List.copyOf(names);
    }

    public GuidePlace place() {
        return new GuidePlace(source, guideId);
    }
}
