package masthead.catalog;

/**
 * A guide that a provider's list names.
 *
 * @param url http or https; may hold credentials: never logged
 */
public record NamedGuide(ProviderId provider, String providerName, String url) {
    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "NamedGuide[" + provider + "]";
    }
}
