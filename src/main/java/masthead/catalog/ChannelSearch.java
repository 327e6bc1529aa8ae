package masthead.catalog;

import java.util.Optional;

/**
 * What an operator looks for; absent means "any".
 *
 * @param text part of a name, without regard to case
 * @param offset how many to skip
 * @param limit how many to tell at most, 1 to 1000
 */
public record ChannelSearch(
        Optional<String> text, Optional<CategoryId> category, Optional<ProviderId> provider, int offset, int limit) {}
