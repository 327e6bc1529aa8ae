package masthead.http;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.prometheus.metrics.core.metrics.Counter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import masthead.config.BasePath;
import masthead.metrics.Metrics;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The one listener: takes requests in and hands each to its route, on a virtual thread or on its event loop. */
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** What RFC 9113, 6.5.2 recommends at least. */
    private static final int STREAMS_PER_CONNECTION = 100;

    private final HttpSettings settings;
    private final Routes routes;
    private final ChannelGroup connections = new DefaultChannelGroup("connections", GlobalEventExecutor.INSTANCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Counter requests;
    private final Counter refusedConnections;
    private final Patience patience;
    private final BasePath base;
    private final DisposableServer plain;
    private final Optional<DisposableServer> secured;

    private HttpServer(HttpSettings settings, Routes routes, Loops loops, Metrics metrics) {
        this.settings = settings;
        this.routes = routes;
        requests = metrics.counter("masthead_http_requests_total", "Requests that reached a route.");
        refusedConnections = metrics.counter(
                "masthead_http_connections_refused_total",
                "Connections closed because http.max-connections was reached.");
        patience = new Patience(
                settings.sendPatience(),
                metrics.counter(
                        "masthead_http_impatient_total",
                        "Answers ended because the client took too little of them within http.send-patience."));
        metrics.gauge("masthead_http_connections", "Client connections open now.", connections::size);
        base = settings.basePath().orElse(BasePath.NONE);
        Optional<SslContext> tls = settings.tlsPort().map(port -> new CurrentCertificate(files(), threads));
        plain = bound(listener(loops), settings.port());
        secured = tls.map(context -> secured(listener(loops), context));
    }

    /**
     * Binds the ports and starts to serve.
     *
     * @throws PortInUse if a port cannot be bound
     * @throws BadCertificate if there is to be TLS, and its files cannot be used
     */
    public static HttpServer start(HttpSettings settings, Routes routes, Loops loops, Metrics metrics) {
        return new HttpServer(settings, routes, loops, metrics);
    }

    private CertificateFiles files() {
        if (settings.tlsCertificate().isEmpty() || settings.tlsKey().isEmpty()) {
            throw new BadCertificate("http.tls-port needs http.tls-certificate and http.tls-key");
        }
        return new CertificateFiles(
                Path.of(settings.tlsCertificate().get()),
                Path.of(settings.tlsKey().get()),
                settings.http2());
    }

    private reactor.netty.http.server.HttpServer listener(Loops loops) {
        return reactor.netty.http.server.HttpServer.create()
                .runOn(loops.resources())
                .host(settings.host())
                .idleTimeout(settings.idleTimeout())
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(8192).maxHeaderSize(16384))
                .option(io.netty.channel.ChannelOption.SO_BACKLOG, 4096)
                .childOption(io.netty.channel.ChannelOption.TCP_NODELAY, true)
                .doOnChannelInit((observer, channel, remote) -> count(channel))
                .handle(this::route);
    }

    private DisposableServer secured(reactor.netty.http.server.HttpServer listener, SslContext tls) {
        HttpProtocol[] protocols = settings.http2()
                ? new HttpProtocol[] {HttpProtocol.HTTP11, HttpProtocol.H2}
                : new HttpProtocol[] {HttpProtocol.HTTP11};
        try {
            return bound(
                    listener.secure(spec -> spec.sslContext(tls))
                            .protocol(protocols)
                            .http2Settings(spec -> spec.maxConcurrentStreams(STREAMS_PER_CONNECTION)
                                    .maxHeaderListSize(16384)),
                    settings.tlsPort().orElse(0));
        } catch (PortInUse e) {
            plain.disposeNow(CLOSE_PATIENCE);
            throw e;
        }
    }

    private DisposableServer bound(reactor.netty.http.server.HttpServer listener, int port) {
        try {
            return listener.port(port).bindNow();
        } catch (reactor.netty.ChannelBindException e) {
            throw new PortInUse(settings.host(), port);
        }
    }

    /** The port that was bound. */
    public int port() {
        return portOf(plain);
    }

    /** The port for TLS that was bound, if there is one. */
    public Optional<Integer> tlsPort() {
        return secured.map(HttpServer::portOf);
    }

    private static int portOf(DisposableServer server) {
        return ((InetSocketAddress) server.address()).getPort();
    }

    private void count(Channel channel) {
        if (connections.size() >= settings.maxConnections()) {
            refusedConnections.inc();
            channel.close();
        } else {
            connections.add(channel);
        }
    }

    private Publisher<Void> route(HttpServerRequest request, HttpServerResponse response) {
        requests.inc();
        request.withConnection(connection -> RequestsAhead.watch(connection.channel()));
        String method = request.method().name();
        Optional<Routes.Match> match = routes.match(method, base.strip(pathOf(request.uri())), queryOf(request.uri()));
        if (match.isEmpty()) {
            return plain(response, 404, "Not found");
        }
        if (!match.get().methods().contains(method)) {
            response.header("Allow", String.join(", ", match.get().methods()));
            return plain(response, 405, "Method not allowed");
        }
        Incoming incoming = new Incoming(request, match.get().parameters(), settings);
        return switch (match.get().target()) {
            case Routes.Target.Blocking(Routes.Handler handler) -> {
                BlockingExchange exchange = new BlockingExchange(incoming, response, settings);
                threads.execute(() -> exchange.run(handler));
                yield exchange.answer();
            }
            case Routes.Target.Streaming(Routes.StreamHandler handler) -> {
                LoopRequest open = new LoopRequest(incoming, response, patience);
                // A body would wait in the library's queue for ever once the connection is taken over.
                request.receive().subscribe();
                open.loop().execute(() -> open.run(() -> handler.open(open)));
                yield open.answer();
            }
        };
    }

    private static String queryOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? "" : uri.substring(query + 1);
    }

    /** The path without query, of a request line that may be absolute ({@code GET http://host/path}). */
    static String pathOf(String uri) {
        int start = 0;
        if (!uri.startsWith("/")) {
            int scheme = uri.indexOf("://");
            start = scheme < 0 ? 0 : Math.max(uri.indexOf('/', scheme + 3), scheme + 3);
        }
        int end = uri.indexOf('?', start);
        return uri.substring(start, end < 0 ? uri.length() : end);
    }

    private static Mono<Void> plain(HttpServerResponse response, int status, String text) {
        return response.status(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("Content-Length", Integer.toString(text.length()))
                .sendString(Mono.just(text))
                .then();
    }

    /** Stops listening, then ends every connection and waits until requests under way have noticed: two seconds in all. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        try {
            plain.disposeNow(CLOSE_PATIENCE);
            secured.ifPresent(server -> server.disposeNow(Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
        } catch (IllegalStateException e) {
            log.warn("The listener did not close in time");
        }
        connections.close().awaitUninterruptibly(millisUntil(deadline));
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(millisUntil(deadline), TimeUnit.MILLISECONDS)) {
                log.warn("Requests under way did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long millisUntil(long deadline) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
