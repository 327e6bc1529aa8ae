package masthead.http;

import io.netty.channel.ChannelOption;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import masthead.config.ProxyUrl;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** The client for requests to the outside: one connection each, redirects followed up to {@code http.max-redirects}. */
final class Outgoing {
    private static final Scheduler LOOKUPS = Schedulers.fromExecutor(Thread::startVirtualThread);

    /** As much as one read brings: a batch that came whole is handed on whole, and not in eight pieces. */
    private static final int LARGEST_PIECE = 64 * 1024;

    /** Makes the client on top of what gives it connections. */
    private final Function<ConnectionProvider, HttpClient> maker;

    private final HttpClient client;
    private final WayOut way;
    private final Duration connectTimeout;
    private final boolean abroad;

    private Outgoing(
            Function<ConnectionProvider, HttpClient> maker, WayOut way, Duration connectTimeout, boolean abroad) {
        this(maker, ConnectionProvider.newConnection(), way, connectTimeout, abroad);
    }

    private Outgoing(
            Function<ConnectionProvider, HttpClient> maker,
            ConnectionProvider connections,
            WayOut way,
            Duration connectTimeout,
            boolean abroad) {
        this.maker = maker;
        this.abroad = abroad;
        this.client =
                maker.apply(connections).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis());
        this.way = way;
        this.connectTimeout = connectTimeout;
    }

    @SuppressWarnings(
            "deprecation") // maxChunkSize has no successor in Netty 4: it still cuts what has no length of its own
    static Outgoing direct(HttpSettings settings, Loops loops) {
        Function<ConnectionProvider, HttpClient> maker = connections -> HttpClient.create(connections)
                .runOn(loops.resources())
                .resolver(loops.names())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .httpResponseDecoder(spec -> spec.maxChunkSize(LARGEST_PIECE))
                .followRedirect((asked, answer) -> redirects(answer, settings.maxRedirects()));
        return new Outgoing(maker, WayOut.DIRECT, settings.connectTimeout(), false);
    }

    private static boolean redirects(HttpClientResponse answer, int most) {
        int status = answer.status().code();
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirect && answer.redirectedFrom().length < most;
    }

    /** As this, but a redirect is an answer like any other. */
    Outgoing withoutRedirects() {
        return new Outgoing(maker.andThen(each -> each.followRedirect(false)), way, connectTimeout, false);
    }

    boolean proxied() {
        return way.proxy().isPresent();
    }

    /** As this, on connections of {@code connections}. */
    Outgoing on(ConnectionProvider connections) {
        return new Outgoing(maker, connections, way, connectTimeout, abroad);
    }

    Outgoing by(WayOut other) {
        return new Outgoing(maker, other, other.connectTimeout().orElse(connectTimeout), abroad);
    }

    Outgoing unredirected() {
        return new Outgoing(maker.andThen(each -> each.followRedirect(false)), way, connectTimeout, abroad);
    }

    /** Connects to nobody near us; see {@link Neighbourhood}. */
    Outgoing abroad() {
        return new Outgoing(maker, way, connectTimeout, true);
    }

    /** Whether a proxy must not even be asked for this host. */
    boolean refuses(String host) {
        return abroad && way.proxy().isPresent() && Neighbourhood.names(host);
    }

    /** @param scheduler where it goes on after the proxy's name was looked up */
    HttpClient client(Scheduler scheduler) {
        return way.proxy().map(proxy -> through(proxy, scheduler)).orElseGet(() -> abroad ? gated() : client);
    }

    private HttpClient gated() {
        return client.doOnChannelInit(
                (observer, channel, remote) -> channel.pipeline().addFirst(new Neighbourhood.Gate()));
    }

    /**
     * The library looks a proxy's name up on the event loop, which blocks it; so we do it on a thread of its own. The names of
     * the hosts behind are left to the proxy: it may know others than we do.
     */
    private HttpClient through(ProxyUrl proxy, Scheduler scheduler) {
        Callable<InetAddress> lookup = () -> InetAddress.getByName(proxy.host());
        return client.resolver(NoopAddressResolverGroup.INSTANCE)
                .proxyWhen((config, spec) -> Mono.fromCallable(lookup)
                        .subscribeOn(LOOKUPS)
                        .publishOn(scheduler)
                        .map(address -> spec(spec, proxy, address)));
    }

    private ProxyProvider.Builder spec(ProxyProvider.TypeSpec spec, ProxyUrl proxy, InetAddress address) {
        ProxyProvider.Builder builder = spec.type(
                        switch (proxy.protocol()) {
                            case HTTP -> ProxyProvider.Proxy.HTTP;
                            case SOCKS5 -> ProxyProvider.Proxy.SOCKS5;
                            case SOCKS4 -> ProxyProvider.Proxy.SOCKS4;
                        })
                .socketAddress(new InetSocketAddress(address, proxy.port()))
                .connectTimeoutMillis(connectTimeout.toMillis());
        if (proxy.user().isEmpty()) {
            return builder;
        }
        return builder.username(proxy.user()).password(any -> proxy.password().value());
    }

    /** Why it failed, in words that hold no address. */
    String reason(Throwable cause) {
        return way.proxy().isPresent() ? Reasons.throughProxy(cause) : Reasons.of(cause);
    }
}
