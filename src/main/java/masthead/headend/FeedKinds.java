package masthead.headend;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import masthead.catalog.FeedKind;
import masthead.format.acestream.AceLink;
import masthead.format.xtream.XtreamAddress;

/**
 * Tells from an entry's address, and for episodes from its name, what the address leads to; nothing is fetched.
 *
 * <p>AceStream forms: {@link AceLink}. Paths of films and episodes:
 * docs/4-protocols/xtream.md, "Lines".
 */
final class FeedKinds {
    /** An engine's address that names no content, or what no viewer may ask of an engine: a file of its machine. */
    private static final Pattern ENGINE_PATH = Pattern.compile(".*/ace/(getstream|manifest\\.m3u8)/?");
    /** A player of films may be called "movie" anywhere in a path; a panel's address has credentials and an id after it. */
    private static final Pattern MOVIE_PATH = Pattern.compile(".*/movie/[^/]+/[^/]+/\\d+(\\.\\w+)?");

    private static final Pattern EPISODE_PATH = Pattern.compile(".*/series/[^/]+/[^/]+/\\d+(\\.\\w+)?");
    private static final Pattern EPISODE_NAME =
            Pattern.compile("(?i).*\\bS\\d{1,3} ?[-.]? ?E\\d{1,4}\\b.*|.*\\b\\d{1,2}x\\d{2,3}\\b.*");
    private static final Pattern HLS_QUERY = Pattern.compile("(.*&)?(type|output|extension|format)=(m3u8|hls)(&.*)?");
    private static final Set<String> FILM_EXTENSIONS = Set.of(
            "mp4", "mkv", "avi", "mov", "m4v", "wmv", "flv", "mpg", "mpeg", "webm", "divx", "vob", "3gp", "ogm",
            "rmvb");

    private FeedKinds() {}

    static FeedKind of(String address, String name) {
        if (AceLink.of(address).isPresent()) {
            return FeedKind.ACESTREAM;
        }
        String url = address.strip().toLowerCase(Locale.ROOT);
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        return switch (scheme) {
            case "http", "https" -> web(Parts.of(url), name);
            case "library" -> EPISODE_NAME.matcher(name).matches() ? FeedKind.EPISODE : FeedKind.MOVIE;
            case "card" -> FeedKind.CARD;
            case "file" -> FeedKind.FILE;
            case "xtream" -> XtreamAddress.parse(address).map(FeedKinds::held).orElse(FeedKind.OTHER);
            default -> FeedKind.OTHER;
        };
    }

    private static FeedKind held(XtreamAddress address) {
        return switch (address.part()) {
            case LIVE -> address.extension().equals("m3u8") ? FeedKind.HLS : FeedKind.TS;
            case MOVIE -> FeedKind.MOVIE;
            case SERIES -> FeedKind.SERIES;
            case EPISODE -> FeedKind.EPISODE;
        };
    }

    private static FeedKind web(Parts url, String name) {
        if (ENGINE_PATH.matcher(url.path).matches()) {
            return FeedKind.OTHER;
        }
        if (MOVIE_PATH.matcher(url.path).matches()) {
            return FeedKind.MOVIE;
        }
        if (EPISODE_PATH.matcher(url.path).matches()) {
            return FeedKind.EPISODE;
        }
        String file = url.path.substring(url.path.lastIndexOf('/') + 1);
        if (file.contains("m3u8") || HLS_QUERY.matcher(url.query).matches()) {
            return FeedKind.HLS;
        }
        // Some panels hide the extension in the fragment, as a hint to players.
        if (FILM_EXTENSIONS.contains(extension(file)) || FILM_EXTENSIONS.contains(extension(url.fragment))) {
            return EPISODE_NAME.matcher(name).matches() ? FeedKind.EPISODE : FeedKind.MOVIE;
        }
        return extension(file).equals("mpd") ? FeedKind.OTHER : FeedKind.TS;
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    /** Of an address as it is found in lists: {@link java.net.URI} would refuse the blanks and bars in it. */
    private record Parts(String path, String query, String fragment) {
        static Parts of(String url) {
            int hash = url.indexOf('#');
            String fragment = hash < 0 ? "" : url.substring(hash + 1);
            String rest = hash < 0 ? url : url.substring(0, hash);
            int mark = rest.indexOf('?');
            String query = mark < 0 ? "" : rest.substring(mark + 1);
            rest = mark < 0 ? rest : rest.substring(0, mark);
            int path = rest.indexOf('/', rest.indexOf("://") + 3);
            return new Parts(path < 0 ? "" : rest.substring(path), query, fragment);
        }
    }
}
