package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for an endless body. Lives on its connection's event loop; call it nowhere else.
 *
 * <p>It is either refused (an ordinary answer) or accepted, once. Until then the client may leave; see {@link #whenGone}.
 */
public interface StreamRequest {
    EventLoop loop();

    String method();

    String pathParameter(String name);

    Optional<String> parameter(String name);

    /** The query as it was sent, without its question mark; empty if there is none. It may hold credentials: never log it. */
    default String query() {
        return "";
    }

    Optional<String> header(String name);

    String clientAddress();

    /** When it was read, {@link System#nanoTime}. */
    long arrivedNanos();

    Origin origin();

    /**
     * Runs {@code task} on the request's event loop: at once where that is the caller's thread. If it fails, the request is
     * ended: with 500, or where the stream has begun, with its connection. From any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop has been stopped
     */
    void run(Runnable task);

    /** Whether the request is over: refused, replied to, or its connection ended. May be asked on any thread. */
    boolean gone();

    /** Called when the request is over: refused, replied to, or its connection ended; at once if it is. Several may be given. */
    void whenGone(Runnable left);

    /** Answers with a status and a short text, and is done. */
    void refuse(int status, String reason);

    /** Answers with headers and no body, and is done: for HEAD and OPTIONS. */
    void reply(int status, Map<String, String> headers);

    /**
     * Answers with a body of known length, made of {@code body} as it is, uncopied, and is done when all of it was taken; the
     * connection stays open for the next request. Takes over one reference of each buffer, whatever happens: also where the
     * client has left, or something was answered before. To HEAD, the headers alone are sent.
     *
     * <p>At most 256 KiB wait in the connection; a client that takes less than that within {@code http.send-patience} is
     * disconnected and counted.
     */
    void send(int status, Map<String, String> headers, List<ByteBuf> body);

    /**
     * Answers 200, takes the connection out of HTTP's hands, and gives it to the caller. The head is flushed at once. The body
     * ends when the connection is closed: no length, no chunks. Of an HTTP/2 connection it is one stream that is given.
     */
    Takeover accept(String contentType, Map<String, String> headers);
}
