package masthead.dashboard.view;

import java.util.List;

/**
 * One channel: its picture, what it plays, and what is on.
 *
 * @param into the channel it is a feed of; 0 for one of its own
 */
public record ChannelView(
        ChannelsView.Row row,
        boolean playable,
        String state,
        List<Feed> feeds,
        List<Show> next,
        PanelView panel,
        int into,
        String intoName) {
    /**
     * A feed, best first.
     *
     * @param other the channel it is of in its list, where that is another one; else 0
     * @param from the host it comes from: never the whole address, which may hold a password
     */
    public record Feed(
            int place, int id, String name, String provider, String kind, String from, String gone, int other) {}

    /** A programme. */
    public record Show(String start, String title, boolean now) {}
}
