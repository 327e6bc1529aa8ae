package masthead.format.xtream;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A panel's address with an account on it: makes the addresses that may be asked (docs/4-protocols/xtream.md, "Addresses").
 *
 * @param base without a slash at its end; a path below the host is kept
 */
public record PanelAddress(String base, String username, String password) {
    private static final Pattern PAGE = Pattern.compile(
            "(?i)/+(player_api|panel_api|get|xmltv|portal|index|login)(\\.php)?/*$|/+c/*$|/+(playlist|epg)/[^/]+/[^/]+(/.*)?$");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");

    /**
     * What somebody typed for a panel's address, taken apart.
     *
     * @param base the panel's address
     * @param username empty where none was in it
     * @param password empty where none was in it
     */
    public record Typed(String base, String username, String password) {
        /** Without the credentials. */
        @Override
        public String toString() {
            return "Typed[" + (username.isEmpty() ? "without an account" : "with an account") + "]";
        }
    }

    /**
     * Takes apart what people type: with and without scheme, with {@code /player_api.php}, {@code /get.php} or {@code /xmltv.php}
     * and the credentials in the query.
     *
     * @throws IllegalArgumentException if it is no http or https address with a host
     */
    public static Typed typed(String text) {
        String written = text.strip().replace(" ", "%20").replace("|", "%7C");
        String whole = SCHEME.matcher(written).matches() ? written : "http://" + written;
        try {
            URI address = new URI(whole);
            String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            String host = host(address);
            if ((!scheme.equals("http") && !scheme.equals("https")) || host.isEmpty()) {
                throw notAnAddress();
            }
            String path = Optional.ofNullable(address.getRawPath()).orElse("");
            path = PAGE.matcher(path).replaceFirst("");
            String query = Optional.ofNullable(address.getRawQuery()).orElse("");
            return new Typed(
                    scheme + "://" + host + path.replaceFirst("/+$", ""),
                    parameter(query, "username"),
                    parameter(query, "password"));
        } catch (URISyntaxException e) {
            throw notAnAddress();
        }
    }

    /** With its port; some have an underscore in the name, which is none to the library. */
    private static String host(URI address) {
        String host = Optional.ofNullable(address.getRawAuthority()).orElse("").replaceFirst(".*@", "");
        return HOST.matcher(host).matches() ? host : "";
    }

    private static IllegalArgumentException notAnAddress() {
        return new IllegalArgumentException("a panel's address is http:// or https:// with a host, 'url'");
    }

    private static String parameter(String query, String name) {
        for (String each : query.split("&", -1)) {
            if (each.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException damaged) {
                    return each.substring(name.length() + 1);
                }
            }
        }
        return "";
    }

    /**
     * The addresses a panel answers at, the first first: each once, what is no address left out.
     *
     * @param mirrors separated by blanks or commas
     */
    public static List<String> bases(String url, String mirrors) {
        Set<String> bases = new LinkedHashSet<>();
        for (String each : (url + " " + mirrors).split("[\\s,]+")) {
            try {
                bases.add(typed(each).base());
            } catch (IllegalArgumentException damaged) {
                // as if it were not there
            }
        }
        return List.copyOf(bases);
    }

    /** The API: login without an action, else for instance {@code action=get_live_streams}; {@code more} is written as it is. */
    public String api(String more) {
        return query("player_api.php", more);
    }

    /** The guide. */
    public String guide() {
        return query("xmltv.php", "");
    }

    /** {@code <base>/<file>?username=...&password=...}, and {@code more} behind it as it is. */
    public String query(String file, String more) {
        return base + "/" + file + "?username=" + XtreamAddress.encoded(username) + "&password="
                + XtreamAddress.encoded(password) + (more.isEmpty() ? "" : "&" + more);
    }

    /** {@code <base>/<folder>/<username>/<password>/<rest>}; {@code rest} is written as it is. */
    public String path(String folder, String rest) {
        return base + "/" + (folder.isEmpty() ? "" : folder + "/") + XtreamAddress.encoded(username) + "/"
                + XtreamAddress.encoded(password) + "/" + rest;
    }

    /** Where {@code address} is played from; a series as a whole is played from nowhere, and has none. */
    public Optional<String> of(XtreamAddress address) {
        return switch (address.part()) {
            case LIVE -> Optional.of(path("live", file(address)));
            case MOVIE -> Optional.of(path("movie", file(address)));
            case EPISODE -> Optional.of(path("series", file(address)));
            case SERIES -> Optional.empty();
        };
    }

    /** Its name in paths: {@code 123.ts}. */
    public static String file(XtreamAddress address) {
        String id = XtreamAddress.encoded(address.id());
        return address.extension().isEmpty() ? id : id + "." + address.extension();
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "PanelAddress[***]";
    }
}
