package masthead.vod;

import java.util.List;
import masthead.catalog.ProviderId;

/** The queue of titles whose providers are to be asked, as it is now; counts are since the start. */
public record DetailsSeen(List<OfProvider> providers, long asked, long failed, long dropped) {
    /** The part of one provider. */
    public record OfProvider(ProviderId provider, int waiting, int asking, String lastFailure) {}

    public DetailsSeen {
        providers = List.copyOf(providers);
    }
}
