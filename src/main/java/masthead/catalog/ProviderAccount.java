package masthead.catalog;

import masthead.config.Secret;

/**
 * An account at a provider; several of one provider are used as a pool.
 *
 * @param position 0 for the main account, in whose name the list is; its connections are the provider's own
 * @param maxConnections upstream connections open at once; 0 means unlimited
 */
public record ProviderAccount(ProviderId provider, int position, String username, Secret password, int maxConnections) {
    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public ProviderAccount {
        if (username.isBlank() || password.value().isEmpty()) {
            throw new IllegalArgumentException("an account needs a username and a password");
        }
        Plain.require("username", username, 200);
        Plain.require("password", password.value(), 200);
        if (position < 0 || maxConnections < 0) {
            throw new IllegalArgumentException("connections cannot be fewer than 0: " + maxConnections);
        }
    }
}
