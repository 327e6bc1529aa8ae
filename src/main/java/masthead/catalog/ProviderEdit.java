package masthead.catalog;

import java.util.Optional;

/** A change to a provider: only what is present changes. */
public record ProviderEdit(
        ProviderId id,
        Optional<String> name,
        Optional<String> url,
        Optional<Integer> maxConnections,
        Optional<String> userAgent) {}
