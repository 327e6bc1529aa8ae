package masthead.studio.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client made of a socket: sees the answers as they come, byte for byte. */
final class Plain implements AutoCloseable {
    private final Socket socket;

    /** Asks and does not wait. */
    Plain(FakeEngine engine, String method, String pathAndQuery, String body) throws IOException {
        this.socket = new Socket("127.0.0.1", engine.port());
        socket.setSoTimeout(10_000);
        String request = "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, pathAndQuery, engine.address(), body.length(), body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole answer, head and body, up to the end of the connection. */
    static String get(FakeEngine engine, String pathAndQuery) throws IOException {
        return ask(engine, "GET", pathAndQuery, "");
    }

    static String ask(FakeEngine engine, String method, String pathAndQuery, String body) throws IOException {
        try (Plain plain = new Plain(engine, method, pathAndQuery, body)) {
            return new String(plain.in().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Starts a content and gives the answer as a map. */
    static Map<String, Object> start(FakeEngine engine, String query) throws IOException {
        return json(get(engine, "/ace/getstream?format=json&" + query));
    }

    /** The body of an answer, read as JSON. */
    static Map<String, Object> json(String answer) {
        return Json.read(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    /** The first text of this name in an answer, whatever it is in. */
    static String field(Object answer, String name) {
        Matcher match = Pattern.compile("\\b" + name + "=([^,}]*)").matcher(answer.toString());
        return match.find() ? match.group(1) : "";
    }

    /** Path of an address. */
    static String path(String address) {
        return address.replaceFirst("^http://[^/]*", "");
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** Bytes up to {@code count}, or up to the end. */
    byte[] bytes(int count) throws IOException {
        return in().readNBytes(count);
    }

    /** Whether nothing comes for this long. */
    boolean silent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            in().read();
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
