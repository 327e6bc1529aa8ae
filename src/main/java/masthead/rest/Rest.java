package masthead.rest;

import java.util.List;
import masthead.access.Access;
import masthead.http.Routes;

/** The operators' door: {@code /api/...}, {@code /health} and {@code /metrics}. */
public final class Rest {
    private Rest() {}

    /** Hangs the operations of all {@code subjects} up, and what tells of them. */
    public static void addTo(Routes routes, Access access, List<Subject> subjects) {
        Door door = new Door(routes, access);
        subjects.forEach(each -> each.addTo(door));
        door.close();
    }
}
