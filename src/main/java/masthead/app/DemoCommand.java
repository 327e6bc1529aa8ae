package masthead.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import masthead.config.Origins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code masthead demo}: a server with channels in it, on this machine alone, gone when it ends. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs a server with test channels in a throw-away folder, for this machine only.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ListenOptions listen = new ListenOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = DemoFolder.makeIn(Path.of(System.getProperty("java.io.tmpdir")));
        Running running = Running.untilTheProcessEnds(
                () -> Running.start(origins(), folder, Masthead::fillForDemo), () -> DemoFolder.delete(folder));
        tellWhatToOpen(spec.commandLine().getOut(), running.masthead().port());
        new CountDownLatch(1).await(); // the shutdown hook ends the process
        return 0;
    }

    /** Neither environment nor file: the demo is the same everywhere, and touches no real database. */
    Origins origins() {
        Map<String, String> settings = listen.asSettings();
        settings.putIfAbsent("http.host", "127.0.0.1");
        settings.putIfAbsent("operator.password", "admin");
        return new Origins(settings, Map.of(), Optional.empty());
    }

    private static void tellWhatToOpen(PrintWriter out, int port) {
        String address = "http://localhost:" + port;
        out.println("""

                Masthead demo. Everything is forgotten when it ends (Ctrl-C).

                  Dashboard       %s   user admin   password admin
                  Xtream player   %s   user admin   password admin
                  M3U player      %s/get.php?username=admin&password=admin&type=m3u_plus
                  Guide           %s/xmltv.php?username=admin&password=admin
                  Now             ffplay %s/live/admin/admin/1.ts
                """.formatted(address, address, address, address, address));
        out.flush();
    }
}
