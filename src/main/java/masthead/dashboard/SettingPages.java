package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import masthead.access.Role;
import masthead.config.ToldRoom;
import masthead.config.ToldSetting;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.Section;
import masthead.dashboard.view.SettingsView;

/**
 * {@code /dashboard/settings}: every setting, what it does, what it is and who wrote it. They are read at the start and not changed here:
 * whoever starts the server has them in a file or an environment that is kept, and one place for each is enough. For editors and up:
 * they tell of folders and networks of the machine.
 */
public final class SettingPages extends Pages {
    private static final String LIST = "/settings";
    private static final int ROWS = 60;

    private final List<ToldRoom> rooms;

    public SettingPages(List<ToldRoom> rooms) {
        this.rooms = List.copyOf(rooms);
    }

    @Override
    void addTo(Gate gate) {
        gate.page(
                Role.EDITOR,
                LIST,
                visit -> visit.show(
                        Section.SETTINGS, "Settings", visit.part() ? "settings-list" : "settings", view(visit)));
    }

    private SettingsView view(Visit visit) {
        String text = visit.text("search");
        String wanted = text.toLowerCase(Locale.ROOT);
        boolean written = visit.ticked("written");
        List<SettingsView.Room> shown = new ArrayList<>();
        int total = 0;
        int count = 0;
        int from = visit.offset();
        for (ToldRoom room : rooms) {
            List<SettingsView.Row> rows = new ArrayList<>();
            for (ToldSetting each : room.settings()) {
                if ((!written || each.origin().isPresent()) && holds(each, wanted)) {
                    if (total >= from && count < ROWS) {
                        rows.add(row(each));
                        count++;
                    }
                    total++;
                }
            }
            if (!rows.isEmpty()) {
                shown.add(new SettingsView.Room(room.name(), room.doc(), rows));
            }
        }
        return new SettingsView(
                text,
                written,
                shown,
                new ChannelsView.Span(from, count, ROWS, total),
                "search=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + (written ? "&written=on" : ""));
    }

    /** Not in what it is: a search must not tell what is hidden. */
    private static boolean holds(ToldSetting setting, String wanted) {
        return Stream.of(
                        setting.key(),
                        setting.environment(),
                        setting.doc(),
                        setting.origin().orElse(""))
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static SettingsView.Row row(ToldSetting setting) {
        int dot = setting.key().lastIndexOf('.');
        return new SettingsView.Row(
                setting.key(),
                setting.environment(),
                setting.doc() + (setting.allowed().isEmpty() ? "" : " Write " + setting.allowed() + "."),
                setting.value().orElse(""),
                setting.whenAbsent().orElse(""),
                setting.origin().orElse(""),
                setting.key().substring(0, dot) + ":\n  " + setting.key().substring(dot + 1) + ": "
                        + Optional.of(setting.whenAbsent().orElse("…"))
                                .filter(each -> !each.isEmpty())
                                .orElse("…"));
    }
}
