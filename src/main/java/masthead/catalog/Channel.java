package masthead.catalog;

import java.time.Instant;
import java.util.List;

/**
 * What viewers see: a name, a place in the lineup, and the feeds its picture may come from, best first.
 *
 * @param number the operator's or the list's channel number; 0 where there is none
 * @param logo an absolute address, {@code card:<name>} for a logo shipped with Masthead, {@code own:<name>} for one that an operator uploaded, or
 *     empty
 * @param guideId the XMLTV id its programmes are filed under; empty where there is none
 * @param archiveDays days of catch-up that any of its feeds claims; 0 where there is none
 * @param addedAt when it first came into the catalog
 * @param feeds in the order they are tried: the operator's, then the list's; of any provider
 * @param minBitrate bits per second below which a feed counts as failing; 0 where none does
 */
public record Channel(
        ChannelId id,
        String name,
        CategoryId category,
        int number,
        String logo,
        String guideId,
        int archiveDays,
        Instant addedAt,
        List<Feed> feeds,
        int minBitrate) {
    public Channel {
        feeds = List.copyOf(feeds);
    }

    /** The same channel under another id, for one that was merged into it while it had viewers of its own. */
    public Channel under(ChannelId other) {
        return other.equals(id)
                ? this
                : new Channel(other, name, category, number, logo, guideId, archiveDays, addedAt, feeds, minBitrate);
    }
}
