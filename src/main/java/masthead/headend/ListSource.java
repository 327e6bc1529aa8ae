package masthead.headend;

import java.util.Map;
import masthead.catalog.NewProvider;
import masthead.catalog.Provider;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;

/** Where a list is read from and how, whether its provider is kept already or not. */
record ListSource(ProviderKind kind, String url, String userAgent, Reach reach, Map<String, String> options) {
    static ListSource of(Provider provider) {
        return new ListSource(
                provider.kind(),
                provider.url(),
                provider.userAgent(),
                provider.reach(),
                provider.upkeep().options());
    }

    static ListSource of(NewProvider provider) {
        return new ListSource(
                provider.kind(),
                provider.url(),
                provider.userAgent(),
                provider.reach(),
                provider.upkeep().options());
    }

    ListSource at(String other) {
        return new ListSource(kind, other, userAgent, reach, options);
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "ListSource[" + kind + "]";
    }
}
