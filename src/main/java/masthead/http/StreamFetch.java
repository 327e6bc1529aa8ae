package masthead.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import masthead.config.ByteSize;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** {@link Fetch} on the server library's client: one connection per document, its body streamed. */
public final class StreamFetch implements Fetch {
    private static final Duration HEAD_PATIENCE = Duration.ofSeconds(60);

    private final Outgoing outgoing;
    private final ByteSize limit;

    public StreamFetch(HttpSettings settings, Loops loops) {
        this(settings.uploadLimit(), Outgoing.direct(settings, loops));
    }

    private StreamFetch(ByteSize limit, Outgoing outgoing) {
        this.limit = limit;
        this.outgoing = outgoing;
    }

    @Override
    public Fetch by(WayOut way) {
        return new StreamFetch(limit, outgoing.by(way));
    }

    @Override
    public Fetch unredirected() {
        return new StreamFetch(limit, outgoing.unredirected());
    }

    @Override
    public Fetch abroad() {
        return new StreamFetch(limit, outgoing.abroad());
    }

    @Override
    public Fetch limited(ByteSize most) {
        return new StreamFetch(most, outgoing);
    }

    @Override
    public Document open(String url, Map<String, String> headers) {
        try {
            URI target = Addresses.lenient(url);
            if (outgoing.refuses(target.getHost())) {
                throw new FetchFailed(Neighbourhood.Refused.WORDS);
            }
            Answer answer = outgoing.client(Schedulers.immediate())
                    .headers(sent -> headers.forEach(sent::set))
                    .get()
                    .uri(target)
                    .responseConnection((response, connection) -> Flux.just(new Answer(response, connection)))
                    .next()
                    .block(HEAD_PATIENCE);
            if (answer == null) {
                throw new FetchFailed("no answer");
            }
            return new OpenDocument(answer, limit);
        } catch (IllegalArgumentException e) {
            throw new FetchFailed("the address is not valid: it must be http:// or https:// with a host");
        } catch (FetchFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FetchFailed(timedOut(e) ? "no answer in time" : outgoing.reason(e));
        }
    }

    /** {@code block} tells a timeout only by its message's class: an IllegalStateException. */
    private static boolean timedOut(RuntimeException e) {
        return e instanceof IllegalStateException
                && String.valueOf(e.getMessage()).contains("Timeout");
    }

    private record Answer(HttpClientResponse response, Connection connection) {}

    private static final class OpenDocument implements Document {
        private final Answer answer;
        private final HttpHeaders headers;
        private final ByteSize limit;
        private @Nullable InputStream body;

        OpenDocument(Answer answer, ByteSize limit) {
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
        public InputStream body() {
            if (body == null) {
                body = BoundedBody.of(answer.connection().inbound().receive(), limit, this::close);
            }
            return body;
        }

        @Override
        public void close() {
            answer.connection().dispose();
        }
    }
}
