package masthead.headend;

import java.util.Map;
import masthead.catalog.ProviderKind;
import masthead.format.page.PageRules;
import masthead.format.xtream.PanelAddress;

/** What may be said of how a list is read, by the provider's kind. */
public final class ListOptions {
    private ListOptions() {}

    /** @throws IllegalArgumentException if an option is unknown or cannot be used, telling which */
    public static void check(ProviderKind kind, String url, Map<String, String> options) {
        switch (kind) {
            case M3U -> {
                if (!options.isEmpty()) {
                    throw new IllegalArgumentException("a provider of kind m3u has no options");
                }
            }
            case PAGE -> {
                PageRules.of(options);
                if (url.isEmpty()) {
                    throw new IllegalArgumentException("a page needs its address, 'url'");
                }
            }
            case LIBRARY -> {
                if (!options.isEmpty()) {
                    throw new IllegalArgumentException("a provider of kind library has no options");
                }
                if (url.isEmpty()) {
                    throw new IllegalArgumentException("a library needs the path of its folder, 'url'");
                }
            }
            case ACESTREAM_SEARCH -> SearchQuery.of(options);
            case XTREAM -> {
                PanelAddress.typed(url);
                XtreamOptions.of(options);
            }
        }
    }
}
