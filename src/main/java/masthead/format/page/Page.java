package masthead.format.page;

import java.util.List;
import java.util.Map;

/**
 * What a page leads to.
 *
 * @param entries each content once, in the page's order
 * @param lists absolute addresses of lists of channels, each once, in the page's order
 * @param skipped what was left out, by reason
 */
public record Page(List<PageEntry> entries, List<String> lists, Map<String, Integer> skipped) {
    public Page {
        entries = List.copyOf(entries);
        lists = List.copyOf(lists);
        skipped = Map.copyOf(skipped);
    }
}
