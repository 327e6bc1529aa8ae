package masthead.catalog;

/** What an operator says of a provider he adds; see {@link Provider} for the fields. */
public record NewProvider(String name, ProviderKind kind, String url, int maxConnections, String userAgent) {}
