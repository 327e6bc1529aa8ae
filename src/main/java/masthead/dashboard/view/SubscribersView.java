package masthead.dashboard.view;

import java.util.List;

/** One page of the subscribers. */
public record SubscribersView(String text, List<Row> rows, ChannelsView.Span span, String query) {
    /** @param tone of his standing: is-good, is-bad or empty */
    public record Row(
            int id, String name, String standing, String tone, String expires, String connections, boolean trial) {}
}
