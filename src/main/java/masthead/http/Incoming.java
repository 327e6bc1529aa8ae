package masthead.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import masthead.config.BasePath;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** What a request says of itself, read once; both kinds of request share it. */
final class Incoming {
    private static final Pattern GZIP = Pattern.compile("(x-)?gzip\\s*(;(?!\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)).*)?");

    private final HttpServerRequest request;
    private final Map<String, String> pathParameters;
    private final BasePath base;
    private final Peer peer;
    private @Nullable Map<String, String> query;

    Incoming(HttpServerRequest request, Map<String, String> pathParameters, HttpSettings settings) {
        this.request = request;
        this.pathParameters = Map.copyOf(pathParameters);
        this.base = settings.basePath().orElse(BasePath.NONE);
        this.peer = new Peer(request, settings);
    }

    HttpServerRequest request() {
        return request;
    }

    String method() {
        return request.method().name();
    }

    String path() {
        return base.strip(HttpServer.pathOf(request.uri()));
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
            query = Pairs.of(query());
        }
        return Optional.ofNullable(query.get(name));
    }

    String query() {
        int mark = request.uri().indexOf('?');
        return mark < 0 ? "" : request.uri().substring(mark + 1);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.requestHeaders().get(name));
    }

    String clientAddress() {
        return peer.address();
    }

    Origin origin() {
        return peer.origin();
    }

    boolean acceptsGzip() {
        return acceptsGzip(request.requestHeaders().getAll("Accept-Encoding"));
    }

    /** Whether gzip, or x-gzip, which is the same, is asked for and not by {@code q=0} refused (RFC 9110, 12.5.3). */
    static boolean acceptsGzip(List<String> headers) {
        return headers.stream()
                .flatMap(each -> Arrays.stream(each.toLowerCase(Locale.ROOT).split(",")))
                .anyMatch(each -> GZIP.matcher(each.strip()).matches());
    }
}
