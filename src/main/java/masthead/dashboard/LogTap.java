package masthead.dashboard;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Lets a {@link LogRing} hear what is logged, wherever else that goes, until it is closed. On the threads that log. */
public final class LogTap extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final int ERROR = 40_000;
    private static final int WARN = 30_000;
    private static final int INFO = 20_000;
    private static final int MOST_CAUSES = 6;
    private static final int MOST_FRAMES = 12;

    private final LogRing ring;

    private LogTap(LogRing ring) {
        this.ring = ring;
    }

    public static LogTap open(LogRing ring) {
        LogTap tap = new LogTap(ring);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            tap.setContext(context);
            tap.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(tap);
        }
        return tap;
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        ring.add(
                event.getInstant(),
                level(event.getLevel().toInt()),
                event.getLoggerName(),
                event.getFormattedMessage() + pairs(Optional.ofNullable(event.getKeyValuePairs())),
                thrown == null ? "" : trace(thrown));
    }

    /** Each cause with the places that say most: the whole of it is in the log itself. */
    private static String trace(IThrowableProxy thrown) {
        StringBuilder trace = new StringBuilder();
        IThrowableProxy cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            trace.append(depth == 0 ? "" : "Caused by: ")
                    .append(cause.getClassName())
                    .append(": ")
                    .append(cause.getMessage())
                    .append('\n');
            StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
            for (int frame = 0; frame < Math.min(MOST_FRAMES, frames.length); frame++) {
                trace.append("    ").append(frames[frame].getSTEAsString()).append('\n');
            }
            if (frames.length > MOST_FRAMES) {
                trace.append("    … ").append(frames.length - MOST_FRAMES).append(" more\n");
            }
            cause = cause.getCause();
        }
        return trace.toString();
    }

    private static String pairs(Optional<List<KeyValuePair>> pairs) {
        return pairs.orElse(List.of()).stream()
                .map(each -> " " + each.key + "=\"" + each.value + "\"")
                .collect(Collectors.joining());
    }

    private static LogLine.Level level(int level) {
        if (level >= ERROR) {
            return LogLine.Level.ERROR;
        }
        return level >= WARN ? LogLine.Level.WARN : level >= INFO ? LogLine.Level.INFO : LogLine.Level.DEBUG;
    }

    @Override
    public void close() {
        if (getContext() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
    }
}
