package masthead.dashboard.view;

import java.util.List;
import java.util.Optional;

/** AceStream: engines, what they play, and the channels that have such contents. */
public record AceView(Board board, String text, List<Row> rows, ChannelsView.Span span, String query, boolean search) {
    /** What moves. {@code silent} if no engine answers, and all were asked. */
    public record Board(List<Engine> engines, List<Playing> playing, boolean silent) {}

    /** @param trouble what was wrong with it last; may be empty */
    public record Engine(String address, String state, String tone, String version, String sessions, String trouble) {}

    /**
     * A session.
     *
     * @param channels who plays it: names and viewers
     */
    public record Playing(
            String content,
            String engine,
            String phase,
            String tone,
            String since,
            String peers,
            String down,
            String up,
            List<String> channels) {}

    /** A channel with such contents. */
    public record Row(int id, String name, String group, List<Feed> feeds) {}

    /** @param check what its last check found; empty if it was never checked */
    public record Feed(int id, String content, String provider, String check, String tone) {}

    /**
     * What a search found.
     *
     * @param found how many in all, in words
     * @param trouble why there is nothing; empty otherwise
     */
    public record Search(String text, boolean asked, List<Found> rows, String found, String trouble) {}

    /** @param value all of it, as the form sends it back */
    public record Found(String name, String group, String content, String value, Optional<Integer> known) {}
}
