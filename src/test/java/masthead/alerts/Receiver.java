package masthead.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody's program that is told of alerts, over real HTTP: it keeps what it gets, and answers as a test wants. */
final class Receiver implements AutoCloseable {
    /** What came. */
    record Got(String method, String path, String signature, String event, String type, String body) {}

    final List<Got> got = new CopyOnWriteArrayList<>();
    /** What to answer next; 200 when there is nothing in it. */
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Where a redirect leads to. */
    volatile String elsewhere = "";

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Integer answer = answers.poll();
        int status = answer == null ? 200 : answer;
        got.add(new Got(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst(Signature.HEADER),
                exchange.getRequestHeaders().getFirst("Masthead-Event"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                body));
        if (status >= 300 && status < 400) {
            exchange.getResponseHeaders().set("Location", elsewhere);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook/t0ken-s3cret";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
