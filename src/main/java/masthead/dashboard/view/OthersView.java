package masthead.dashboard.view;

import java.util.List;

/** Channels that one may become a feed of. */
public record OthersView(int id, String text, List<ChannelsView.Row> rows) {}
