package masthead.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Everything on offer at one version: immutable, safe to read from any thread.
 *
 * <p>Channels and categories stand in the order players see. A category is here only if a channel is in it, and every
 * channel's category is here.
 */
public final class Catalog {
    /** Grows by at least one with every change that players could see. */
    public long version() {
        throw new IllegalStateException("unwritten");
    }

    /** Live channels with at least one feed, hidden ones left out. */
    public List<Channel> channels() {
        throw new IllegalStateException("unwritten");
    }

    public List<Channel> channels(CategoryId category) {
        throw new IllegalStateException("unwritten " + category);
    }

    public Optional<Channel> channel(ChannelId id) {
        throw new IllegalStateException("unwritten " + id);
    }

    public List<Category> categories() {
        throw new IllegalStateException("unwritten");
    }

    public Optional<Category> category(CategoryId id) {
        throw new IllegalStateException("unwritten " + id);
    }

    public List<Provider> providers() {
        throw new IllegalStateException("unwritten");
    }

    public Optional<Provider> provider(ProviderId id) {
        throw new IllegalStateException("unwritten " + id);
    }
}
