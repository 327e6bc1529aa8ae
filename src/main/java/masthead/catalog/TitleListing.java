package masthead.catalog;

import java.util.List;

/**
 * A movie or series as operators see it.
 *
 * @param hidden whether players do not see it
 * @param providers who has it now; empty where all feeds are gone
 */
public record TitleListing(Part part, Title title, boolean hidden, List<ProviderId> providers) {
    public TitleListing {
        providers = List.copyOf(providers);
    }
}
