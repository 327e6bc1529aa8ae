package masthead.tuner;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import masthead.config.Networks;
import masthead.format.acestream.AceContent;

/**
 * Addresses of transport files, which an engine fetches from where it stands: a list must not have it ask what only it can
 * reach. Names are the engine's to look up; only what is written as a local address is seen here.
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
            if (host == null) {
                return true;
            }
            String name = host.toLowerCase(Locale.ROOT);
            return name.equals("localhost") || name.endsWith(".localhost") || isLocalAddress(name);
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    private static boolean isLocalAddress(String host) {
        boolean six = host.startsWith("[");
        if (!six && !host.matches("[0-9.]+|0x[0-9a-f.x]+")) {
            return false;
        }
        try {
            InetAddress address = Networks.address(six ? host.substring(1, host.length() - 1) : host);
            return address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress()
                    || address.isAnyLocalAddress()
                    || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc);
        } catch (IllegalArgumentException odd) {
            return true; // a number written so that it does not look like an address
        }
    }
}
