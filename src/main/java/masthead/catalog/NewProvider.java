package masthead.catalog;

import java.util.Optional;

/**
 * What an operator says of a provider he adds; see {@link Provider} for the fields.
 *
 * @param login his main account there, if its kind has accounts
 */
public record NewProvider(
        String name,
        ProviderKind kind,
        String url,
        int maxConnections,
        String userAgent,
        Reach reach,
        Upkeep upkeep,
        Optional<Login> login) {
    /** Reached straight, and as the settings say. */
    public NewProvider(String name, ProviderKind kind, String url, int maxConnections, String userAgent) {
        this(name, kind, url, maxConnections, userAgent, Reach.DIRECT);
    }

    /** Read when asked, in the way of its kind. */
    public NewProvider(String name, ProviderKind kind, String url, int maxConnections, String userAgent, Reach reach) {
        this(name, kind, url, maxConnections, userAgent, reach, Upkeep.ON_REQUEST);
    }

    /** Without an account, or with one in the address. */
    public NewProvider(
            String name,
            ProviderKind kind,
            String url,
            int maxConnections,
            String userAgent,
            Reach reach,
            Upkeep upkeep) {
        this(name, kind, url, maxConnections, userAgent, reach, upkeep, Optional.empty());
    }

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public NewProvider {
        name = name.strip();
        url = url.strip();
        userAgent = userAgent.strip();
        require(name, url, maxConnections, userAgent);
    }

    static void require(String name, String url, int maxConnections, String userAgent) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a provider needs a name");
        }
        Plain.require("name", name, 300);
        Plain.require("url", url, 8000);
        Plain.require("user agent", userAgent, 1000);
        if (maxConnections < 0) {
            throw new IllegalArgumentException("connections cannot be fewer than 0: " + maxConnections);
        }
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "NewProvider[" + name + "]";
    }
}
