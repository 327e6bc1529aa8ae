package masthead.access;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import masthead.config.Secret;

/** Which names and passwords can be given. */
final class Names {
    static final int LONGEST = 64;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._@-]{1," + LONGEST + "}");

    /**
     * First segments of addresses we answer, or may come to answer. A subscriber of such a name could not use the address
     * {@code /<name>/<password>/<id>} (docs/4-protocols/xtream.md, "Credentials in paths"). {@code admin} is not among them.
     */
    private static final Set<String> ROUTES = Set.of(
            "ace",
            "api",
            "auth",
            "c",
            "card",
            "cpp",
            "dashboard",
            "docs",
            "epg",
            "favicon.ico",
            "get",
            "get.php",
            "health",
            "hls",
            "hlsr",
            "image",
            "key",
            "live",
            "logo",
            "metrics",
            "movie",
            "panel_api",
            "panel_api.php",
            "play",
            "player_api",
            "player_api.php",
            "playlist",
            "robots.txt",
            "series",
            "stream",
            "streaming",
            "subauth",
            "subtitle",
            "thauth",
            "thumb",
            "timeshift",
            "timeshift.php",
            "timeshifts",
            "tsauth",
            "vauth",
            "xmltv",
            "xmltv.php");

    private Names() {}

    /** @throws RefusedName if no subscriber can be called {@code name} */
    static void check(String name) {
        if (!ALLOWED.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new RefusedName("A name has 1 to " + LONGEST + " letters (a-z, A-Z), digits and . _ @ -");
        }
        if (ROUTES.contains(name.toLowerCase(Locale.ROOT))) {
            throw new RefusedName("'" + name + "' cannot be a name: addresses of this server begin with it.");
        }
    }

    /** @throws RefusedPassword if it cannot be a password */
    static void check(Secret password) {
        String text = password.value();
        if (text.isEmpty() || text.length() > Passwords.LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedPassword(
                    "A password has 1 to " + Passwords.LONGEST + " characters, none of them a control character.");
        }
    }
}
