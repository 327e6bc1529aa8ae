package masthead.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code masthead docs}: writes the generated pages; hidden, for those who work on Masthead. */
@Command(name = "docs", hidden = true, description = "Writes the generated pages of the docs.")
final class DocsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The repository; here if left out.")
    Path repository = Path.of("");

    @Override
    public Integer call() throws IOException {
        write(Rooms.DOCS_PAGE, Rooms.PAGE.markdown());
        write(Rooms.SAMPLE_FILE, Rooms.PAGE.sample());
        return 0;
    }

    private void write(Path page, String text) throws IOException {
        Path file = repository.resolve(page).toAbsolutePath();
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
