package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import masthead.config.Origins;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When viewers may be sent here, and what those are told who ask. */
@SuppressWarnings("NullAway.Init") // set before each
class ReadinessTest {
    private static final Origins ORIGINS = new Origins(
            Map.of("http.port", "0", "http.host", "127.0.0.1", "operator.password", "hunter2"),
            Map.of(),
            Optional.empty());

    @TempDir
    Path folder;

    @Test
    void it_is_ready_when_the_start_is_over_and_never_again_once_it_closes() {
        Readiness readiness = new Readiness(() -> true);
        assertThat(readiness.missing()).containsExactly("starting");
        readiness.started();
        assertThat(readiness.missing()).isEmpty();
        readiness.closing();
        readiness.started();
        assertThat(readiness.missing()).containsExactly("closing");
    }

    @Test
    void a_database_that_says_no_or_throws_makes_it_unready_while_it_does() {
        AtomicInteger mood = new AtomicInteger();
        Readiness readiness = new Readiness(() -> switch (mood.get()) {
            case 0 -> true;
            case 1 -> false;
            default -> throw new IllegalStateException("gone");
        });
        readiness.started();
        assertThat(readiness.missing()).isEmpty();
        mood.set(1);
        assertThat(readiness.missing()).containsExactly("database");
        mood.set(2);
        assertThat(readiness.missing()).containsExactly("database");
        mood.set(0);
        assertThat(readiness.missing()).isEmpty();
    }

    @Test
    @Timeout(30)
    void a_database_that_hangs_is_asked_once_and_holds_nobody_up() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch hanging = new CountDownLatch(1);
        Readiness readiness = new Readiness(() -> {
            asked.incrementAndGet();
            try {
                return hanging.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
        readiness.started();
        assertThat(readiness.missing()).containsExactly("database");
        assertThat(readiness.missing()).containsExactly("database");
        assertThat(asked).hasValue(1);
        hanging.countDown();
        Awaitility.await().until(() -> readiness.missing().isEmpty());
    }

    @Test
    void while_it_is_filled_it_lives_and_serves_and_is_not_ready() {
        List<String> told = new ArrayList<>();
        try (Running running = Running.start(ORIGINS, folder.resolve("data"), masthead -> {
            String address = "http://127.0.0.1:" + masthead.port();
            told.add(get(address + "/health/live").body());
            told.add(get(address + "/health").statusCode() + " "
                    + get(address + "/health/ready").statusCode());
            told.add(get(address + "/health/ready").body());
        })) {
            assertThat(told)
                    .containsExactly(
                            "{\"status\":\"live\"}",
                            "200 503",
                            "{\"status\":\"not-ready\",\"reasons\":[\"starting\"]}");
            HttpResponse<String> ready =
                    get("http://127.0.0.1:" + running.masthead().port() + "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"reasons\":[]}");
            assertThat(ready.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    @Timeout(60)
    void the_demo_is_not_ready_before_its_channels_are_there() throws Exception {
        Process demo = process(Map.of(), "demo", "--port=0");
        try {
            String address = address();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> get(address + "/health/ready").statusCode() == 200);
            assertThat(get(address + "/get.php?username=admin&password=admin&type=m3u_plus")
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("#EXTINF")))
                    .hasSizeGreaterThanOrEqualTo(6);
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    @Timeout(60)
    void sigterm_makes_it_unready_first_and_then_closes_it() throws Exception {
        Process served = process(
                Map.of("MASTHEAD_STOP_NOTICE", "3s", "MASTHEAD_OPERATOR_PASSWORD", "hunter2"),
                "serve",
                "--host=127.0.0.1",
                "--port=0",
                "--data=" + folder.resolve("data"));
        try {
            String address = address();
            Awaitility.await().until(() -> get(address + "/health/ready").statusCode() == 200);
            served.toHandle().destroy();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> get(address + "/health/ready")
                            .body()
                            .equals("{\"status\":\"not-ready\",\"reasons\":[\"closing\"]}"));
            assertThat(get(address + "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(address + "/health").statusCode()).isEqualTo(200);
            assertThat(served.waitFor(8, TimeUnit.SECONDS)).isTrue();
        } finally {
            served.destroyForcibly();
        }
    }

    private Process process(Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=src/main/resources/logback.xml",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dio.netty.native.workdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Of the server in a process, as soon as it says where it listens. */
    private String address() {
        Pattern serving = Pattern.compile(" Serving .*port=\"(\\d+)\"");
        return "http://127.0.0.1:"
                + Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(
                                () -> serving.matcher(Files.readString(log()))
                                        .results()
                                        .findFirst(),
                                Optional::isPresent)
                        .map(found -> found.group(1))
                        .orElseThrow();
    }

    private Path log() {
        return folder.resolve("said.log");
    }

    private static HttpResponse<String> get(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
