package masthead.catalog;

import masthead.config.Secret;

/**
 * An account at a provider; several of one provider are used as a pool.
 *
 * @param position 0 for the main account, in whose name the list is; its connections are the provider's own
 * @param maxConnections upstream connections open at once; 0 means unlimited
 * @param locked whether its password cannot be read, for want of the key: it is empty then, and the account is of no use
 */
public record ProviderAccount(
        ProviderId provider, int position, String username, Secret password, int maxConnections, boolean locked) {
    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public ProviderAccount(ProviderId provider, int position, String username, Secret password, int maxConnections) {
        this(provider, position, new Login(username, password).username(), password, maxConnections, false);
    }

    public ProviderAccount {
        if (position < 0 || maxConnections < 0) {
            throw new IllegalArgumentException("connections cannot be fewer than 0: " + maxConnections);
        }
    }
}
