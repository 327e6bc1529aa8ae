package masthead.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request and its answer, for blocking code on a virtual thread.
 *
 * <p>Exactly one of the {@code reply} methods is called, once. A handler that returns without replying answers 500.
 */
public interface Exchange {
    String method();

    /** Whether only the answer's headers are wanted: then nothing need be rendered. */
    default boolean head() {
        return method().equals("HEAD");
    }

    /** The path as it was sent, without query. It may hold credentials: never log it. */
    String path();

    /** A named segment of the route's template, percent-decoded. */
    String pathParameter(String name);

    /** A query parameter; the body is not looked at. */
    Optional<String> queryParameter(String name);

    /** A query parameter; else, for a POST with a form or JSON object as body, the field of that name. Never blank-trimmed. */
    Optional<String> parameter(String name);

    Optional<String> header(String name);

    /** The client's network address. */
    String clientAddress();

    /** Where this client reached us. */
    Origin origin();

    /** The body as it arrives; reading blocks. More than {@code http.body-limit} fails, {@link #upload} is for more. */
    InputStream body();

    /** As {@link #body}, bounded by {@code http.upload-limit}. */
    InputStream upload();

    /** Adds a response header; before replying. */
    Exchange with(String header, String value);

    /** Replies with a whole body; to HEAD, with its headers only. */
    void reply(int status, String contentType, byte[] body);

    /** As {@link #reply(int, String, byte[])}, in UTF-8. */
    void reply(int status, String contentType, String body);

    /** Replies without a body. */
    void reply(int status);

    /** Replies 200 with a kept body: by reference, gzipped if the client accepts it, or 304 if it has it already. */
    void reply(String contentType, KeptBody body);

    /**
     * Replies 200 with a file, which the kernel sends where the connection has no TLS. It must stay until it is sent; where it is removed
     * meanwhile, what was opened is sent to its end.
     */
    void reply(String contentType, Path file) throws IOException;

    /** Whether the client takes a body that is gzipped. */
    boolean acceptsGzip();

    /**
     * Replies 200 with a body of unknown length, written by the caller; writing blocks while the client is slow to read.
     * Gzipped if the client accepts it. It ends when the handler returns; if the handler throws, the connection ends in the
     * middle of it, closed or not. To {@link #head}, what is written is thrown away.
     */
    OutputStream replyStream(String contentType);

    /**
     * Replies 200 with events (HTML Living Standard, 9.2 Server-sent events), written by the caller; each flush sends what was
     * written. It ends as {@link #replyStream} does.
     */
    OutputStream replyEvents();

    /**
     * Replies with a body of {@code length} bytes, never gzipped, written by the caller: for parts of files, and for what has a
     * length before it is there. Writing blocks while the client is slow to read. If the handler returns before all of it was
     * written, or throws, the connection ends in the middle of it. To {@link #head}, what is written is thrown away.
     *
     * @param patience a client that takes nothing for so long is gone: who watches a film may stop it for a while
     */
    OutputStream replyBody(int status, String contentType, long length, Duration patience);

    /** As the other one, of a length that is not known before its end. Ends when the handler returns. */
    OutputStream replyBody(int status, String contentType, Duration patience);

    /**
     * Replies with {@code length} bytes of a file from {@code from} on, which the kernel sends where the connection has no TLS. The
     * reply goes on after this returned: see {@link #whenOver}.
     */
    void reply(int status, String contentType, Path file, long from, long length);

    /** Runs {@code told} once, on any thread, when all of the answer was sent or the client left; at once if that is so. */
    void whenOver(Runnable told);

    /** Ends the connection, whatever it is at: who writes a body finds that the client left. On any thread. */
    void breakOff();

    /** All path parameters. */
    Map<String, String> pathParameters();
}
