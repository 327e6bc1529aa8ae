package masthead.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import masthead.app.movein.MovingIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code masthead move-in FILE...}: brings along what another program keeps. */
@Command(
        name = "move-in",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Brings along what another program keeps: its sources, and the names, numbers, groups and guides of its channels.",
            "FILE is a backup of xTeVe, Threadfin or Dispatcharr, a source.yml of tuliprox, an M3U list or an XMLTV guide."
        },
        footer = "The server must not run on the data folder meanwhile. What is there stays as it is.")
final class MoveInCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    FolderOptions where;

    @Option(names = "--dry-run", description = "Only tell what would be carried and what not.")
    boolean dryRun;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to bring along.")
    List<Path> files = List.of();

    MoveInCommand(Map<String, String> environment) {
        this.where = new FolderOptions(environment);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        MovingIn moving = new MovingIn(out);
        try (MovingIn.Load load = MovingIn.read(files)) {
            if (dryRun) {
                moving.tell(load);
                return 0;
            }
            // A server of its own that nobody knows: everything works as it does when operators do it by hand.
            Map<String, String> own = Map.of("http.host", "127.0.0.1", "http.port", "0");
            try (Running running = Running.start(where.origins(own), where.folder())) {
                moving.carry(load, running.masthead().house());
            }
        }
        return 0;
    }
}
