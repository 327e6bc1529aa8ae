package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;

/**
 * The way out for streams: one connection per call, never pooled, on the event loop the caller names.
 *
 * <p>Redirects are followed up to {@code http.max-redirects}, from http to https and to other hosts, with the caller's
 * headers; bodies are handed over as they arrive.
 */
public final class Upstreams {
    /**
     * What to ask for.
     *
     * @param headTimeout from the start of the call to the head of the answer, redirects included
     * @param batch how much of the stream may gather before it is read; zero reads it as it comes
     */
    public record Request(String url, Map<String, String> headers, Duration headTimeout, Duration batch) {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /** The head of a 2xx answer; {@code url} is where it came from in the end, after redirects. */
    public record Head(int status, Optional<String> contentType, String url) {}

    /** Who takes what arrives; called on the call's event loop. */
    public interface Sink {
        /** A 2xx answer has begun. */
        void opened(Head head);

        /** More of the body. {@code bytes} is lent for this call only: copy, do not keep, do not release. */
        void bytes(ByteBuf bytes);

        /** It is over, and the connection is closed or closing. Called once, unless the caller closed the call. */
        void ended(Ending why);
    }

    /** Why a call ended. */
    public sealed interface Ending {
        /** The answer was not 2xx. */
        record Refused(int status) implements Ending {}

        /** No answer: no such host, connection refused, TLS trouble; {@code reason} names no address. */
        record Unreachable(String reason) implements Ending {}

        /** No head within the timeout. */
        record TimedOut() implements Ending {}

        /** The body came to its end ({@code whole}), or was cut. */
        record Closed(String reason, boolean whole) implements Ending {}
    }

    /** A call under way. */
    public interface Call {
        /** Ends it and closes its connection; the sink hears no more. On the call's event loop. */
        void close();

        /**
         * Runs {@code told} on the call's event loop once the call is over and its sockets are closed for certain; at once if that
         * is so, or if there never was a socket. On the call's event loop.
         */
        void whenClosed(Runnable told);
    }

    private final Outgoing outgoing;
    private final Loops loops;
    private final UnaryOperator<String> addresses;

    public Upstreams(HttpSettings settings, Loops loops) {
        this(Outgoing.direct(settings, loops), loops, UnaryOperator.identity());
    }

    private Upstreams(Outgoing outgoing, Loops loops, UnaryOperator<String> addresses) {
        this.outgoing = outgoing;
        this.loops = loops;
        this.addresses = addresses;
    }

    /** Calls that leave by {@code way}. Costs next to nothing: make it for each call. */
    public Upstreams by(WayOut way) {
        return new Upstreams(outgoing.by(way), loops, addresses);
    }

    /**
     * Calls that go where {@code addresses} says instead of where they were told to, and follow no redirect: so nothing an
     * upstream answers can lead them elsewhere.
     *
     * @param addresses throws IllegalArgumentException for what is not to be asked for
     */
    public Upstreams confined(UnaryOperator<String> addresses) {
        return new Upstreams(outgoing.withoutRedirects(), loops, addresses);
    }

    /** Opens a call; to be called on {@code loop}. */
    public Call open(Request request, EventLoop loop, Sink sink) {
        OpenCall call = new OpenCall(sink, outgoing);
        URI target;
        try {
            target = Addresses.lenient(addresses.apply(request.url()));
        } catch (IllegalArgumentException e) {
            loop.execute(() -> call.end(new Ending.Unreachable("the address is not valid")));
            return call;
        }
        Scheduler here = Schedulers.fromExecutor(loop);
        call.subscription = outgoing.client(here)
                .runOn(loops.only(loop))
                .headers(headers -> request.headers().forEach(headers::set))
                .doOnChannelInit((observer, channel, remote) -> call.connecting(channel))
                .doOnResponse(
                        (response, connection) -> call.reading = ReadBatching.on(connection.channel(), request.batch()))
                .get()
                .uri(target)
                .response((response, body) -> call.receive(response, body))
                // Some faults are found at once; the caller shall have its call before it hears of one.
                .subscribeOn(here)
                .timeout(Mono.delay(request.headTimeout(), here))
                .subscribe(ignored -> {}, call::failed, call::done);
        return call;
    }

    private static final class OpenCall implements Call {
        private final Sink sink;
        private final Outgoing outgoing;
        private @Nullable Disposable subscription;
        private @Nullable ReadBatching reading;
        private final List<Runnable> waiting = new ArrayList<>();
        private int sockets;
        private boolean over;
        private boolean opened;

        OpenCall(Sink sink, Outgoing outgoing) {
            this.sink = sink;
            this.outgoing = outgoing;
        }

        /** A socket begins: one per address that is tried, and per redirect. */
        void connecting(Channel channel) {
            sockets++;
            channel.closeFuture().addListener(closed -> {
                sockets--;
                settle();
            });
            if (over) {
                channel.close();
            }
        }

        @Override
        public void whenClosed(Runnable told) {
            waiting.add(told);
            settle();
        }

        private void settle() {
            if (over && sockets == 0) {
                List<Runnable> all = List.copyOf(waiting);
                waiting.clear();
                all.forEach(Runnable::run);
            }
        }

        /** Emits once when the head is there, which ends the head's timeout, then stays open for the body. */
        Publisher<Boolean> receive(HttpClientResponse response, ByteBufFlux body) {
            int status = response.status().code();
            if (status < 200 || status > 299) {
                end(new Ending.Refused(status));
                return Mono.empty();
            }
            opened = true;
            String from = response.resourceUrl() == null ? "" : response.resourceUrl();
            if (!over) {
                sink.opened(new Head(
                        status, Optional.ofNullable(response.responseHeaders().get("Content-Type")), from));
            }
            return Mono.just(true)
                    .concatWith(body.doOnNext(bytes -> {
                                if (reading != null) {
                                    reading.arrived(bytes.readableBytes());
                                }
                                if (!over) {
                                    sink.bytes(bytes);
                                }
                            })
                            .then(Mono.empty()));
        }

        void failed(Throwable cause) {
            if (opened) {
                end(new Ending.Closed(outgoing.reason(cause), false));
            } else if (cause instanceof TimeoutException) {
                end(new Ending.TimedOut());
            } else {
                end(new Ending.Unreachable(outgoing.reason(cause)));
            }
        }

        void done() {
            end(new Ending.Closed("the body ended", true));
        }

        void end(Ending why) {
            if (!over) {
                over = true;
                sink.ended(why);
                settle();
            }
        }

        @Override
        public void close() {
            over = true;
            if (subscription != null) {
                subscription.dispose();
            }
            settle();
        }
    }
}
