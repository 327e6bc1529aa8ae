package masthead.dashboard.view;

import java.util.List;

/**
 * One page of the log, the newest line first.
 *
 * @param query what was asked for, as the query of an address, without the page
 */
public record LogsView(
        String text,
        String level,
        String room,
        List<String> rooms,
        List<Row> rows,
        ChannelsView.Span span,
        String query) {
    /** @param tone is-bad, is-warn or empty */
    public record Row(
            long number,
            String when,
            String level,
            String tone,
            String room,
            String source,
            String text,
            String trace) {}
}
