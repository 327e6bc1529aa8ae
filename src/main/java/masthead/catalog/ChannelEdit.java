package masthead.catalog;

import java.util.Optional;

/**
 * A change to a channel: only what is present changes.
 *
 * @param category the name of the category it should stand in; made if there is none of that name
 */
public record ChannelEdit(
        ChannelId id,
        Optional<String> name,
        Optional<String> category,
        Optional<Integer> number,
        Optional<String> logo,
        Optional<String> guideId,
        Optional<Boolean> hidden) {}
