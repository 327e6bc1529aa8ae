package masthead.studio.engine;

import java.util.Map;

/** The events of a session, as texts for its event address. */
final class Events {
    private Events() {}

    static String of(String name, Map<String, Object> params) {
        return Json.text(Json.object("name", name, "params", params));
    }

    /** The engine ended the download by itself. */
    static String stopped(String reason, String option) {
        return of("download_stopped", Json.object("reason", reason, "option", option));
    }
}
