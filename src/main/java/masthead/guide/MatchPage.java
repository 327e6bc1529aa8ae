package masthead.guide;

import java.util.List;

/** A part of what was found. */
public record MatchPage(List<ChannelMatch> matches, int total) {
    public MatchPage {
        matches = List.copyOf(matches);
    }
}
