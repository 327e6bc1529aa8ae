package masthead.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How events are written to standard output. */
public enum LogFormat {
    TEXT,
    JSON;

    private static final String CONSOLE = "console";

    /** Writes what is logged from now on in this form. Who brought a logback configuration of his own, without our console, keeps it. */
    void use() {
        if (this == JSON
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE)
                        instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonLines lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            console.setEncoder(lines);
        }
    }
}
