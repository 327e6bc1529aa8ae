package masthead.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a provider's list is read. */
public enum ProviderKind {
    /** An M3U list, fetched from an address or uploaded. */
    M3U,
    /** A web page with links to AceStream contents and to lists. */
    PAGE,
    /** What the search of an AceStream engine, or of a catalogue that speaks as one, finds. */
    ACESTREAM_SEARCH,
    /** An account at a panel that speaks the Xtream Codes API. */
    XTREAM,
    /** A folder of this machine with movies and series. */
    LIBRARY;

    /** Its name for operators: {@code m3u}, {@code page}, {@code acestream-search}, {@code xtream}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this label. */
    public static Optional<ProviderKind> labelled(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }
}
