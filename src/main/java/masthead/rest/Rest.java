package masthead.rest;

import java.util.List;
import masthead.access.Operators;
import masthead.http.Routes;

/** The operators' door: {@code /api/...}, {@code /health} and {@code /metrics}. */
public final class Rest {
    private Rest() {}

    /** Hangs the routes of all {@code subjects} up. */
    public static void addTo(Routes routes, Operators operators, List<Subject> subjects) {
        Door door = new Door(routes, operators);
        subjects.forEach(each -> each.addTo(door));
        door.close();
    }
}
