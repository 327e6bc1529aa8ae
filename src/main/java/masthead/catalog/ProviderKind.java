package masthead.catalog;

/** How a provider's list is read. */
public enum ProviderKind {
    /** An M3U list, fetched from an address or uploaded. */
    M3U
}
