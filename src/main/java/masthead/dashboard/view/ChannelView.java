package masthead.dashboard.view;

import java.util.List;

/** One channel: its picture, what it plays, and what is on. */
public record ChannelView(
        ChannelsView.Row row, boolean playable, String state, List<Feed> feeds, List<Show> next, PanelView panel) {
    /**
     * A feed, best first.
     *
     * @param from the host it comes from: never the whole address, which may hold a password
     */
    public record Feed(int place, int id, String name, String provider, String kind, String from, String gone) {}

    /** A programme. */
    public record Show(String start, String title, boolean now) {}
}
