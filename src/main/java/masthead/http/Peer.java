package masthead.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.config.BasePath;
import masthead.config.Networks;
import masthead.config.PublicUrl;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Who sent a request, and where he reached us. A proxy of {@code http.trusted-proxies} is believed what it says of its client in
 * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port} and {@code -Prefix}, or, if it sends none of these, in
 * {@code Forwarded} (RFC 7239); anybody else could write anything there.
 */
final class Peer {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final List<String> OLD_HEADERS = List.of(
            "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix");

    /** What proxies say: the addresses they got the request from, the nearest last, and the address the first one was reached at. */
    private record Word(
            List<String> chain,
            Optional<String> scheme,
            Optional<String> host,
            Optional<String> port,
            Optional<String> prefix) {
        static final Word NONE =
                new Word(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

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
        List<String> chain = word().chain();
        for (int i = chain.size() - 1; i >= 0 && trusted(found); i--) {
            Optional<InetAddress> before = literal(chain.get(i));
            if (before.isEmpty()) {
                break;
            }
            found = before.get();
        }
        return found.getHostAddress();
    }

    /**
     * The public address of the settings; else what a trusted proxy tells; else the Host asked for; else our own address. The path
     * is that of the settings; else what a trusted proxy tells.
     */
    Origin origin() {
        Word word = word();
        String path = settings.basePath()
                .or(() -> word.prefix().flatMap(Peer::path))
                .map(BasePath::text)
                .orElse("");
        if (settings.publicUrl().isPresent()) {
            PublicUrl known = settings.publicUrl().get();
            return new Origin(known.scheme(), known.host(), known.port(), path);
        }
        String scheme = word.scheme()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .filter(each -> each.equals("http") || each.equals("https"))
                .orElse(request.scheme());
        Optional<Matcher> host = word.host()
                .flatMap(Peer::host)
                .or(() -> Optional.ofNullable(request.requestHeaders().get("Host"))
                        .flatMap(Peer::host));
        if (host.isEmpty()) {
            return local(scheme, path);
        }
        int port = port(host.get().group(2))
                .or(() -> word.port().flatMap(Peer::port))
                .orElse(scheme.equals("https") ? 443 : 80);
        return new Origin(scheme, host.get().group(1), port, path);
    }

    /** Nothing, unless a trusted proxy says it. */
    private Word word() {
        if (socket().filter(this::trusted).isEmpty()) {
            return Word.NONE;
        }
        if (OLD_HEADERS.stream().anyMatch(request.requestHeaders()::contains)) {
            return new Word(
                    entries("X-Forwarded-For"),
                    forwarded("X-Forwarded-Proto"),
                    forwarded("X-Forwarded-Host"),
                    forwarded("X-Forwarded-Port"),
                    forwarded("X-Forwarded-Prefix"));
        }
        List<Forwarded.Hop> hops = Forwarded.read(request.requestHeaders().getAll("Forwarded"));
        int outermost = hops.size() - 1;
        while (outermost > 0
                && hops.get(outermost)
                        .value("for")
                        .flatMap(Peer::literal)
                        .filter(this::trusted)
                        .isPresent()) {
            outermost--;
        }
        if (outermost < 0) {
            return Word.NONE;
        }
        Forwarded.Hop first = hops.get(outermost);
        return new Word(
                hops.stream().map(each -> each.value("for").orElse("unknown")).toList(),
                first.value("proto"),
                first.value("host"),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<BasePath> path(String text) {
        try {
            return Optional.of(BasePath.parse(text));
        } catch (IllegalArgumentException notAPath) {
            return Optional.empty();
        }
    }

    private Origin local(String scheme, String path) {
        InetSocketAddress local = request.hostAddress();
        return local == null || local.getAddress() == null
                ? new Origin(scheme, "localhost", settings.port(), path)
                : new Origin(scheme, written(local.getAddress()), local.getPort(), path);
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
