package masthead.studio.engine;

import java.util.Map;

/** A request to start a content, with the content found. */
record Start(Content content, boolean hls, Map<String, String> query) {
    /** The player's id, or an empty text. */
    String pid() {
        return query.getOrDefault("pid", query.getOrDefault("sid", ""));
    }

    boolean flag(String name) {
        return query.getOrDefault(name, "0").equals("1");
    }

    Fault.Subject subject() {
        return new Fault.Subject(content.infohash(), pid());
    }
}
