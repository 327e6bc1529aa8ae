package masthead.app;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Ends with 0 if it did what it was told, 1 if it could not (and says why in a line), 2 if it was not
 * told properly.
 */
@Command(
        name = "masthead",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "One address for every IPTV player; one upstream for any number of viewers.")
public final class Main implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main())
                .addSubcommand(new ServeCommand(environment))
                .addSubcommand(new DemoCommand())
                .addSubcommand(new BackupCommand(environment))
                .addSubcommand(new RestoreCommand(environment))
                .addSubcommand(new MoveInCommand(environment))
                .addSubcommand(new DocsCommand())
                .setExecutionExceptionHandler(new Complaints());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: serve, demo, backup or restore.");
    }
}
