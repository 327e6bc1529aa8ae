package masthead.tuner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.catalog.Catalog;
import masthead.catalog.Feed;
import masthead.catalog.Provider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;

/** The accounts of a provider as a pool: what each allows, and the address of a feed for each. */
final class Accounts {
    private Accounts() {}

    /** The main account's connections are the provider's; others are named in the catalog. */
    static List<SlotPool.Allowance> allowances(Catalog catalog, ProviderId id) {
        List<SlotPool.Allowance> all = new ArrayList<>();
        int own = catalog.provider(id).map(Provider::maxConnections).orElse(0);
        int told = catalog.accountState(id, 0)
                .map(each -> each.maxConnections().orElse(0))
                .orElse(0);
        all.add(new SlotPool.Allowance(0, own > 0 ? own : told)); // the operator knows better than the panel
        catalog.accounts(id).stream()
                .filter(each -> each.position() > 0 && !each.locked())
                .forEach(each -> all.add(new SlotPool.Allowance(each.position(), each.maxConnections())));
        return all;
    }

    /** Whether {@code feed} can be opened with any account: whether its address names the main one. */
    static boolean pooled(Catalog catalog, Feed feed) {
        return catalog.accounts(feed.provider()).stream().anyMatch(each -> each.position() > 0 && !each.locked())
                && (FeedAddress.held(catalog, feed).isPresent() || namesMain(catalog, feed));
    }

    private static boolean namesMain(Catalog catalog, Feed feed) {
        return main(catalog, feed.provider())
                .filter(main -> main.rewritten(feed.url(), main).isPresent())
                .isPresent();
    }

    /** {@code feed} with the address for {@code account}; as it is for the main one, unless it is a panel's. */
    static Feed with(Catalog catalog, Feed feed, int account) {
        if (FeedAddress.held(catalog, feed).isPresent()) {
            return FeedAddress.of(catalog, feed, account)
                    .map(url -> new Feed(feed.id(), feed.provider(), feed.kind(), url, feed.headers()))
                    .orElse(feed);
        }
        if (account == 0) {
            return feed;
        }
        Optional<AccountNames> other = catalog.accounts(feed.provider()).stream()
                .filter(each -> each.position() == account && !each.locked())
                .findFirst()
                .map(Accounts::names);
        return main(catalog, feed.provider())
                .flatMap(main -> other.flatMap(names -> main.rewritten(feed.url(), names)))
                .map(url -> new Feed(feed.id(), feed.provider(), feed.kind(), url, feed.headers()))
                .orElse(feed);
    }

    /** As it was given, else as the address of the provider's list has it. */
    private static Optional<AccountNames> main(Catalog catalog, ProviderId id) {
        return catalog.accounts(id).stream()
                .filter(each -> each.position() == 0 && !each.locked())
                .findFirst()
                .map(Accounts::names)
                .or(() -> catalog.provider(id).map(Provider::url).flatMap(AccountNames::of));
    }

    private static AccountNames names(ProviderAccount account) {
        return new AccountNames(account.username(), account.password());
    }
}
