package masthead.tuner;

import java.util.List;
import java.util.Optional;
import masthead.catalog.Catalog;
import masthead.catalog.Feed;
import masthead.catalog.Provider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.format.xtream.PanelAddress;
import masthead.format.xtream.XtreamAddress;

/**
 * The addresses that feeds are opened at. What a panel holds is kept without account and domain ({@link XtreamAddress}): both are
 * joined to it here, when it is opened.
 */
public final class FeedAddress {
    private FeedAddress() {}

    /**
     * Where {@code feed} is opened with {@code account}, at its provider's first address; empty where it cannot be: a series, or
     * a panel without that account.
     */
    public static Optional<String> of(Catalog catalog, Feed feed, int account) {
        Optional<XtreamAddress> held = held(catalog, feed);
        if (held.isEmpty()) {
            return Optional.of(Accounts.with(catalog, feed, account).url());
        }
        return panels(catalog, feed.provider(), account).stream().findFirst().flatMap(panel -> panel.of(held.get()));
    }

    /** What of its panel {@code feed} is; empty for feeds of other providers, whatever their lists say. */
    public static Optional<XtreamAddress> held(Catalog catalog, Feed feed) {
        return catalog.provider(feed.provider())
                .filter(each -> each.kind() == ProviderKind.XTREAM)
                .flatMap(each -> XtreamAddress.parse(feed.url()));
    }

    /**
     * The addresses of a panel for one of its accounts, the first first, then its mirrors; empty if it is no panel or has no such
     * account. From these every other address is made, for instance of catch-up: {@link PanelAddress#path} and
     * {@link PanelAddress#query}.
     */
    public static List<PanelAddress> panels(Catalog catalog, ProviderId id, int account) {
        Optional<Provider> provider = catalog.provider(id).filter(each -> each.kind() == ProviderKind.XTREAM);
        Optional<ProviderAccount> login = catalog.accounts(id).stream()
                .filter(each -> each.position() == account && !each.locked())
                .findFirst();
        if (provider.isEmpty() || login.isEmpty()) {
            return List.of();
        }
        String mirrors = provider.get().upkeep().options().getOrDefault("mirrors", "");
        return PanelAddress.bases(provider.get().url(), mirrors).stream()
                .map(base -> new PanelAddress(
                        base, login.get().username(), login.get().password().value()))
                .toList();
    }
}
