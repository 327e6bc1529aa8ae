package masthead.guide;

import java.util.List;

/** Some of the channels that were looked for, and how many there are in all. */
public record MatchPage(List<ChannelMatch> rows, int total) {
    public MatchPage {
        rows = List.copyOf(rows);
    }
}
