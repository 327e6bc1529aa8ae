package masthead.headend;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.NotSearchAnswer;
import masthead.format.acestream.SearchItem;
import masthead.format.acestream.SearchReader;

/**
 * Makes a list of what a search finds: every source once, the likeliest of a channel first.
 *
 * <p>Ordered by name, not as the server does: its order changes by the hour, and channels would move with it. Blocks; any thread.
 */
final class SearchSource {
    private static final Comparator<SearchItem> BY_NAME = Comparator.comparing(
                    (SearchItem item) -> item.name().toLowerCase(Locale.ROOT))
            .thenComparing(SearchItem::infohash);

    private final HeadendSettings settings;
    private final Clock clock;

    SearchSource(HeadendSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    SpooledList read(ListSource source, DocumentFetch fetch, ListDraft draft) {
        SearchQuery query = query(source);
        URI address = Hop.web(source.url());
        List<SearchItem> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Instant now = clock.instant();
        boolean everything = SearchQuery.everything(address);
        for (int page = 0; page < (everything ? 1 : settings.searchPages()); page++) {
            int before = seen.size();
            SearchReader.Tally tally = page(fetch, query.at(address, page), item -> {
                if (!seen.add(item.infohash())) {
                    return;
                }
                if (!query.wants(item, now, everything)) {
                    draft.skip("not as the options say", 1);
                } else if (found.size() == settings.maxEntries()) {
                    draft.skip("more than headend.max-entries", 1);
                } else {
                    found.add(item);
                }
            });
            if (tally.skipped() > 0) {
                draft.skip("without a usable infohash", tally.skipped());
            }
            // Only an empty page is surely the last: servers give fewer than asked, and their total counts this or
            // that. One that
            // knows no pages gives the same again and again.
            if (tally.groups() == 0 || seen.size() == before) {
                break;
            }
        }
        found.stream().sorted(BY_NAME).forEach(item -> add(draft, item));
        return draft.finished(List.of());
    }

    private static SearchQuery query(ListSource source) {
        try {
            return SearchQuery.of(source.options());
        } catch (IllegalArgumentException e) {
            throw new ListFailed("An option of this search cannot be used: " + e.getMessage() + ".");
        }
    }

    private static SearchReader.Tally page(
            DocumentFetch fetch, String url, java.util.function.Consumer<SearchItem> sink) {
        try {
            return switch (fetch.get(url, Optional.empty())) {
                case Fetched.Whole whole -> new SearchReader().read(whole.body(), sink);
                case Fetched.Unchanged _ -> throw new ListFailed("The server answered with status 304.");
            };
        } catch (NotSearchAnswer e) {
            throw new ListDoubtful("This is no answer of a search: " + e.getMessage() + ".");
        }
    }

    private static void add(ListDraft draft, SearchItem item) {
        Map<String, String> attributes = new TreeMap<>();
        if (!item.channelId().isEmpty()) {
            attributes.put("tvg-id", "acestream-" + item.channelId());
        }
        if (!item.logo().isEmpty()) {
            attributes.put("tvg-logo", item.logo());
        }
        item.categories().stream().findFirst().ifPresent(each -> attributes.put("group-title", title(each)));
        put(attributes, "tvg-language", item.languages());
        put(attributes, "tvg-country", item.countries());
        draft.add(item.name(), attributes, new AceContent(AceContent.Kind.INFOHASH, item.infohash()).canonical());
    }

    private static void put(Map<String, String> attributes, String name, List<String> values) {
        if (!values.isEmpty()) {
            attributes.put(name, String.join(";", values));
        }
    }

    /** {@code erotic_18_plus} is "Erotic 18 plus". */
    private static String title(String category) {
        String words = category.replace('_', ' ').strip();
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
