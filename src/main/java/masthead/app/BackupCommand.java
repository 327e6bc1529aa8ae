package masthead.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import masthead.config.Settings;
import masthead.database.Backup;
import masthead.database.BackupContents;
import masthead.database.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code masthead backup FILE}: everything in one file, also while the server runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes everything that is kept to one file, also while the server runs.",
        footer = "The file holds the passwords of your providers: keep it as safe as the data folder.")
final class BackupCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    FolderOptions where;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet.")
    @Nullable
    Path file;

    BackupCommand(Map<String, String> environment) {
        this.where = new FolderOptions(environment);
    }

    @Override
    public Integer call() {
        Settings settings = Settings.load(Rooms.WITH_SETTINGS, where.origins(Map.of()));
        Path data = where.folder();
        if (!Files.isDirectory(data)) {
            throw new CannotStart("There is no data folder "
                    + data.toAbsolutePath().normalize() + ": name the server's with --data.");
        }
        Path target = java.util.Objects.requireNonNull(file); // picocli asks for it
        BackupContents contents =
                Backup.take(settings.of(DatabaseSettings.class), data, KeptFiles.in(data), target.toAbsolutePath());
        long rows = contents.rows().values().stream().mapToLong(Long::longValue).sum();
        spec.commandLine()
                .getOut()
                .println("Wrote " + target + ": " + rows + " rows, schema " + contents.schema() + ".");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
