package masthead.dashboard.view;

import java.util.List;

/**
 * Settings, as they are.
 *
 * @param written whether only those are shown that somebody wrote
 * @param query what was asked for, as the query of an address, without the page
 */
public record SettingsView(String text, boolean written, List<Room> rooms, ChannelsView.Span span, String query) {
    public record Room(String name, String doc, List<Row> rows) {}

    /**
     * A setting.
     *
     * @param value what it is; empty for nothing
     * @param whenAbsent its default; empty for none
     * @param origin who wrote it; empty where it is the default
     * @param file the lines of a file that set it
     */
    public record Row(
            String key, String environment, String doc, String value, String whenAbsent, String origin, String file) {}
}
