package masthead.app.movein;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.ProviderKind;
import masthead.config.Secret;

/**
 * What somebody brings along: all that other programs keep and that has a place here.
 *
 * @param program whose it is
 * @param left what has no place here, one line for each kind
 */
record Belongings(
        String program, List<Source> sources, List<GuideSource> guides, List<Placed> channels, List<String> left) {
    Belongings {
        sources = List.copyOf(sources);
        guides = List.copyOf(guides);
        channels = List.copyOf(channels);
        left = List.copyOf(left);
    }

    /**
     * Where channels come from.
     *
     * @param key what {@link Placed} calls it
     * @param url empty where only {@code list} is there; of a panel, its base
     * @param logins of a panel, the main one first
     */
    record Source(
            String key, String name, ProviderKind kind, String url, List<Login> logins, Manners manners, Content list) {
        Source {
            logins = List.copyOf(logins);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Source[" + name + "]";
        }
    }

    /** One account of a panel. */
    record Login(String username, Secret password, int maxConnections) {}

    /** How a source is asked: {@code maxConnections} 0 means unlimited. */
    record Manners(
            int maxConnections,
            String userAgent,
            Map<String, String> headers,
            Optional<Duration> refresh,
            List<String> mirrors) {
        static final Manners USUAL = new Manners(0, "", Map.of(), Optional.empty(), List.of());
    }

    /** A guide: an address, or a document. */
    record GuideSource(String key, String name, String url, Content document) {
        /** Without the address. */
        @Override
        public String toString() {
            return "GuideSource[" + name + "]";
        }
    }

    /** A document that was brought along, if it was. */
    record Content(Optional<Bundle.Entry> entry) {
        static final Content NONE = new Content(Optional.empty());
    }

    /** A channel as its list has it: it is found again by its address, else by name and group, else by its name alone. */
    record Original(String source, String name, String group, String url) {}

    /** A channel as it is to be seen; what is empty or 0 stays as it is. */
    record Seen(String name, String group, int number, String logo, boolean hidden) {}

    /** Where its programmes are: {@code guide} is a {@link GuideSource}'s key, empty where any will do. */
    record GuideLink(String guide, String id) {}

    /**
     * A channel that was worked on.
     *
     * @param spares other feeds it plays, in order
     */
    record Placed(Original original, Seen seen, Optional<GuideLink> guide, List<Original> spares) {
        Placed {
            spares = List.copyOf(spares);
        }
    }
}
