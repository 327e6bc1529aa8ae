package masthead.tuner;

import masthead.catalog.Feed;
import masthead.catalog.ProviderId;

/**
 * Somebody wants a connection to a provider.
 *
 * @param playing the id of the channel or film it is for, as operators know it
 * @param pooled whether any account of the provider will do, not only the main one
 */
public record SlotAsk(ProviderId provider, Use use, int playing, boolean pooled) {
    /** For a feed that is opened with the main account's name. */
    public static SlotAsk of(Feed feed, Use use, int playing) {
        return new SlotAsk(feed.provider(), use, playing, false);
    }
}
