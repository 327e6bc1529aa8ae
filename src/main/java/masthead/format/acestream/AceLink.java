package masthead.format.acestream;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.format.acestream.AceContent.Kind;

/**
 * An address that leads to an AceStream content, in whatever form it was written; nothing is fetched.
 *
 * <p>The forms are those of lists, players' add-ons, engines and proxies (docs/4-protocols/acestream.md, "Addresses"). An
 * id is 40 hex digits and nothing else: a number in {@code id=}, a player's id in {@code pid=}, a token in some query are
 * none.
 *
 * @param index the file meant in a content of several, from 0
 */
public record AceLink(AceContent content, int index) {
    private static final int MAX_CHARS = 8000;
    private static final int MAX_INDEX = 9999;
    /** An address inside an address inside an address is somebody's joke. */
    private static final int MAX_DEPTH = 2;

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern ENGINE_PATH = Pattern.compile("(?i)(/[^?#]*)?/ace/(getstream|manifest\\.m3u8)/?");
    private static final Pattern PROXY_PATH =
            Pattern.compile("(?i)(?:/[^?#]*?)?/(pid|content_id|infohash)/([0-9a-f]{40})(?:/.*)?");
    private static final Pattern TRANSPORT_FILE = Pattern.compile("(?i)/[^?#]+\\.(acelive|torrent)");
    private static final Pattern SEGMENTS = Pattern.compile("/");

    public AceLink {
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("no such file index: " + index);
        }
    }

    /** Reads an address; bare digits are a content id, by convention. Empty if it leads to no content. */
    public static Optional<AceLink> of(String address) {
        return of(address, Kind.CONTENT_ID);
    }

    /** As {@link #of(String)}, for a source whose bare digits are {@code bare}: some lists hold infohashes. */
    public static Optional<AceLink> of(String address, Kind bare) {
        return address.length() > MAX_CHARS ? Optional.empty() : read(address.strip(), bare, 0);
    }

    /**
     * As {@link #of(String, Kind)}, and a web address with one lone id in its path counts as well. Only for sources known
     * to write so: such digits can be anything.
     */
    public static Optional<AceLink> guess(String address, Kind bare) {
        return of(address, bare)
                .or(() -> address.length() > MAX_CHARS ? Optional.empty() : lone(address.strip(), bare));
    }

    /** The one way this is written; two links to the same content are written the same. */
    public String canonical() {
        return index == 0 ? content.canonical() : content.canonical() + "&index=" + index;
    }

    private static Optional<AceLink> read(String address, Kind bare, int depth) {
        String link = unescaped(withoutHeaders(address));
        if (ID.matcher(link).matches()) {
            return Optional.of(plain(bare, link));
        }
        int colon = link.indexOf(':');
        String rest = colon < 0 ? "" : link.substring(colon + 1);
        return switch (colon < 0 ? "" : link.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "acestream" -> aceStream(rest, depth);
            case "magnet" -> magnet(rest);
            case "plugin" -> named(Query.of(rest), depth);
            case "http", "https" -> web(link);
            default -> Optional.empty();
        };
    }

    /** Players take what follows a bar as headers of the request. */
    private static String withoutHeaders(String address) {
        int bar = address.indexOf('|');
        return (bar < 0 ? address : address.substring(0, bar)).strip();
    }

    /** An address that is escaped whole, as it is found in other addresses' parameters and in bad lists. */
    private static String unescaped(String address) {
        boolean whole = address.regionMatches(true, 0, "acestream%3A", 0, 12)
                || address.regionMatches(true, 0, "magnet%3A", 0, 9)
                || address.regionMatches(true, 0, "http%3A", 0, 7)
                || address.regionMatches(true, 0, "https%3A", 0, 8);
        return whole ? Percent.decode(address) : address;
    }

    private static AceLink plain(Kind kind, String id) {
        return new AceLink(new AceContent(kind, id.toLowerCase(Locale.ROOT)), 0);
    }

    /** {@code //<id>} with what follows it, or {@code ?content_id=...}, the question mark possibly escaped. */
    private static Optional<AceLink> aceStream(String rest, int depth) {
        String inner = rest.regionMatches(true, 0, "%3F", 0, 3) ? Percent.decode(rest) : rest;
        int start = 0;
        while (start < inner.length() && inner.charAt(start) == '/') {
            start++;
        }
        inner = inner.substring(start);
        if (inner.startsWith("?")) {
            return named(Query.of(inner), depth);
        }
        Matcher id = ID.matcher(inner);
        if (!id.lookingAt() || (id.end() < inner.length() && "/?&#".indexOf(inner.charAt(id.end())) < 0)) {
            return Optional.empty();
        }
        return Optional.of(plain(Kind.CONTENT_ID, id.group()));
    }

    /** In the order of the engine: what comes first there wins, if it is one. */
    private static Optional<AceLink> named(Query query, int depth) {
        Optional<AceLink> found = query.first(List.of("content_id", "id"), AceLink::isId)
                .map(id -> plain(Kind.CONTENT_ID, id))
                .or(() -> query.first(List.of("infohash"), AceLink::isId).map(id -> plain(Kind.INFOHASH, id)))
                .or(() -> query.first(List.of("url"), each -> true).flatMap(url -> transportOr(url, depth)))
                .or(() -> query.first(List.of("magnet"), each -> true).flatMap(AceLink::magnetAddress));
        int index = query.first(List.of("index", "_idx"), each -> each.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElse(0);
        return found.map(link -> link.index > 0 ? link : new AceLink(link.content, index));
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Add-ons put a whole AceStream address into {@code url=}; the engine, the address of a transport file. */
    private static Optional<AceLink> transportOr(String url, int depth) {
        if (depth == MAX_DEPTH) {
            return Optional.empty();
        }
        Optional<AceLink> nested = read(url, Kind.CONTENT_ID, depth + 1);
        return nested.isPresent() ? nested : transport(url);
    }

    private static Optional<AceLink> transport(String url) {
        try {
            int scheme = url.indexOf(':');
            String normal = url.substring(0, Math.max(scheme, 0)).toLowerCase(Locale.ROOT)
                    + url.substring(Math.max(scheme, 0)).replace(" ", "%20");
            return Optional.of(new AceLink(new AceContent(Kind.TRANSPORT_URL, normal), 0));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Optional<AceLink> magnetAddress(String address) {
        return address.regionMatches(true, 0, "magnet:", 0, 7) ? magnet(address.substring(7)) : Optional.empty();
    }

    /** {@code xt=urn:btih:} with 40 hex digits or 32 letters of base 32; there may be several {@code xt}. */
    private static Optional<AceLink> magnet(String rest) {
        return Query.of(rest).all().stream()
                .filter(each -> each.name().equals("xt") || each.name().startsWith("xt."))
                .map(Query.Parameter::value)
                .filter(value -> value.regionMatches(true, 0, "urn:btih:", 0, 9))
                .map(value -> value.substring(9))
                .flatMap(hash -> (isId(hash) ? Optional.of(hash) : Base32.hex(hash)).stream())
                .findFirst()
                .map(hash -> plain(Kind.INFOHASH, hash));
    }

    private static Optional<AceLink> web(String link) {
        String path = Query.path(link);
        if (ENGINE_PATH.matcher(path).matches()) {
            return named(Query.of(link), 0);
        }
        Matcher proxy = PROXY_PATH.matcher(path);
        if (proxy.matches()) {
            boolean infohash = proxy.group(1).equalsIgnoreCase("infohash");
            return Optional.of(plain(infohash ? Kind.INFOHASH : Kind.CONTENT_ID, proxy.group(2)));
        }
        return TRANSPORT_FILE.matcher(path).matches() ? transport(Query.withoutFragment(link)) : Optional.empty();
    }

    private static Optional<AceLink> lone(String address, Kind bare) {
        String link = withoutHeaders(address);
        if (!link.regionMatches(true, 0, "http", 0, 4)) {
            return Optional.empty();
        }
        List<String> ids = SEGMENTS.splitAsStream(Query.path(link))
                .filter(AceLink::isId)
                .limit(2)
                .toList();
        return ids.size() == 1 ? Optional.of(plain(bare, ids.getFirst())) : Optional.empty();
    }
}
