package masthead.headend;

import java.time.Clock;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.ProviderId;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.http.Fetch;

/**
 * Asks panels what they tell of one movie or one series: politely, at most two questions at a time to each.
 *
 * <p>Blocks; on virtual threads. Safe on any.
 */
public final class XtreamClient {
    private final Catalogs catalogs;

    public XtreamClient(Fetch fetch, Catalogs catalogs, HeadendSettings settings, Clock clock) {
        this.catalogs = catalogs;
    }

    /**
     * What the panel tells of a movie; empty if it does not know it.
     *
     * @param id the panel's own
     * @throws XtreamFailed if it cannot be asked, or answers something else
     */
    public Optional<MovieDetails> movie(ProviderId provider, String id) {
        throw new XtreamFailed("Not asked: provider " + catalogs.current().provider(provider), false);
    }

    /**
     * What the panel tells of a series, its episodes among it; empty if it does not know it.
     *
     * @param id the panel's own
     * @throws XtreamFailed if it cannot be asked, or answers something else
     */
    public Optional<SeriesDetails> series(ProviderId provider, String id) {
        throw new XtreamFailed("Not asked: provider " + catalogs.current().provider(provider), false);
    }
}
