package masthead.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import masthead.config.Settings;
import masthead.database.DatabaseSettings;
import masthead.database.Restore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code masthead restore FILE}: puts a backup back; the server must not be running. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Puts a backup back. Stop the server first; what is there now is kept.",
        footer = "A backup of SQLite can be put into an empty PostgreSQL database and the other way round:"
                + " it goes where database.url says.")
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    FolderOptions where;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    @Nullable
    Path file;

    RestoreCommand(Map<String, String> environment) {
        this.where = new FolderOptions(environment);
    }

    @Override
    public Integer call() {
        Settings settings = Settings.load(Rooms.WITH_SETTINGS, where.origins(Map.of()));
        try (OwnFolder folder = OwnFolder.open(where.folder())) {
            Restore.Restored restored = Restore.run(
                    settings.of(DatabaseSettings.class),
                    folder.path(),
                    Objects.requireNonNull(file)); // picocli asks for it
            var out = spec.commandLine().getOut();
            out.println("Put back what was there at " + restored.contents().at()
                    + ". Guides are read again at the next start.");
            restored.kept().ifPresent(kept -> out.println("What was there before is kept in " + kept + "."));
            out.flush();
        }
        return 0;
    }
}
