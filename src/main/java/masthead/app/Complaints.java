package masthead.app;

import java.io.PrintWriter;
import masthead.access.RefusedPassword;
import masthead.app.movein.NotMovable;
import masthead.config.SettingsException;
import masthead.database.BackupUnusable;
import masthead.database.DatabaseUnusable;
import masthead.http.BadCertificate;
import masthead.http.PortInUse;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells an operator why the program ends: a line for what he can put right, a stack trace for a fault of ours. */
final class Complaints implements IExecutionExceptionHandler {
    private static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (e) {
            case SettingsException settings -> settings.problems().forEach(err::println);
            case CannotStart reason -> err.println(reason.getMessage());
            case NotMovable reason -> err.println(reason.getMessage());
            case BadCertificate reason -> err.println(reason.getMessage());
            case PortInUse reason -> err.println(reason.getMessage());
            case BackupUnusable reason -> err.println(reason.getMessage());
            case DatabaseUnusable reason -> {
                err.println(reason.getMessage());
                LoggerFactory.getLogger(Complaints.class)
                        .atDebug()
                        .setCause(reason)
                        .log("Because of");
            }
            case RefusedPassword reason -> err.println("operator.password cannot be used: " + reason.getMessage());
            default -> e.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }
}
