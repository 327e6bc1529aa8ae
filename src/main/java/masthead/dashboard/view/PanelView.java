package masthead.dashboard.view;

import java.util.List;

/**
 * What is known of a channel's stream while it is on air, beside its picture.
 *
 * @param tone is-good, is-warn, is-bad or empty
 * @param state in a word; what else there is, is empty while it is not on air
 * @param line the curve of its bitrate over the last minute, in a box of 100 by 40; empty while there is none
 */
public record PanelView(
        String tone,
        String state,
        String reason,
        String rate,
        String line,
        String area,
        List<OnAirView.Stretch> health,
        String sound,
        String clock,
        List<Codec> codecs) {
    /** @param key {@code h264}, {@code ac3} and so on: for scripts */
    public record Codec(String key, String title, boolean video) {}
}
