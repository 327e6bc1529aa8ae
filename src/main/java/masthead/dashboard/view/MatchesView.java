package masthead.dashboard.view;

import java.util.List;

/** Which guide's channel each channel is. */
public record MatchesView(String text, String state, List<Row> rows, ChannelsView.Span span, String query) {
    /** @param best what it is, or may be; empty if there is nothing */
    public record Row(
            int id,
            String name,
            String group,
            String state,
            String tone,
            String best,
            String score,
            String why,
            boolean suggested,
            boolean decided) {}
}
