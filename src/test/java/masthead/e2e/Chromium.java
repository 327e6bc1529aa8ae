package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

/** A browser without a window, playing one address with one library in a page of ours, which tells what it sees. */
final class Chromium implements AutoCloseable {
    /** As {@code ./mast e2e} fetches them. */
    private static final Map<Library, Path> FILES = Map.of(
            Library.HLS, Path.of("target/players/hls.js-1.7.4/package/dist/hls.min.js"),
            Library.MPEGTS, Path.of("target/players/mpegts.js-1.8.2/package/dist/mpegts.js"));

    private final Library library;
    private final HttpServer pages;
    private final Process process;
    private final Path log;
    private volatile Seen seen = new Seen(0, 0, 0, -1, -1, "");
    /** Target durations behind the live edge, at each report of the page. */
    private final Queue<Double> behind = new ConcurrentLinkedQueue<>();

    /** What plays in the page. */
    enum Library {
        HLS("hls.js"),
        MPEGTS("mpegts.js");

        private final String file;

        Library(String file) {
            this.file = file;
        }
    }

    /**
     * What the page saw last.
     *
     * @param time the video's currentTime, in seconds
     * @param frames pictures decoded so far
     * @param stalls how often it had nothing to show after it had begun
     * @param behind seconds behind the live edge, of hls.js; negative if unknown
     * @param target the target duration in seconds, of hls.js; negative if unknown
     */
    record Seen(double time, long frames, int stalls, double behind, double target, String errors) {
        static Seen of(String line) {
            String[] fields = line.split("\\|", -1);
            return new Seen(
                    Double.parseDouble(fields[0]),
                    Long.parseLong(fields[1]),
                    Integer.parseInt(fields[2]),
                    Double.parseDouble(fields[3]),
                    Double.parseDouble(fields[4]),
                    fields[5]);
        }
    }

    /** Skips the test where the browser or a library is missing. */
    static void needed() {
        Command.needs("chromium");
        FILES.values()
                .forEach(file ->
                        Assumptions.assumeTrue(Files.isRegularFile(file), file + " is missing; ./mast e2e fetches it"));
    }

    /** Plays {@code address}; its files go into {@code folder}. */
    Chromium(Path folder, Library library, String address) {
        this(folder, library, address, 3);
    }

    /** @param sync how many target durations behind the live edge hls.js begins */
    Chromium(Path folder, Library library, String address, int sync) {
        this.library = library;
        try {
            pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            pages.createContext("/", this::answer);
            pages.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            pages.start();
            Path home = Files.createTempDirectory(folder, "chromium");
            log = home.resolve("chromium.log");
            String page = "http://127.0.0.1:" + pages.getAddress().getPort() + "/?library=" + library.file + "&sync="
                    + sync + "&url=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            "chromium",
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-extensions",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--mute-audio",
                            "--autoplay-policy=no-user-gesture-required",
                            "--user-data-dir=" + home.resolve("profile"),
                            page))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("HOME", home.toString(), "TMPDIR", home.toString()));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = switch (exchange.getRequestURI().getPath()) {
                case "/" -> page();
                case "/hls.js", "/mpegts.js" -> Files.readAllBytes(Objects.requireNonNull(FILES.get(library)));
                case "/seen" -> {
                    seen = Seen.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    if (seen.behind() > 0) {
                        behind.add(seen.behind() / seen.target());
                    }
                    yield "ok".getBytes(StandardCharsets.US_ASCII);
                }
                default -> new byte[] {' '};
            };
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] page() throws IOException {
        try (InputStream page = Objects.requireNonNull(Chromium.class.getResourceAsStream("player.html"))) {
            return page.readAllBytes();
        }
    }

    /** What the page saw last. */
    Seen seen() {
        return seen;
    }

    /** How many target durations behind the live edge hls.js was at most for {@code share} of its time, from 0 to 1. */
    double behind(double share) {
        List<Double> sorted = behind.stream().sorted().toList();
        assertThat(sorted).as("reports of hls.js").hasSizeGreaterThan(4);
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    /** Waits until the picture has moved on by {@code span}; fails after {@code limit}. What it saw then. */
    Seen awaitPlayed(Duration span, Duration limit) {
        double wanted = span.toMillis() / 1e3;
        Seen first = seen;
        try {
            await("the picture moves").atMost(limit).until(() -> seen.time() > 0 && seen.frames() > 0);
            Seen begun = seen;
            await("the picture moves on by " + span)
                    .atMost(span.plus(limit))
                    .until(() -> seen.time() - begun.time() >= wanted);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the picture moved from " + first + " to " + seen, e);
        }
        assertThat(seen.frames()).as("pictures").isGreaterThan(first.frames());
        return seen;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pages.stop(0);
    }
}
