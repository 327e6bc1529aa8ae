package masthead.dashboard.view;

import java.util.List;

/** What moves: channels on air, the connections that providers allow, and plays that were refused. */
public record OnAirView(
        String viewers, String rate, String sent, List<Air> channels, List<Pool> pools, List<Refusal> refusals) {
    /**
     * A channel on air.
     *
     * @param tone is-good, is-warn, is-bad or empty
     * @param area the curve of its bitrate over the last minute, closed, in a box of 100 by 40; empty while there is none
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
            String feed,
            String since,
            String memory,
            int reconnects,
            List<Viewer> viewers) {}

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
