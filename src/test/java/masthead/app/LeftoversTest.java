package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes that were killed leave behind. */
class LeftoversTest {
    @TempDir
    Path place;

    @Test
    void the_folder_of_a_demo_that_was_killed_is_removed_by_the_next() throws IOException {
        Path killed = demo("masthead-demo1", Duration.ofMinutes(2));
        Files.createDirectories(killed.resolve("native"));
        Files.writeString(killed.resolve("native").resolve("sqlite-1.so"), "library");
        Path made = DemoFolder.makeIn(place);
        assertThat(killed).doesNotExist();
        assertThat(made).isEmptyDirectory();
    }

    @Test
    void the_folder_of_a_demo_that_runs_or_begins_is_left_alone() throws IOException {
        Path begins = demo("masthead-demo1", Duration.ofSeconds(1));
        Path unlocked = Files.createDirectories(place.resolve("masthead-demo2"));
        Path runs = demo("masthead-demo3", Duration.ofDays(2));
        try (OwnFolder running = OwnFolder.open(runs)) {
            DemoFolder.makeIn(place);
            assertThat(running.path()).exists();
        }
        assertThat(begins).exists();
        assertThat(unlocked).exists();
    }

    @Test
    void what_only_looks_like_a_demos_folder_is_left_alone(@TempDir Path elsewhere) throws IOException {
        Path other = demo("masthead-data", Duration.ofDays(2));
        Path real = Files.createDirectories(elsewhere.resolve("real"));
        lock(real, Duration.ofDays(2));
        Path link = Files.createSymbolicLink(place.resolve("masthead-demo-link"), real);
        DemoFolder.makeIn(place);
        assertThat(other.resolve("masthead.lock")).exists();
        assertThat(link).exists();
        assertThat(real.resolve("masthead.lock")).exists();
    }

    @Test
    void libraries_of_processes_that_were_killed_are_removed() throws IOException {
        Path folder = Files.createDirectories(place.resolve("native"));
        Files.writeString(folder.resolve("sqlite-3.so"), "library");
        Files.writeString(folder.resolve("sqlite-3.so.lck"), "");
        Files.writeString(folder.resolve("own"), "an operator's");
        assertThat(SqliteLibrary.prepared(folder)).isTrue();
        assertThat(folder).isDirectoryNotContaining("glob:**/sqlite-*").isDirectoryContaining("glob:**/own");
    }

    private Path demo(String name, Duration age) throws IOException {
        Path folder = Files.createDirectories(place.resolve(name));
        lock(folder, age);
        return folder;
    }

    private static void lock(Path folder, Duration age) throws IOException {
        Path lock = Files.createFile(folder.resolve("masthead.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
    }
}
