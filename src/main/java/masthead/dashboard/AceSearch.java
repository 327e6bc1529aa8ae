package masthead.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.dashboard.view.AceView;
import masthead.format.acestream.AceLink;
import masthead.headend.ListPreview;
import masthead.headend.ProviderImport;

/** What the search of an AceStream engine finds, to make channels of. Blocks for as long as the engine takes. */
final class AceSearch {
    /** Of a page: what is ticked must fit what a form may have, a hundred fields. */
    private static final int ROWS = 50;

    private static final String BETWEEN = "\t";

    private final ProviderImport imports;

    AceSearch(ProviderImport imports) {
        this.imports = imports;
    }

    /** @param known channels by the contents they have */
    AceView.Search find(String text, Map<String, Integer> known) {
        Upkeep options = new Upkeep(Map.of("query", text, "pageSize", "200"), Optional.empty());
        ListPreview found = imports.preview(
                new NewProvider("search", ProviderKind.ACESTREAM_SEARCH, "", 0, "", Reach.DIRECT, options), ROWS);
        return new AceView.Search(
                text,
                true,
                found.entries().stream()
                        .map(each -> new AceView.Found(
                                each.name(),
                                each.group(),
                                AceLink.of(each.url())
                                        .map(link -> link.content().toString())
                                        .orElse(""),
                                String.join(BETWEEN, each.url(), each.group(), each.logo(), each.name()),
                                Optional.ofNullable(known.get(each.url()))))
                        .toList(),
                found.total() > ROWS
                        ? "The first " + ROWS + " of " + Words.count(found.total())
                                + " by name: say more of it to see others"
                        : Words.count(found.total(), "content"),
                found.total() > 0 ? "" : found.trouble().orElse(""));
    }

    /** What was ticked; what is no such thing is left out. */
    static List<HandMade.Entry> ticked(Visit visit, String group) {
        List<HandMade.Entry> entries = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String[] parts = visit.text("pick-" + row).split(BETWEEN, 4);
            if (parts.length == 4) {
                AceLink.of(parts[0])
                        .map(link -> new HandMade.Entry(
                                parts[3], group.isEmpty() ? parts[1] : group, parts[2], link.canonical()))
                        .ifPresent(entries::add);
            }
        }
        return entries;
    }
}
