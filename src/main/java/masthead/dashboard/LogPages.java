package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import masthead.access.Role;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.LogsView;
import masthead.dashboard.view.Section;

/**
 * {@code /dashboard/logs}: what the server said last. For editors and up: lines name subscribers, their networks and what they asked
 * for, and whoever may only look has no business with that; who decides on plays and lists needs it, owner or not.
 */
public final class LogPages extends Pages {
    private static final String LIST = "/logs";
    private static final int ROWS = 100;
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss.SSS", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final LogRing ring;

    public LogPages(LogRing ring) {
        this.ring = ring;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(
                        Role.EDITOR,
                        LIST,
                        visit -> visit.show(Section.LOGS, "Logs", visit.part() ? "logs-list" : "logs", view(visit)))
                .moving(
                        Role.EDITOR,
                        "/logs/events",
                        BEAT,
                        (visit, frame) -> visit.text("logs-rows", frame, view(visit)));
    }

    private LogsView view(Visit visit) {
        String text = visit.text("search");
        String wanted = text.toLowerCase(Locale.ROOT);
        LogLine.Level least = level(visit.text("level"));
        String room = visit.text("room");
        LogRing.Found found = ring.newest(
                each -> each.level().compareTo(least) >= 0
                        && (room.isEmpty() || each.room().equals(room))
                        && each.holds(wanted),
                visit.offset(),
                ROWS);
        List<LogsView.Row> rows = found.lines().stream().map(LogPages::row).toList();
        return new LogsView(
                text,
                visit.text("level"),
                room,
                List.copyOf(ring.rooms()),
                rows,
                new ChannelsView.Span(visit.offset(), rows.size(), ROWS, found.total()),
                "search=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&level="
                        + URLEncoder.encode(visit.text("level"), StandardCharsets.UTF_8) + "&room="
                        + URLEncoder.encode(room, StandardCharsets.UTF_8));
    }

    private static LogLine.Level level(String word) {
        return switch (word) {
            case "info" -> LogLine.Level.INFO;
            case "warn" -> LogLine.Level.WARN;
            case "error" -> LogLine.Level.ERROR;
            default -> LogLine.Level.DEBUG;
        };
    }

    private static LogsView.Row row(LogLine line) {
        return new LogsView.Row(
                line.number(),
                time(line.at()),
                line.level().name(),
                switch (line.level()) {
                    case ERROR -> "is-bad";
                    case WARN -> "is-warn";
                    case INFO, DEBUG -> "";
                },
                line.room(),
                line.source(),
                line.text(),
                line.trace());
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
