package masthead.dashboard.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What moves: channels on air, the connections that providers allow, and plays that were refused. */
public record OnAirView(
        String viewers,
        String rate,
        String sent,
        List<Air> channels,
        List<Pool> pools,
        List<Engine> engines,
        Refused refused) {
    /** For the address of the events, which look for the same. */
    public String whoQuery() {
        return URLEncoder.encode(refused.who(), StandardCharsets.UTF_8);
    }

    /**
     * A channel on air.
     *
     * @param tone is-good, is-warn, is-bad or empty
     * @param area the curve of its bitrate over the last minute, closed, in a box of 100 by 40; empty while there is none
     * @param health what was thought of it over the last minute, in a box 60 wide
     * @param choice whether there is another feed
     */
    public record Air(
            int id,
            String name,
            boolean listed,
            String state,
            String tone,
            String reason,
            String rate,
            String line,
            String area,
            List<Stretch> health,
            String feed,
            boolean choice,
            String since,
            String memory,
            int reconnects,
            List<Viewer> viewers) {}

    /** Seconds in a row that were thought of alike. */
    public record Stretch(int from, int width, String tone) {}

    /** An AceStream engine and what it plays. */
    public record Engine(
            String address,
            String state,
            String tone,
            int held,
            int allowed,
            List<String> cells,
            List<String> holders) {}

    /** @param who whose refusals these are; empty for everybody's */
    public record Refused(String who, List<Refusal> refusals) {}

    /** Somebody who watches. */
    public record Viewer(long id, String name, String address, String agent, String since, String sent, int jumps) {}

    /** The connections of one account of a provider. */
    public record Pool(
            String provider,
            String account,
            int held,
            int settling,
            String allowed,
            List<String> cells,
            List<String> holders,
            List<String> waiting) {}

    /** A play that was refused, and how often. */
    public record Refusal(
            String when, int times, String who, String what, String address, String agent, String reason) {}
}
