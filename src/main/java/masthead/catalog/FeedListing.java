package masthead.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * A feed as operators see it.
 *
 * @param name as the provider's list has it
 * @param group as the provider's list has it; may be empty
 * @param channel the channel it was imported as; others may play it too
 * @param goneAt since when it is missing in the provider's list
 * @param check what its last check found, if it was checked
 */
public record FeedListing(
        Feed feed,
        String name,
        String group,
        String providerName,
        ChannelId channel,
        Optional<Instant> goneAt,
        Optional<FeedCheck> check) {}
