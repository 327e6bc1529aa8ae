package masthead.catalog;

import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Table {@code own_logo}: the logos that operators uploaded. */
final class OwnLogoTable {
    private OwnLogoTable() {}

    static void put(Handle handle, OwnLogo logo) {
        handle.createUpdate("INSERT INTO own_logo (name, body) VALUES (:name, :body) ON CONFLICT (name) DO NOTHING")
                .bind("name", logo.name())
                .bind("body", Base64.getEncoder().encodeToString(logo.bytes()))
                .execute();
    }

    static Optional<OwnLogo> find(Handle handle, String name) {
        return handle.createQuery("SELECT body FROM own_logo WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .map(body -> OwnLogo.kept(name, Base64.getDecoder().decode(body)));
    }

    /** Deletes what no channel uses. */
    static void tidy(Handle handle) {
        handle.execute("""
                DELETE FROM own_logo WHERE NOT EXISTS
                    (SELECT 1 FROM channel c WHERE c.own_logo = 'own:' || own_logo.name)
                """);
    }
}
