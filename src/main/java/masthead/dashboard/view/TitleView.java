package masthead.dashboard.view;

import java.util.List;
import java.util.Optional;

/**
 * One movie or series.
 *
 * @param logo the address of its poster, as it may be edited
 * @param ask whether its provider is asked now: {@code told} is what was known before
 */
public record TitleView(
        TitlesView.Row row, boolean movie, String logo, boolean ask, Told told, Optional<Play> play, List<Feed> feeds) {
    /**
     * What is known beyond its list.
     *
     * @param when since when it is known, or why it is not
     * @param again whether somebody can be asked once more
     * @param seasons of a series; empty of a movie
     */
    public record Told(
            int id,
            String plot,
            List<SystemView.Fact> facts,
            String when,
            boolean again,
            List<Season> seasons,
            List<Episode> episodes,
            String left) {}

    /** @param shown whether its episodes are the ones on the page */
    public record Season(int number, String name, String about, int episodes, boolean shown) {}

    /** @param length for instance {@code 45 min 0 s}; may be empty */
    public record Episode(int id, String number, String name, String length, String extension) {}

    /**
     * What is played.
     *
     * @param here whether a browser may be able to
     * @param kind its extension
     * @param address for players; NAME and PASSWORD stand for a subscriber's
     */
    public record Play(int id, String name, boolean here, String kind, String address) {}

    /** @param from the host it comes from: never the whole address, which may hold a password */
    public record Feed(String name, String provider, String from, String gone) {}
}
