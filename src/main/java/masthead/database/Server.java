package masthead.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The two databases, where they differ: how they are connected to, and what happens around a migration. */
sealed interface Server permits SqliteFile, PostgresServer {
    static Server chosenBy(DatabaseSettings settings, Path folder) {
        return settings.url()
                .<Server>map(url -> PostgresServer.at(url, folder, settings))
                .orElseGet(() -> new SqliteFile(folder, settings));
    }

    Dialect dialect();

    /** The words that differ in migrations. */
    Map<String, String> placeholders();

    /** One connection, outside any pool; for migrations. */
    Connection connect() throws SQLException;

    HikariDataSource writer();

    HikariDataSource readers();

    /**
     * Takes a copy before the schema goes from {@code from} to {@code to}.
     *
     * @throws DatabaseUnusable if it cannot be written
     */
    Copy copy(int from, int to);

    /** A copy taken before a migration. */
    interface Copy {
        /** Puts the copy back in the database's place; tells the operator in a sentence what was done. */
        String restore();
    }
}
