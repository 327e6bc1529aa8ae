package masthead.catalog;

import java.util.function.Consumer;

/**
 * Holds the current {@link Catalog} and is the only way to change what is on offer.
 *
 * <p>Every change is one transaction (rows, audit line, version), then one rebuild from the database, then one swap; the
 * call returns after the swap. Changes block and belong on a virtual thread; {@link #current} may be called anywhere.
 */
public final class Catalogs {
    /** The newest snapshot; never blocks. */
    public Catalog current() {
        throw new IllegalStateException("unwritten");
    }

    /** Calls {@code follower} with every new snapshot, and with the current one at once. It must return quickly. */
    public void follow(Consumer<Catalog> follower) {
        throw new IllegalStateException("unwritten " + follower);
    }

    /** Builds the snapshot from the database again and swaps it in: after an import, at start. */
    public Catalog rebuild() {
        throw new IllegalStateException("unwritten");
    }

    public Provider add(NewProvider provider) {
        throw new IllegalStateException("unwritten " + provider);
    }

    /** @throws NoSuchEntry if there is none with this id */
    public Provider edit(ProviderEdit edit) {
        throw new IllegalStateException("unwritten " + edit);
    }

    /** Takes the provider and its feeds out; channels left without a feed leave the lineup, their ids stay taken. */
    public void remove(ProviderId id) {
        throw new IllegalStateException("unwritten " + id);
    }

    /**
     * Changes what the operator wants of a channel; such edits win over every later import.
     *
     * @return the channel as it is now, hidden or not
     * @throws NoSuchEntry if there is none with this id
     */
    public ChannelListing edit(ChannelEdit edit) {
        throw new IllegalStateException("unwritten " + edit);
    }

    /** Takes a channel out for good: later imports do not bring it back, and its id is never given again. */
    public void remove(ChannelId id) {
        throw new IllegalStateException("unwritten " + id);
    }

    /** The operator's list of channels: hidden ones too, and what is not playable yet. */
    public ChannelPage search(ChannelSearch search) {
        throw new IllegalStateException("unwritten " + search);
    }
}
