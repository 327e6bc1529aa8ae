package masthead.xtream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import masthead.catalog.ChannelId;
import masthead.http.Origin;

/** Addresses that we give to one subscriber, with his credentials percent-encoded. Never logged. */
final class Paths {
    private final String origin;
    private final String account;
    private final String live;
    private final String guide;
    private final String archive;

    Paths(Origin origin, String username, String password) {
        String name = encoded(username);
        String word = encoded(password);
        this.origin = origin.toString();
        this.account = name + "/" + word + "/";
        this.live = origin + "/live/" + name + "/" + word + "/";
        this.archive = origin + "/timeshift/" + name + "/" + word + "/";
        this.guide = origin + "/xmltv.php?username=" + name + "&password=" + word;
    }

    String live(ChannelId channel, String extension) {
        return live + channel + extension;
    }

    /** The rest of an address behind its part, {@code movie} or {@code series}: with the credentials in between. */
    String film(String part, String file) {
        return origin + "/" + part + "/" + account + file;
    }

    /** The folder of catch-up, with a slash at its end. */
    String archive() {
        return archive;
    }

    String guide() {
        return guide;
    }

    /** Valid in a path and in a query (RFC 3986, 2.3): a blank is {@code %20} in both. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
