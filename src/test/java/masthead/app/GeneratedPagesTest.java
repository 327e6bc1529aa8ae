package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import masthead.config.Origins;
import masthead.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./mast docs} writes is what is committed. */
class GeneratedPagesTest {
    @TempDir
    Path folder;

    @Test
    void the_docs_page_is_not_stale() {
        assertThat(Rooms.DOCS_PAGE).as("run ./mast docs").hasContent(Rooms.PAGE.markdown());
    }

    @Test
    void the_sample_file_is_not_stale() {
        assertThat(Rooms.SAMPLE_FILE).as("run ./mast docs").hasContent(Rooms.PAGE.sample());
    }

    @Test
    void the_docs_command_writes_both() {
        assertThat(Main.commandLine(Map.of()).execute("docs", folder.toString()))
                .isZero();
        assertThat(folder.resolve(Rooms.DOCS_PAGE)).hasContent(Rooms.PAGE.markdown());
        assertThat(folder.resolve(Rooms.SAMPLE_FILE)).hasContent(Rooms.PAGE.sample());
    }

    @Test
    void every_room_with_settings_is_on_the_list_and_its_defaults_can_be_used() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/masthead"))) {
            assertThat(files.map(each -> each.getFileName().toString())
                            .filter(each -> each.endsWith("Settings.java") && !each.equals("Settings.java"))
                            .map(each -> each.replace(".java", "")))
                    .containsExactlyInAnyOrderElementsOf(Rooms.WITH_SETTINGS.stream()
                            .map(Class::getSimpleName)
                            .toList());
        }
        Settings settings = Settings.load(Rooms.WITH_SETTINGS, Origins.NONE);
        for (Class<?> room : Rooms.WITH_SETTINGS) {
            Object read = settings.of(room);
            assertThat(read).isNotNull();
        }
    }
}
