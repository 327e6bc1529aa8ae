package masthead.tuner.acestream;

import java.net.URI;
import masthead.format.acestream.AceContent;
import masthead.http.Neighbourhood;

/**
 * Addresses of transport files, which an engine fetches from where it stands: a list must not have it ask what only it can
 * reach. Names are the engine's to look up; only what is surely a local address is seen here.
 */
final class TransportFile {
    private TransportFile() {}

    /** Whether {@code content} is a transport file at a local address, or at one that cannot be read. */
    static boolean isLocal(AceContent content) {
        if (content.kind() != AceContent.Kind.TRANSPORT_URL) {
            return false;
        }
        try {
            String host = URI.create(content.value()).getHost();
            return host == null || Neighbourhood.names(host);
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }
}
