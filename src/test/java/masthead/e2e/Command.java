package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine, run once, and what it said. */
record Command(int exit, String out, String err) {
    /** Skips the test where one of {@code programs} is not installed. */
    static void needs(String... programs) {
        for (String program : programs) {
            Assumptions.assumeTrue(installed(program), program + " is not installed; ./mast e2e installs it");
        }
    }

    /** Runs {@code words} in {@code folder}; fails the test if that takes longer than {@code limit}. */
    static Command run(Path folder, Duration limit, String... words) {
        return run(folder, limit, Arrays.asList(words));
    }

    static Command run(Path folder, Duration limit, List<String> words) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Command command = new Command(process.exitValue(), Files.readString(out), Files.readString(err));
            assertThat(ended)
                    .as("%s within %s; it said:%n%s%n%s", words, limit, command.out, command.err)
                    .isTrue();
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #run}, but as the user nobody where we are root: VLC refuses to run as root. */
    static Command runUnprivileged(Path folder, Duration limit, String... words) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "nobody", "--", "env", "HOME=/tmp"));
        }
        command.addAll(Arrays.asList(words));
        return run(folder, limit, command);
    }

    /** Fails the test unless the program ended well. */
    Command succeeded() {
        assertThat(exit).as("exit status; it said:%n%s%n%s", out, err).isZero();
        return this;
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
