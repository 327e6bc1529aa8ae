package masthead.studio.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request and the ways to answer it, on its own thread. A connection carries one request, and ends with its answer, as
 * the old server of the real engine does it (reference 1.1).
 */
final class Call {
    private final Request request;
    private final Socket socket;
    private final CountDownLatch closed;
    private volatile String outcome = "under way";

    Call(Request request, Socket socket, CountDownLatch closed) {
        this.request = request;
        this.socket = socket;
        this.closed = closed;
    }

    Request request() {
        return request;
    }

    Socket socket() {
        return socket;
    }

    String outcome() {
        return outcome;
    }

    /** Says what came of the request, for the log. */
    void became(String words) {
        outcome = words;
    }

    /** The engine's address as the client calls it. */
    String host() {
        return request.headers().getOrDefault("Host", "127.0.0.1:" + socket.getLocalPort());
    }

    void json(Object body) throws IOException {
        whole(200, "application/json", Json.text(body));
    }

    /** The usual answer of the engine's own addresses. */
    void response(Object response) throws IOException {
        json(Json.object("response", response, "error", Json.NULL));
    }

    /** The usual refusal: with status 200. */
    void error(String text) throws IOException {
        became("error: " + text);
        json(Json.object("response", Json.NULL, "error", text));
    }

    void text(int status, String body) throws IOException {
        became(status + " " + body);
        whole(status, "text/plain", body);
    }

    void whole(int status, String type, String body) throws IOException {
        whole(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    void whole(int status, String type, byte[] body) throws IOException {
        head(status, "Content-Type: " + type, "Content-Length: " + body.length);
        socket.getOutputStream().write(body);
    }

    /** Sends status line and headers; {@code headers} are whole lines without their ends. */
    void head(int status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
        head.append("Server: BaseHTTP/0.3 Python/2.7\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n");
        for (String each : headers) {
            head.append(each).append("\r\n");
        }
        OutputStream out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 302 -> "Found";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            case 501 -> "Unsupported method";
            case 503 -> "Service Unavailable";
            default -> "Something";
        };
    }

    /** Waits, or ends the connection because the engine closes. */
    void pause(Duration length) throws IOException {
        try {
            if (closed.await(Math.max(0, length.toMillis()), TimeUnit.MILLISECONDS)) {
                throw new IOException("the engine closed");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    /** Says nothing until the other side hangs up, or the engine closes. */
    void silence() throws IOException {
        became("hangs");
        while (socket.getInputStream().read() >= 0) {
            // Whatever it says, there is no answer.
        }
    }
}
