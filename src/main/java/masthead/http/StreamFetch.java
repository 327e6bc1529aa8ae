package masthead.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import masthead.config.ByteSize;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** {@link Fetch} on the server library's client: one connection per document, or a {@link Fetch.Line} of them, its body streamed. */
public final class StreamFetch implements Fetch {
    private static final Duration HEAD_PATIENCE = Duration.ofSeconds(60);
    /** Less than servers keep one that nothing is asked on: five seconds with some. */
    private static final Duration KEPT = Duration.ofSeconds(4);

    private final Outgoing outgoing;
    private final ByteSize limit;
    private final Duration patience;
    private final Duration silence;

    public StreamFetch(HttpSettings settings, Loops loops) {
        this(settings.uploadLimit(), Outgoing.direct(settings, loops));
    }

    private StreamFetch(ByteSize limit, Outgoing outgoing) {
        this(limit, outgoing, HEAD_PATIENCE, BoundedBody.SILENCE);
    }

    private StreamFetch(ByteSize limit, Outgoing outgoing, Duration patience, Duration silence) {
        this.limit = limit;
        this.outgoing = outgoing;
        this.patience = patience;
        this.silence = silence;
    }

    @Override
    public Fetch by(WayOut way) {
        return new StreamFetch(limit, outgoing.by(way), patience, silence);
    }

    @Override
    public Fetch unredirected() {
        return new StreamFetch(limit, outgoing.unredirected(), patience, silence);
    }

    @Override
    public Fetch abroad() {
        return new StreamFetch(limit, outgoing.abroad(), patience, silence);
    }

    @Override
    public Fetch limited(ByteSize most) {
        return new StreamFetch(most, outgoing, patience, silence);
    }

    @Override
    public Fetch within(Duration head, Duration quiet) {
        return new StreamFetch(limit, outgoing, head, quiet);
    }

    @Override
    public Document open(String url, Map<String, String> headers) {
        return call(url, headers).open();
    }

    @Override
    public Call call(String url, Map<String, String> headers) {
        return new OpenCall(url, headers, Optional.empty());
    }

    @Override
    public Line line() {
        // A proxy's client is another one for each call, and so would its connections be.
        return outgoing.proxied() ? new PlainLine(this) : new KeptLine();
    }

    /** Calls on a pool of one connection to each host; once redirected, it keeps none. */
    private final class KeptLine implements Line {
        private final ConnectionProvider pool = ConnectionProvider.builder("line")
                .maxConnections(1)
                .maxIdleTime(KEPT)
                .pendingAcquireTimeout(patience)
                .build();
        private final Set<Channel> sockets = ConcurrentHashMap.newKeySet();
        /** Those nothing was asked on yet. */
        private final Set<Channel> fresh = ConcurrentHashMap.newKeySet();
        /** One for all calls: the pool knows its connections by what made them. */
        private final HttpClient client = outgoing.on(pool)
                .client(Schedulers.immediate())
                .doOnChannelInit((observer, channel, remote) -> opened(channel));

        private volatile boolean ended;

        @Override
        public Call call(String url, Map<String, String> headers) {
            return new OpenCall(url, headers, ended ? Optional.empty() : Optional.of(this));
        }

        private void opened(Channel channel) {
            fresh.add(channel);
            sockets.add(channel);
            channel.closeFuture().addListener(over -> {
                fresh.remove(channel);
                sockets.remove(channel);
            });
        }

        /** Where a redirect leads is another host mostly: the provider would see one connection too many. */
        private void end() {
            ended = true;
            pool.dispose();
        }

        @Override
        public void close() {
            end();
            sockets.forEach(Channel::close);
        }

        @Override
        public boolean awaitClosed(Duration most) {
            return allClosed(sockets, most);
        }
    }

    private static boolean allClosed(Set<Channel> sockets, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        boolean all = true;
        for (Channel each : sockets) {
            all &= each.closeFuture()
                    .awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return all;
    }

    /** One request and the sockets behind it: one for each hop. */
    private final class OpenCall implements Call {
        private final Optional<KeptLine> line;
        private final String url;
        private final Map<String, String> headers;
        private final Sinks.Empty<Void> stop = Sinks.empty();
        private final Set<Channel> sockets = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;
        private volatile @Nullable OpenDocument answered;

        /** Whether it was asked on a connection of an earlier call. */
        private volatile boolean kept;

        OpenCall(String url, Map<String, String> headers, Optional<KeptLine> line) {
            this.line = line;
            this.url = url;
            this.headers = Map.copyOf(headers);
        }

        @Override
        public Document open() {
            if (line.isEmpty()) {
                return open(alone());
            }
            try {
                return open(line.get().client);
            } catch (FetchFailed e) {
                if (!kept || closed) {
                    throw e;
                }
                return open(alone()); // its server had closed the connection that was kept, or was about to
            }
        }

        /** On a connection of its own. */
        private HttpClient alone() {
            return outgoing.client(Schedulers.immediate())
                    .doOnChannelInit((observer, channel, remote) -> connecting(channel));
        }

        private Document open(HttpClient client) {
            try {
                URI target = Addresses.lenient(url);
                if (outgoing.refuses(target.getHost())) {
                    throw new FetchFailed(Neighbourhood.Refused.WORDS);
                }
                Answer answer = client.headers(sent -> headers.forEach(sent::set))
                        .doOnRequest((request, connection) -> {
                            kept = line.isPresent() && !line.get().fresh.remove(connection.channel());
                            connecting(connection.channel());
                        })
                        .get()
                        .uri(target)
                        .responseConnection((response, connection) -> Flux.just(new Answer(response, connection)))
                        .next()
                        .takeUntilOther(stop.asMono())
                        .block(patience);
                if (answer == null) {
                    throw new FetchFailed(closed ? "given up" : "no answer");
                }
                if (answer.response().redirectedFrom().length > 0) {
                    line.ifPresent(KeptLine::end);
                }
                OpenDocument document = new OpenDocument(answer, limit, silence);
                answered = document;
                if (closed) {
                    document.close();
                    throw new FetchFailed("given up");
                }
                return document;
            } catch (IllegalArgumentException e) {
                throw new FetchFailed("the address is not valid: it must be http:// or https:// with a host");
            } catch (FetchFailed e) {
                throw e;
            } catch (RuntimeException e) {
                kept &= !timedOut(e); // then it is not the connection
                throw new FetchFailed(timedOut(e) ? "no answer in time" : outgoing.reason(e));
            }
        }

        private void connecting(Channel channel) {
            if (sockets.add(channel)) {
                channel.closeFuture().addListener(over -> sockets.remove(channel));
            }
            if (closed) {
                channel.close();
            }
        }

        @Override
        public void close() {
            closed = true;
            stop.tryEmitEmpty();
            OpenDocument document = answered;
            if (document != null) {
                if (document.whole()) {
                    sockets.clear(); // another call may have them by now
                    return;
                }
                document.close(); // lets go of what came and nobody read
            }
            sockets.forEach(Channel::close);
        }

        @Override
        public boolean awaitClosed(Duration most) {
            return allClosed(sockets, most);
        }
    }

    /** {@code block} tells a timeout only by its message's class: an IllegalStateException. */
    static boolean timedOut(RuntimeException e) {
        return e instanceof IllegalStateException
                && String.valueOf(e.getMessage()).contains("Timeout");
    }

    private record Answer(HttpClientResponse response, Connection connection) {}

    private static final class OpenDocument implements Document {
        private final Answer answer;
        private final HttpHeaders headers;
        private final ByteSize limit;
        private final Duration silence;
        private volatile @Nullable BoundedBody body;

        OpenDocument(Answer answer, ByteSize limit, Duration silence) {
            this.silence = silence;
            this.answer = answer;
            this.headers = answer.response().responseHeaders();
            this.limit = limit;
        }

        @Override
        public int status() {
            return answer.response().status().code();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public Optional<String> from() {
            return Optional.ofNullable(answer.response().resourceUrl());
        }

        @Override
        public InputStream body() {
            BoundedBody known = body;
            if (known == null) {
                known = BoundedBody.of(
                        answer.connection().inbound().receive().asByteArray(), limit, this::close, silence);
                body = known;
            }
            return known;
        }

        /** Whether its body was read to its end: its connection is not ours any more. */
        boolean whole() {
            BoundedBody known = body;
            return known != null && known.whole();
        }

        @Override
        public void close() {
            if (whole()) {
                return;
            }
            BoundedBody known = body;
            if (known != null) {
                known.giveUp();
            }
            answer.connection().dispose();
        }
    }
}
