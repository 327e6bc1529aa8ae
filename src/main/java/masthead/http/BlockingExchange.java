package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerResponse;

/** An {@link Exchange} on the server library's connection. Lives on one virtual thread. */
final class BlockingExchange implements Exchange {
    private static final Logger log = LoggerFactory.getLogger(BlockingExchange.class);

    private final Incoming incoming;
    private final HttpServerResponse response;
    private final HttpSettings settings;
    private final Sinks.One<Publisher<Void>> answer = Sinks.one();

    /** A reference to a kept body that no send has taken yet; whoever empties this owns it. */
    private final AtomicReference<@Nullable ByteBuf> lent = new AtomicReference<>();

    /** Who is told when it is over; guarded by itself. */
    private final List<Runnable> waiting = new ArrayList<>();

    private final ChannelFutureListener whenClosed = closed -> over();
    private volatile @Nullable Channel channel;
    private volatile boolean over;
    private @Nullable Map<String, String> form;
    private @Nullable BodyStream stream;
    private @Nullable OutputStream written;
    private boolean answered;

    BlockingExchange(Incoming incoming, HttpServerResponse response, HttpSettings settings) {
        this.incoming = incoming;
        this.response = response;
        this.settings = settings;
    }

    /** What the server library waits for. */
    Publisher<Void> answer() {
        return answer.asMono().flatMap(Mono::from).doFinally(how -> over());
    }

    /** The answer was sent, or the client left. */
    private void over() {
        List<Runnable> all;
        synchronized (waiting) {
            over = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        Channel open = channel;
        if (open != null) {
            open.closeFuture().removeListener(whenClosed);
        }
        giveBack();
        all.forEach(BlockingExchange::tell);
    }

    /** One who fails must not keep the others from hearing of it. */
    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A request failed while it ended");
        }
    }

    @Override
    public void whenOver(Runnable told) {
        boolean first;
        synchronized (waiting) {
            if (over) {
                first = false;
            } else {
                waiting.add(told);
                first = waiting.size() == 1;
                told = () -> {};
            }
        }
        if (first) {
            channel().closeFuture().addListener(whenClosed);
        }
        told.run();
    }

    @Override
    public void breakOff() {
        channel().close();
    }

    private Channel channel() {
        Channel known = channel;
        if (known == null) {
            Channel[] found = new Channel[1];
            incoming.request().withConnection(connection -> found[0] = connection.channel());
            known = found[0];
            channel = known;
        }
        return known;
    }

    /** Releases what was lent to a send that will not begin any more: the client may leave before there is an answer. */
    private void giveBack() {
        ByteBuf bytes = lent.getAndSet(null);
        if (bytes != null) {
            bytes.release();
        }
    }

    /** Runs {@code handler}; whatever it does, the client gets an answer or sees the connection end. */
    void run(Routes.Handler handler) {
        try {
            handler.handle(this);
            if (!answered) {
                throw new IllegalStateException("The route did not answer");
            }
            finish();
        } catch (BodyTooLarge e) {
            refuse(413, e.getMessage());
        } catch (ClientGone e) {
            log.atDebug().log("The client left before the answer was whole");
            if (stream != null) {
                stream.breakOff();
            }
        } catch (Throwable e) { // errors too: else the client would wait for ever
            log.atError().setCause(e).log("A request failed");
            refuse(500, "Something went wrong here; the server's log says what.");
        }
    }

    /** The handler returned: only now is a body that it wrote whole. */
    private void finish() throws IOException {
        if (stream != null && written != null) {
            written.close();
            stream.end();
        }
    }

    private void refuse(int status, @Nullable String reason) {
        if (stream != null) {
            stream.breakOff();
        } else if (!answered) {
            reply(status, "text/plain; charset=utf-8", reason + "\n");
        }
    }

    @Override
    public String method() {
        return incoming.method();
    }

    @Override
    public String path() {
        return incoming.path();
    }

    @Override
    public String pathParameter(String name) {
        return incoming.pathParameter(name);
    }

    @Override
    public Map<String, String> pathParameters() {
        return incoming.pathParameters();
    }

    @Override
    public Optional<String> queryParameter(String name) {
        return incoming.queryParameter(name);
    }

    @Override
    public Optional<String> parameter(String name) {
        Optional<String> inQuery = incoming.queryParameter(name);
        if (inQuery.isPresent() || !method().equals("POST")) {
            return inQuery;
        }
        if (form == null) {
            form = FormBody.read(body(), incoming.header("Content-Type").orElse(""));
        }
        return Optional.ofNullable(form.get(name));
    }

    @Override
    public Optional<String> header(String name) {
        return incoming.header(name);
    }

    @Override
    public String clientAddress() {
        return incoming.clientAddress();
    }

    @Override
    public Origin origin() {
        return incoming.origin();
    }

    @Override
    public InputStream body() {
        return BoundedBody.of(incoming.request(), settings.bodyLimit());
    }

    @Override
    public InputStream upload() {
        return BoundedBody.of(incoming.request(), settings.uploadLimit());
    }

    @Override
    public Exchange with(String header, String value) {
        response.header(header, value);
        return this;
    }

    @Override
    public void reply(int status, String contentType, byte[] body) {
        response.status(status)
                .header("Content-Type", contentType)
                .header("Content-Length", Integer.toString(body.length));
        if (method().equals("HEAD")) {
            send(response.send());
        } else {
            send(response.sendObject(Unpooled.wrappedBuffer(body)).then());
        }
    }

    @Override
    public void reply(int status, String contentType, String body) {
        reply(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void reply(int status) {
        if (status != 204 && status != 304) {
            response.header("Content-Length", "0");
        }
        send(response.status(status).send());
    }

    @Override
    public void reply(String contentType, KeptBody body) {
        String etag = "\"" + body.etag() + "\"";
        response.header("ETag", etag).header("Cache-Control", "no-cache").header("Vary", "Accept-Encoding");
        if (header("If-None-Match").map(known -> known.contains(etag)).orElse(false)) {
            reply(304);
            return;
        }
        boolean compressed = incoming.acceptsGzip();
        if (compressed) {
            response.header("Content-Encoding", "gzip");
        }
        response.status(200)
                .header("Content-Type", contentType)
                .header("Content-Length", Integer.toString(body.length(compressed)));
        if (method().equals("HEAD")) {
            send(response.send());
        } else {
            send(body.share(compressed));
        }
    }

    @Override
    public void reply(String contentType, Path file) throws IOException {
        response.status(200)
                .header("Content-Type", contentType)
                .header("Content-Length", Long.toString(Files.size(file)));
        send(method().equals("HEAD") ? response.send() : response.sendFile(file).then());
    }

    @Override
    public void reply(int status, String contentType, Path file, long from, long length) {
        response.status(status).header("Content-Type", contentType).header("Content-Length", Long.toString(length));
        send(
                head() || length == 0
                        ? response.send()
                        : response.sendFile(file, from, length).then());
    }

    @Override
    public OutputStream replyBody(int status, String contentType, long length, Duration patience) {
        response.status(status).header("Content-Type", contentType).header("Content-Length", Long.toString(length));
        if (head() || length == 0) {
            send(response.send());
            return OutputStream.nullOutputStream();
        }
        BodyStream body = new BodyStream(patience, length);
        stream = body;
        written = body;
        send(response.send(body.flux()).then());
        return body;
    }

    @Override
    public OutputStream replyBody(int status, String contentType, Duration patience) {
        response.status(status).header("Content-Type", contentType);
        if (head()) {
            send(response.send());
            return OutputStream.nullOutputStream();
        }
        BodyStream body = new BodyStream(patience, -1);
        stream = body;
        written = body;
        send(response.send(body.flux()).then());
        return body;
    }

    @Override
    public boolean acceptsGzip() {
        return incoming.acceptsGzip();
    }

    /** Sends {@code bytes} and releases them, whether the client is still there or left while the handler worked. */
    private void send(ByteBuf bytes) {
        if (answered) {
            bytes.release();
        } else {
            lent.set(bytes);
        }
        send(Mono.defer(() -> {
            ByteBuf taken = lent.getAndSet(null);
            return taken == null
                    ? Mono.<Void>empty()
                    : response.sendObject(taken).then();
        }));
        if (over) {
            giveBack();
        }
    }

    @Override
    public OutputStream replyStream(String contentType) {
        response.status(200).header("Content-Type", contentType).header("Vary", "Accept-Encoding");
        boolean compressed = incoming.acceptsGzip();
        if (compressed) {
            response.header("Content-Encoding", "gzip");
        }
        if (method().equals("HEAD")) {
            send(response.send());
            return OutputStream.nullOutputStream();
        }
        BodyStream body = new BodyStream();
        stream = body;
        send(response.send(body.flux()).then());
        try {
            OutputStream out = compressed ? new FastGzip(body) : body;
            written = out;
            return out;
        } catch (IOException e) {
            throw new ClientGone();
        }
    }

    @Override
    public OutputStream replyEvents() {
        // The last is for nginx, which would gather them (proxy_buffering).
        response.status(200)
                .header("Content-Type", "text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        if (method().equals("HEAD")) {
            send(response.send());
            return OutputStream.nullOutputStream();
        }
        BodyStream body = new BodyStream();
        stream = body;
        send(response.send(body.flux(), each -> true).then());
        OutputStream out = body.flushing();
        written = out;
        return out;
    }

    private void send(Publisher<Void> sending) {
        if (answered) {
            throw new IllegalStateException("The route answered twice");
        }
        answered = true;
        answer.tryEmitValue(sending);
    }

    /** Level 1: lists shrink eightfold already, and the processor has streams to carry. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
