package masthead.headend;

import java.util.Map;
import java.util.Optional;
import masthead.catalog.Login;
import masthead.catalog.NewProvider;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;

/**
 * Where a list is read from and how, whether its provider is kept already or not.
 *
 * @param provider the one it is, if it is kept
 * @param login an account for it that is not kept
 * @param progress where is told how far it is
 */
record ListSource(
        ProviderKind kind,
        String url,
        String userAgent,
        Reach reach,
        Map<String, String> options,
        Optional<ProviderId> provider,
        Optional<Login> login,
        ImportProgress progress) {
    static ListSource of(Provider provider) {
        return new ListSource(
                provider.kind(),
                provider.url(),
                provider.userAgent(),
                provider.reach(),
                provider.upkeep().options(),
                Optional.of(provider.id()),
                Optional.empty(),
                new ImportProgress());
    }

    static ListSource of(NewProvider provider) {
        return new ListSource(
                provider.kind(),
                provider.url(),
                provider.userAgent(),
                provider.reach(),
                provider.upkeep().options(),
                Optional.empty(),
                provider.login(),
                new ImportProgress());
    }

    ListSource at(String other) {
        return new ListSource(kind, other, userAgent, reach, options, provider, login, progress);
    }

    /** That tells {@code other} how far it is. */
    ListSource telling(ImportProgress other) {
        return new ListSource(kind, url, userAgent, reach, options, provider, login, other);
    }

    /** Called so where it names nothing itself. */
    ListSource calledAtLeast(String agent) {
        return userAgent.isEmpty() ? new ListSource(kind, url, agent, reach, options, provider, login, progress) : this;
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "ListSource[" + kind + "]";
    }
}
