package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer in a real browser: from an empty folder to a picture, and every page at two sizes, light and dark. */
@Tag("e2e")
class DashboardWalkTest {
    /** As {@code ./mast e2e} fetches them. */
    private static final Path PLAYWRIGHT = Path.of("target/players/playwright-core-1.65.1/package/index.mjs");

    private static final Path AXE = Path.of("target/players/axe-core-4.14.1/package/axe.min.js");
    private static final Path FILES = Path.of("target/frontend/masthead/dashboard/files/names.properties");
    private static final Path DOCS = Path.of("docs/2-use");
    /** Kept, to be looked at. */
    private static final Path PICTURES = Path.of("target/e2e/dashboard");

    @TempDir
    Path folder;

    @Test
    void a_newcomer_gets_from_an_empty_folder_to_a_picture_and_sees_every_page_well() throws Exception {
        Command.needs("chromium", "node", "ffmpeg");
        for (Path file : new Path[] {PLAYWRIGHT, AXE, FILES}) {
            Assumptions.assumeTrue(Files.exists(file), file + " is missing; ./mast e2e fetches it");
        }
        Path script = folder.resolve("dashboard.mjs");
        Files.copy(Path.of("src/test/resources/masthead/e2e/dashboard.mjs"), script);
        Path odd = folder.resolve("odd.m3u");
        Files.writeString(
                odd, "#EXTM3U\n" + channel("Old Studio", "mpeg2video", "ac3") + channel("Old Sound", "libx264", "ac3"));
        Map<String, String> settings = Map.of("MASTHEAD_TUNER_FOLDERS", folder.toString());
        try (ServerProcess server = ServerProcess.serve(folder.resolve("server"), "", settings)) {
            Matcher setup =
                    Pattern.compile("http://\\S+/dashboard/setup\\?code=\\S+").matcher(server.log());
            assertThat(setup.find())
                    .as("the address to begin at, in:%n%s", server.log())
                    .isTrue();
            Command walk = Command.run(
                            folder,
                            Duration.ofMinutes(5),
                            "node",
                            script.toString(),
                            PLAYWRIGHT.toAbsolutePath().toString(),
                            AXE.toAbsolutePath().toString(),
                            setup.group(),
                            PICTURES.toAbsolutePath().toString(),
                            odd.toString())
                    .succeeded();
            assertThat(walk.out().strip()).as("what is wrong").isEmpty();
            assertThat(server.log()).doesNotContain("a-long-one").doesNotContain(" ERROR ");
        }
        for (Path shown : shownInTheDocs()) {
            Path made = PICTURES.resolve(shown.getFileName());
            assertThat(made).as("a picture of the docs").exists();
            if (Boolean.getBoolean("e2e.pictures")) {
                Files.copy(made, shown, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The docs' pictures are this walk's: {@code ./mast e2e -De2e.pictures=true -Dtest=DashboardWalkTest} makes them anew. */
    private static List<Path> shownInTheDocs() throws Exception {
        List<Path> shown = Pattern.compile("pictures/[a-z0-9-]+\\.png")
                .matcher(Files.readString(DOCS.resolve("dashboard.md")))
                .results()
                .map(each -> DOCS.resolve(each.group()))
                .toList();
        assertThat(shown)
                .hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each.getParent()).exists());
        return shown;
    }

    /** An entry of a list, with a file of ten seconds behind it. */
    private String channel(String name, String video, String audio) throws Exception {
        Path file = folder.resolve(name.replace(" ", "").concat(".ts"));
        Command.run(
                        folder,
                        Duration.ofMinutes(1),
                        "ffmpeg",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=320x180:rate=25",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=48000",
                        "-t",
                        "10",
                        "-g",
                        "25",
                        "-pix_fmt",
                        "yuv420p",
                        "-c:v",
                        video,
                        "-c:a",
                        audio,
                        "-f",
                        "mpegts",
                        file.toString())
                .succeeded();
        return "#EXTINF:-1 group-title=\"Attic\"," + name + "\n" + file.toUri() + "\n";
    }
}
