package masthead.studio.engine;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which content a start asks for: of several selectors the first of content id, infohash, url, magnet (reference 1.2). */
final class Selector {
    private static final Pattern BTIH = Pattern.compile("urn:btih:([0-9a-fA-F]{40})");
    private static final Pattern TRANSPORT_FILE = Pattern.compile("([0-9a-fA-F]{40})\\.(acelive|torrent)");

    private final Engine engine;

    Selector(Engine engine) {
        this.engine = engine;
    }

    /** Whether anything is asked for at all. */
    static boolean present(Map<String, String> query) {
        return query.containsKey("content_id")
                || query.containsKey("id")
                || query.containsKey("infohash")
                || query.containsKey("url")
                || query.containsKey("magnet");
    }

    Optional<Content> find(Map<String, String> query) {
        if (query.containsKey("content_id")) {
            return byContentId(query.get("content_id"));
        }
        if (query.containsKey("id")) {
            return byContentId(query.get("id"));
        }
        if (query.containsKey("infohash")) {
            return byInfohash(query.get("infohash"));
        }
        return query.containsKey("url")
                ? found(TRANSPORT_FILE, query.get("url"))
                : found(BTIH, query.getOrDefault("magnet", ""));
    }

    private Optional<Content> found(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? engine.byInfohash(match.group(1).toLowerCase(java.util.Locale.ROOT)) : Optional.empty();
    }

    private Optional<Content> byContentId(String id) {
        Optional<Content> content = engine.byContentId(id);
        return content.isPresent() || engine.policies().strictIds()
                ? content.filter(each -> known(each, "content_id"))
                : byInfohash(id);
    }

    private Optional<Content> byInfohash(String infohash) {
        return engine.byInfohash(infohash).filter(each -> known(each, "infohash"));
    }

    private boolean known(Content content, String kind) {
        return engine.faults()
                .hit(Fault.Kind.ID_FLIP, new Fault.Subject(content.infohash(), ""))
                .map(fault -> fault.text().equals(kind))
                .orElse(true);
    }
}
