package masthead.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.config.Networks;
import masthead.config.PublicUrl;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Who sent a request, and where he reached us. A proxy of {@code http.trusted-proxies} is believed what it says of its client in
 * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}; anybody else could write anything there.
 */
final class Peer {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    private final HttpServerRequest request;
    private final HttpSettings settings;

    Peer(HttpServerRequest request, HttpSettings settings) {
        this.request = request;
        this.settings = settings;
    }

    /**
     * The address of the socket; behind trusted proxies, the last one of their chain that is not one of them. The entries in front
     * of that are its own word.
     */
    String address() {
        Optional<InetAddress> socket = socket();
        if (socket.isEmpty()) {
            return "unknown";
        }
        InetAddress found = socket.get();
        List<String> chain = entries("X-Forwarded-For");
        for (int i = chain.size() - 1; i >= 0 && trusted(found); i--) {
            Optional<InetAddress> before = literal(chain.get(i));
            if (before.isEmpty()) {
                break;
            }
            found = before.get();
        }
        return found.getHostAddress();
    }

    /** The public address of the settings; else what a trusted proxy tells; else the Host asked for; else our own address. */
    Origin origin() {
        if (settings.publicUrl().isPresent()) {
            PublicUrl known = settings.publicUrl().get();
            return new Origin(known.scheme(), known.host(), known.port());
        }
        boolean proxied = socket().filter(this::trusted).isPresent();
        String scheme = proxied
                        && forwarded("X-Forwarded-Proto")
                                .filter("https"::equalsIgnoreCase)
                                .isPresent()
                ? "https"
                : "http";
        Optional<Matcher> host = (proxied ? forwarded("X-Forwarded-Host") : Optional.<String>empty())
                .flatMap(Peer::host)
                .or(() -> Optional.ofNullable(request.requestHeaders().get("Host"))
                        .flatMap(Peer::host));
        if (host.isEmpty()) {
            return local(scheme);
        }
        int port = port(host.get().group(2))
                .or(() -> proxied ? forwarded("X-Forwarded-Port").flatMap(Peer::port) : Optional.empty())
                .orElse(scheme.equals("https") ? 443 : 80);
        return new Origin(scheme, host.get().group(1), port);
    }

    private Origin local(String scheme) {
        InetSocketAddress local = request.hostAddress();
        return local == null || local.getAddress() == null
                ? new Origin(scheme, "localhost", settings.port())
                : new Origin(scheme, written(local.getAddress()), local.getPort());
    }

    /** As a URL has it: IPv6 in brackets, and without the zone, which means nothing elsewhere. */
    static String written(InetAddress address) {
        String plain = address.getHostAddress();
        return plain.contains(":") ? "[" + plain.replaceFirst("%.*", "") + "]" : plain;
    }

    private Optional<InetAddress> socket() {
        return Optional.ofNullable(request.remoteAddress()).map(InetSocketAddress::getAddress);
    }

    private boolean trusted(InetAddress address) {
        return settings.trustedProxies().filter(each -> each.contains(address)).isPresent();
    }

    /** The last value: a proxy that adds to what it got adds there. */
    private Optional<String> forwarded(String header) {
        List<String> all = entries(header);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private List<String> entries(String header) {
        return request.requestHeaders().getAll(header).stream()
                .flatMap(each -> Pattern.compile(",").splitAsStream(each))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static Optional<Matcher> host(String text) {
        return Optional.of(HOST.matcher(text)).filter(Matcher::matches);
    }

    private static Optional<Integer> port(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text)
                .filter(each -> each.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(each -> each >= 1 && each <= 65535);
    }

    /** An entry of X-Forwarded-For: an address, of some proxies with brackets or a port. */
    private static Optional<InetAddress> literal(String entry) {
        String plain = entry.startsWith("[")
                ? entry.substring(1).replaceFirst("](:\\d+)?$", "")
                : entry.replaceFirst("^([0-9.]+):\\d+$", "$1");
        try {
            return Optional.of(Networks.address(plain));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
