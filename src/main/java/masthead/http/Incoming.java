package masthead.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** What a request says of itself, read once; both kinds of request share it. */
final class Incoming {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    private final HttpServerRequest request;
    private final Map<String, String> pathParameters;
    private final HttpSettings settings;
    private @Nullable Map<String, List<String>> query;

    Incoming(HttpServerRequest request, Map<String, String> pathParameters, HttpSettings settings) {
        this.request = request;
        this.pathParameters = Map.copyOf(pathParameters);
        this.settings = settings;
    }

    HttpServerRequest request() {
        return request;
    }

    String method() {
        return request.method().name();
    }

    String path() {
        return HttpServer.pathOf(request.uri());
    }

    Map<String, String> pathParameters() {
        return pathParameters;
    }

    String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }

    Optional<String> queryParameter(String name) {
        if (query == null) {
            query = parameters(request.uri());
        }
        List<String> values = query.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    private static Map<String, List<String>> parameters(String uri) {
        try {
            return new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, 100).parameters();
        } catch (IllegalArgumentException badEncoding) {
            return Map.of();
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.requestHeaders().get(name));
    }

    String clientAddress() {
        InetSocketAddress remote = request.remoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }

    /** The public address from the settings; else what the client put into Host; else the address it connected to. */
    Origin origin() {
        if (settings.publicUrl().isPresent()) {
            URI uri = URI.create(settings.publicUrl().get());
            int port = uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
            return new Origin(uri.getScheme(), uri.getHost(), port);
        }
        Matcher host = HOST.matcher(header("Host").orElse(""));
        if (host.matches()) {
            String port = host.group(2);
            return new Origin("http", host.group(1), port == null ? 80 : Integer.parseInt(port));
        }
        InetSocketAddress local = request.hostAddress();
        return local == null
                ? new Origin("http", "localhost", settings.port())
                : new Origin("http", local.getHostString(), local.getPort());
    }

    boolean accepts(String encoding) {
        return header("Accept-Encoding")
                .orElse("")
                .toLowerCase(java.util.Locale.ROOT)
                .contains(encoding);
    }
}
