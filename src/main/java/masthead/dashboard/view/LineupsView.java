package masthead.dashboard.view;

import java.util.List;

/** The lineups there are. */
public record LineupsView(List<Row> rows, ChannelsView.Span span) {
    /** A lineup. */
    public record Row(int id, String name, String parts, String categories, String subscribers) {}
}
