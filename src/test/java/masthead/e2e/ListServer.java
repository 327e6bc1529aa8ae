package masthead.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A provider of M3U lists; it can stop in the middle of one. Any thread. */
final class ListServer implements AutoCloseable {
    private final HttpServer server;
    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String list = "";
    private volatile boolean stopsHalfway;

    ListServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** {@code channels} entries named {@code Channel 1} and so on, whose feeds are nowhere. */
    static String listOf(int channels) {
        return IntStream.rangeClosed(1, channels)
                .mapToObj(
                        i -> "#EXTINF:-1 tvg-id=\"c%d\" group-title=\"G%d\",Channel %d%nhttp://127.0.0.1:9/live/%d.ts%n"
                                .formatted(i, i % 7, i, i))
                .collect(Collectors.joining("", "#EXTM3U\n", ""));
    }

    void offer(String newList) {
        list = newList;
    }

    void stopHalfway(boolean stop) {
        stopsHalfway = stop;
    }

    /** Waits until somebody has got half a list. */
    void awaitHalf() throws InterruptedException {
        if (!half.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked for the list");
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/list.m3u";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "audio/x-mpegurl");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            if (stopsHalfway) {
                half.countDown();
                closed.await();
            }
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
