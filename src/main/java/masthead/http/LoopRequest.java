package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerResponse;

/** A {@link StreamRequest} on the server library's connection. */
final class LoopRequest implements StreamRequest {
    private static final Logger log = LoggerFactory.getLogger(LoopRequest.class);

    private final Incoming incoming;
    private final HttpServerResponse response;
    private final Patience patience;
    private final Channel channel;
    private final Sinks.One<Publisher<Void>> answer = Sinks.one();
    private final List<Runnable> left = new ArrayList<>();
    private final ChannelFutureListener whenClosed = closed -> over();
    private final long arrivedNanos = System.nanoTime();
    private boolean answered;
    private boolean accepted;
    /** Asked on any thread. */
    private volatile boolean over;

    private @Nullable PacedBody body;

    LoopRequest(Incoming incoming, HttpServerResponse response, Patience patience) {
        this.incoming = incoming;
        this.response = response;
        this.patience = patience;
        AtomicReference<Channel> found = new AtomicReference<>();
        incoming.request().withConnection(connection -> found.set(connection.channel()));
        this.channel = found.get();
        channel.closeFuture().addListener(whenClosed);
    }

    /** What the server library waits for; a connection that was taken over never answers it. */
    Publisher<Void> answer() {
        return answer.asMono().flatMap(Mono::from).doFinally(how -> settled());
    }

    /** The library is done with the request, or never was asked to send. */
    private void settled() {
        if (body != null) {
            body.end();
            over();
        }
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public String method() {
        return incoming.method();
    }

    @Override
    public String pathParameter(String name) {
        return incoming.pathParameter(name);
    }

    @Override
    public Optional<String> parameter(String name) {
        return incoming.queryParameter(name);
    }

    @Override
    public String query() {
        return incoming.query();
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
    public long arrivedNanos() {
        return arrivedNanos;
    }

    @Override
    public Origin origin() {
        return incoming.origin();
    }

    @Override
    public void run(Runnable task) {
        if (loop().inEventLoop()) {
            runHere(task);
        } else {
            loop().execute(() -> runHere(task));
        }
    }

    private void runHere(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // errors too: else the client would wait for ever
            log.atError().setCause(e).log("A stream request failed");
            fail();
        }
    }

    /** Answers 500 if nothing was answered yet; ends a stream that has begun. */
    private void fail() {
        if (accepted) {
            channel.close();
        } else {
            refuse(500, "Something went wrong here; the server's log says what.");
        }
    }

    @Override
    public boolean gone() {
        return over;
    }

    @Override
    public void whenGone(Runnable told) {
        if (over) {
            told.run();
        } else {
            left.add(told);
        }
    }

    /** The request is over: refused, replied to, or its connection ended. Tells everybody, once. */
    private void over() {
        if (!over) {
            over = true;
            channel.closeFuture().removeListener(whenClosed);
            left.forEach(LoopRequest::tell);
            left.clear();
        }
    }

    /** One who fails must not keep the others from hearing of it. */
    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A stream request failed while it ended");
        }
    }

    @Override
    public void refuse(int status, String reason) {
        if (claim()) {
            byte[] text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
            response.status(status)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Content-Length", Integer.toString(text.length));
            answer.tryEmitValue(
                    response.sendObject(Unpooled.wrappedBuffer(text)).then());
            over();
        }
    }

    @Override
    public void reply(int status, Map<String, String> headers) {
        if (claim()) {
            headers.forEach(response::header);
            if (!method().equals("HEAD")) {
                response.header("Content-Length", "0");
            }
            answer.tryEmitValue(response.status(status).send());
            over();
        }
    }

    @Override
    public void send(int status, Map<String, String> headers, List<ByteBuf> pieces) {
        if (over || !claim()) {
            pieces.forEach(ByteBuf::release);
            return;
        }
        long length = pieces.stream().mapToLong(ByteBuf::readableBytes).sum();
        try {
            headers.forEach(response::header);
            response.status(status).header("Content-Length", Long.toString(length));
        } catch (RuntimeException e) { // a header that cannot be sent; nothing else can be answered any more
            pieces.forEach(ByteBuf::release);
            channel.close();
            throw e;
        }
        PacedBody paced = new PacedBody(pieces, channel, patience);
        body = paced;
        if (method().equals("HEAD") || length == 0) {
            paced.end();
            answer.tryEmitValue(response.send());
        } else {
            answer.tryEmitValue(response.sendHeaders().then(paced).then());
        }
    }

    @Override
    public Takeover accept(String contentType, Map<String, String> headers) {
        if (!claim()) {
            throw new IllegalStateException("The request was answered before");
        }
        accepted = true;
        if (channel instanceof Http2StreamChannel stream) {
            return TakenStream.over(stream, contentType, headers);
        }
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 200 OK\r\nContent-Type: ")
                .append(contentType)
                .append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return TakenConnection.over(channel, head.append("\r\n").toString());
    }

    private boolean claim() {
        boolean first = !answered;
        answered = true;
        return first;
    }
}
