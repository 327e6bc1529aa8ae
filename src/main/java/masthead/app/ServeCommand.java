package masthead.app;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code masthead serve}: runs until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the server until Ctrl-C or SIGTERM.",
        footer = "Settings come from the command line, else the environment (MASTHEAD_HTTP_PORT=8080), else the file.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    ListenOptions listen = new ListenOptions();

    @Mixin
    FolderOptions where;

    ServeCommand(Map<String, String> environment) {
        this.where = new FolderOptions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        Running.untilTheProcessEnds(() -> Running.start(where.origins(listen.asSettings()), where.folder()), () -> {});
        new CountDownLatch(1).await(); // the shutdown hook ends the process
        return 0;
    }
}
