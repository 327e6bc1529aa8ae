package masthead.dashboard;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedPage;
import masthead.catalog.FeedSearch;
import masthead.catalog.NewProvider;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.format.m3u.M3uForm;
import masthead.format.m3u.M3uWriter;
import masthead.headend.ImportOutcome;
import masthead.headend.ProviderImport;

/**
 * Channels that operators make by hand, one by one: the entries of a list without an address, which is a provider's as any other, so
 * that they are numbered, matched, merged and undone as all are. Blocks; safe on any thread.
 */
final class HandMade {
    static final String NAME = "Added by hand";

    /** More than anybody adds by hand: each time the whole list is written anew. */
    private static final int MOST = 2000;

    private static final int AT_ONCE = 1000;

    private final Catalogs catalogs;
    private final ProviderImport imports;
    /** Held from reading the list until the longer one is applied. */
    private final ReentrantLock adding = new ReentrantLock();

    HandMade(Catalogs catalogs, ProviderImport imports) {
        this.catalogs = catalogs;
        this.imports = imports;
    }

    /** @param url in its canonical form */
    record Entry(String name, String group, String logo, String url) {
        Entry {
            if (name.isBlank() || name.length() > 300 || group.length() > 300 || logo.length() > 2000) {
                throw new IllegalArgumentException("A name has 1 to 300 characters, a group at most as many.");
            }
            if ((name + group + logo + url).chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("A name is one line.");
            }
        }
    }

    /**
     * Adds those that are not there yet.
     *
     * @return how many that were
     * @throws IllegalArgumentException if there would be too many, or the list is not applied, telling why
     */
    int add(List<Entry> fresh) {
        adding.lock();
        try {
            ProviderId provider = provider();
            Map<String, Entry> all = entries(provider);
            int before = all.size();
            fresh.forEach(each -> all.putIfAbsent(each.url(), each));
            if (all.size() == before) {
                return 0;
            }
            if (all.size() > MOST) {
                throw new IllegalArgumentException(
                        "By hand there are at most " + Words.count(MOST) + " channels: upload a list instead.");
            }
            return switch (imports.take(provider, new ByteArrayInputStream(list(all.values())))) {
                case ImportOutcome.Applied _ -> all.size() - before;
                case ImportOutcome.Suspicious(String reason) -> throw new IllegalArgumentException(reason);
                case ImportOutcome.Failed(String reason) -> throw new IllegalArgumentException(reason);
                case ImportOutcome.Cancelled _ ->
                    throw new IllegalArgumentException("It was cancelled: everything is as it was.");
            };
        } finally {
            adding.unlock();
        }
    }

    private ProviderId provider() {
        return catalogs.current().providers().stream()
                .filter(each -> each.kind() == ProviderKind.M3U
                        && each.url().isEmpty()
                        && each.name().equals(NAME))
                .findFirst()
                .map(Provider::id)
                .orElseGet(() -> catalogs.add(new NewProvider(NAME, ProviderKind.M3U, "", 0, ""))
                        .id());
    }

    /** The list as it is, by address. */
    private Map<String, Entry> entries(ProviderId provider) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        FeedPage page;
        int offset = 0;
        do {
            page = catalogs.search(new FeedSearch(Optional.empty(), Optional.of(provider), offset, AT_ONCE));
            for (FeedListing each : page.feeds()) {
                String logo = catalogs.current()
                        .channel(each.channel())
                        .map(Channel::logo)
                        .orElse("");
                entries.put(
                        each.feed().url(),
                        new Entry(each.name(), each.group(), logo, each.feed().url()));
            }
            offset += AT_ONCE;
        } while (offset < page.total());
        return entries;
    }

    private static byte[] list(Iterable<Entry> entries) {
        StringBuilder list = new StringBuilder();
        M3uWriter writer = new M3uWriter(list, M3uForm.PLUS);
        writer.begin();
        for (Entry each : entries) {
            writer.entry(each.name(), Map.of("group-title", each.group(), "tvg-logo", each.logo()), each.url());
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }
}
