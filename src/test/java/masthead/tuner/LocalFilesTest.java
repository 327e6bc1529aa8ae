package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import masthead.config.ByteSize;
import masthead.studio.FakeHls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFilesTest {
    private static final ByteSize PLENTY = ByteSize.parse("64MiB");

    @TempDir
    Path folder;

    private Path allowed = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        allowed = Files.createDirectory(folder.resolve("allowed"));
        Files.write(allowed.resolve("one two.ts"), FakeHls.shipped("one"));
        Files.write(folder.resolve("secret.ts"), FakeHls.shipped("one"));
    }

    @Test
    void a_file_below_a_named_folder_is_looped() {
        LocalFiles files = new LocalFiles(Optional.of("/nowhere:" + allowed), PLENTY);
        assertThat(files.open("file://" + allowed + "/one two.ts").duration()).isEqualTo(Duration.ofMillis(9600));
        assertThat(files.open("file:" + allowed + "/one%20two.ts").duration()).isEqualTo(Duration.ofMillis(9600));
    }

    @Test
    void without_a_named_folder_no_file_is_opened() {
        LocalFiles files = new LocalFiles(Optional.empty(), PLENTY);
        assertThatThrownBy(() -> files.open("file://" + allowed + "/one two.ts"))
                .isInstanceOf(LocalFiles.UnusableFile.class)
                .hasMessageContaining("tuner.folders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://ROOT/secret.ts",
                "file://ROOT/allowed/../secret.ts",
                "file://ROOT/allowed/%2e%2e/secret.ts",
                "file://ROOT/allowed",
                "file://ROOT/allowed/none.ts",
                "file://otherhost/allowed/one.ts",
                "file:///",
                "file:",
                "file:one.ts",
                "file://ROOT/allowed/a%00b.ts",
                "http://host/one.ts",
                "",
            })
    void what_is_not_a_file_below_a_named_folder_is_refused(String url) {
        LocalFiles files = new LocalFiles(Optional.of(allowed.toString()), PLENTY);
        assertThatThrownBy(() -> files.open(url.replace("ROOT", folder.toString())))
                .isInstanceOf(LocalFiles.UnusableFile.class)
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void a_link_does_not_lead_out_of_the_folder() throws IOException {
        Files.createSymbolicLink(allowed.resolve("out.ts"), folder.resolve("secret.ts"));
        Files.createSymbolicLink(allowed.resolve("up"), folder);
        LocalFiles files = new LocalFiles(Optional.of(allowed.toString()), PLENTY);
        for (String name : new String[] {"out.ts", "up/secret.ts"}) {
            assertThatThrownBy(() -> files.open("file://" + allowed + "/" + name))
                    .isInstanceOf(LocalFiles.UnusableFile.class)
                    .hasMessageContaining("not below");
        }
    }

    @Test
    void a_file_that_is_too_large_or_no_transport_stream_is_refused_with_the_reason() throws IOException {
        LocalFiles small = new LocalFiles(Optional.of(allowed.toString()), ByteSize.parse("4KiB"));
        assertThatThrownBy(() -> small.open("file://" + allowed + "/one two.ts"))
                .hasMessageContaining("tuner.file-limit");
        Files.writeString(allowed.resolve("text.ts"), "no packets".repeat(100));
        Files.writeString(allowed.resolve("empty.ts"), "");
        LocalFiles files = new LocalFiles(Optional.of(allowed.toString()), PLENTY);
        for (String name : new String[] {"text.ts", "empty.ts"}) {
            assertThatThrownBy(() -> files.open("file://" + allowed + "/" + name))
                    .hasMessageContaining("cannot be looped");
        }
    }
}
