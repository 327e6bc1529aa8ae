package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Masthead in a process of its own, on a free port of this machine, as users run it. Closing ends it. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private ServerProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** {@code ./mast demo}, with its channels in it, as it says when they are; its log goes into {@code folder}. */
    static ServerProcess demo(Path folder) {
        int port = freePort();
        ServerProcess demo =
                start(folder, port, "", "demo", "--port", "" + port).awaitServing();
        await("the demo's address")
                .atMost(Duration.ofSeconds(60))
                .until(() -> demo.log().contains("Masthead demo."));
        return demo;
    }

    /** {@code ./mast serve} on the database in {@code folder}, serving, with the operator and subscriber admin. */
    static ServerProcess serve(Path folder, String password) {
        return serve(folder, password, freePort()).awaitServing();
    }

    /** As {@link #serve(Path, String)}, with settings in its environment. */
    static ServerProcess serve(Path folder, String password, Map<String, String> settings) {
        int port = freePort();
        String[] words = {"serve", "--host", "127.0.0.1", "--port", "" + port, "--data", folder.resolve("data") + ""};
        return start(folder, port, password, settings, words).awaitServing();
    }

    /** As {@link #serve(Path, String)}, without waiting for it to serve. */
    static ServerProcess serve(Path folder, String password, int port) {
        String[] words = {"serve", "--host", "127.0.0.1", "--port", "" + port, "--data", folder.resolve("data") + ""};
        return start(folder, port, password, words);
    }

    private static ServerProcess start(Path folder, int port, String password, String... words) {
        return start(folder, port, password, Map.of(), words);
    }

    private static ServerProcess start(
            Path folder, int port, String password, Map<String, String> settings, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                programOnly(System.getProperty("java.class.path")),
                "masthead.app.Main"));
        command.addAll(Arrays.asList(words));
        try {
            Files.createDirectories(folder);
            Path log = Files.createTempFile(folder, "server", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(settings);
            if (!password.isEmpty()) {
                builder.environment().put("MASTHEAD_OPERATOR_PASSWORD", password);
            }
            return new ServerProcess(builder.start(), port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without our tests, whose resources may set up logging otherwise. */
    private static String programOnly(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private ServerProcess awaitServing() {
        await("a server on port " + port)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || Web.status(address() + "/health") == 200);
        assertThat(process.isAlive())
                .as("the server lives; it said:%n%s", log())
                .isTrue();
        return this;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://localhost:port}. */
    String address() {
        return "http://localhost:" + port;
    }

    /** Everything it has said so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for it to end by itself; gives its exit status. */
    int awaitEnd(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the server ends within %s; it said:%n%s", limit, log())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        kill();
    }
}
