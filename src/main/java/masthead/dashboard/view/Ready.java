package masthead.dashboard.view;

import java.util.List;

/**
 * What to type into players.
 *
 * @param known whether the password is in the lines: once, when it was just made
 * @param path the QR code of the playlist's address as an SVG path, and its width in modules; empty where the password is not known
 */
public record Ready(
        String subscriber,
        String server,
        String name,
        String password,
        boolean known,
        List<Line> lines,
        String path,
        int width,
        boolean loopback) {
    /** A thing to type, with an id that is unique on the page. */
    public record Line(String id, String what, String text, String hint) {}
}
