package masthead.headend;

import java.io.InputStream;
import masthead.catalog.ProviderId;

/**
 * Reads a provider's list into the catalog: as a stream, in constant memory, in one transaction.
 *
 * <p>Blocks; on a virtual thread. One import at a time per provider; a second one waits.
 */
public final class ProviderImport {
    /**
     * Fetches the provider's list and applies it.
     *
     * @throws masthead.catalog.NoSuchEntry if there is no such provider
     */
    public ImportOutcome run(ProviderId provider) {
        throw new IllegalStateException("unwritten " + provider);
    }

    /** Applies a list that was handed to us, plain or gzipped. The caller closes {@code list}. */
    public ImportOutcome take(ProviderId provider, InputStream list) {
        throw new IllegalStateException("unwritten " + provider + list);
    }
}
