package masthead.alerts;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import masthead.catalog.Catalogs;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;

/**
 * Which providers are down: their list fails again and again, or one feed after the other does not open. Each is told of once, until it is
 * back. Lives on the room's thread, but for {@link #suspects}.
 */
final class SourceWatch {
    private final Catalogs catalogs;
    private final AlertSettings settings;
    private final Teller teller;
    private final Map<ProviderId, State> states = new HashMap<>();
    /** Providers of which a feed failed since one showed a picture. */
    private final Set<ProviderId> suspects = ConcurrentHashMap.newKeySet();

    private enum Cause {
        LIST,
        FEEDS
    }

    private static final class State {
        private int failedImports;
        private boolean quarantined;
        private final Set<FeedId> failedFeeds = new HashSet<>();
        private final Set<Cause> down = EnumSet.noneOf(Cause.class);
    }

    SourceWatch(Catalogs catalogs, AlertSettings settings, Teller teller) {
        this.catalogs = catalogs;
        this.settings = settings;
        this.teller = teller;
    }

    /** Whether it matters that a feed of this provider shows a picture. Any thread. */
    boolean suspects(ProviderId provider) {
        return suspects.contains(provider);
    }

    void listApplied(ProviderId provider) {
        State state = state(provider);
        state.failedImports = 0;
        state.quarantined = false;
        back(provider, state, Cause.LIST, "Its list can be read again.");
    }

    void listFailed(ProviderId provider, String reason) {
        State state = state(provider);
        state.failedImports++;
        if (state.failedImports >= settings.failedImports()) {
            down(
                    provider,
                    state,
                    Cause.LIST,
                    "Its list could not be read " + state.failedImports + " times in a row. The last time: "
                            + sentence(reason));
        }
    }

    /** Told of once, until a list of this provider is applied: a list that is fetched again each hour is no news. */
    void listQuarantined(ProviderId provider, String reason) {
        State state = state(provider);
        state.failedImports = 0; // somebody answers
        back(provider, state, Cause.LIST, "Its list can be fetched again.");
        if (!state.quarantined) {
            state.quarantined = true;
            teller.tell(
                    Occasion.LIST_QUARANTINED,
                    "provider " + provider,
                    "A list of " + name(provider) + " looks wrong and waits for a decision. " + sentence(reason));
        }
    }

    void feedFailed(ProviderId provider, FeedId feed, String reason) {
        State state = state(provider);
        suspects.add(provider);
        if (state.failedFeeds.size() < settings.failedFeeds()) {
            state.failedFeeds.add(feed);
        }
        int enough = enough(provider);
        if (enough > 0 && state.failedFeeds.size() >= enough) {
            down(
                    provider,
                    state,
                    Cause.FEEDS,
                    "None of its feeds opens: " + state.failedFeeds.size()
                            + " different ones failed with no picture in between. The last one: " + sentence(reason));
        }
    }

    void feedShows(ProviderId provider) {
        State state = state(provider);
        suspects.remove(provider);
        state.failedFeeds.clear();
        back(provider, state, Cause.FEEDS, "Its feeds open again.");
    }

    /** Forgets providers that were removed. */
    void tidy() {
        states.keySet().removeIf(each -> catalogs.current().provider(each).isEmpty());
        suspects.retainAll(states.keySet());
    }

    private void down(ProviderId provider, State state, Cause cause, String why) {
        if (state.down.add(cause) && state.down.size() == 1) {
            teller.tell(Occasion.SOURCE_DOWN, "provider " + provider, name(provider) + " is down. " + why);
        }
    }

    private void back(ProviderId provider, State state, Cause cause, String why) {
        if (state.down.remove(cause) && state.down.isEmpty()) {
            teller.tell(Occasion.SOURCE_BACK, "provider " + provider, name(provider) + " is back. " + why);
        }
    }

    /** As many feeds as the setting says, or all that the provider has. */
    private int enough(ProviderId provider) {
        return (int) catalogs.current().channels().stream()
                .flatMap(channel -> channel.feeds().stream())
                .filter(feed -> feed.provider().equals(provider))
                .map(Feed::id)
                .distinct()
                .limit(settings.failedFeeds())
                .count();
    }

    private State state(ProviderId provider) {
        return states.computeIfAbsent(provider, any -> new State());
    }

    private String name(ProviderId provider) {
        return catalogs.current()
                .provider(provider)
                .map(Provider::name)
                .map(name -> "The provider “" + name + "”")
                .orElse("A provider");
    }

    /** Reasons end as they were written: with a full stop or without. */
    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    /** Who passes on what was found. */
    @FunctionalInterface
    interface Teller {
        void tell(Occasion occasion, String subject, String message);
    }
}
