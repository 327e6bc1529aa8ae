package masthead.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date, by the numbered files in {@code masthead/database}.
 *
 * <p>A copy is taken first, all that is pending is one transaction, and what fails leaves the database as it was. Flyway
 * takes a good part of a second to wake, so it is not asked unless something is pending.
 */
final class Migrations {
    /** The number of the newest file; a test compares the two. */
    static final int NEWEST = 19;

    static final String FOLDER = "masthead/database";
    private static final String HISTORY = "schema_history";
    /** The schema's number, where there is a history. */
    static final String VERSION =
            "SELECT max(CAST(version AS INTEGER)) FROM " + HISTORY + " WHERE version IS NOT NULL AND success";

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private final Server server;
    private final List<String> folders;
    private final int newest;

    Migrations(Server server) {
        this(server, List.of(FOLDER), NEWEST);
    }

    Migrations(Server server, List<String> folders, int newest) {
        this.server = server;
        this.folders = List.copyOf(folders);
        this.newest = newest;
    }

    /** @throws DatabaseUnusable if the database cannot be reached, is newer than this program, or cannot be migrated */
    void run() {
        int version = version();
        if (version > newest) {
            throw new DatabaseUnusable(
                    "The database was made by a newer Masthead (its schema is " + version + ", this program knows "
                            + newest + "): start that version, or put back a copy from before the update");
        }
        if (version == newest) {
            return;
        }
        Server.Copy copy = version == 0 ? () -> "Nothing was kept." : server.copy(version, newest);
        try {
            migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnusable(
                    "The database could not be brought from schema " + version + " to " + newest + ". "
                            + copy.restore(),
                    e);
        }
        log.atInfo().addKeyValue("from", version).addKeyValue("to", newest).log("Database schema is up to date");
    }

    /** The schema's number, 0 if there is none. */
    int version() {
        try (Connection connection = server.connect()) {
            if (!hasHistory(connection)) {
                return 0;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(VERSION)) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw new DatabaseUnusable("The database (" + server + ") cannot be opened: " + e.getMessage(), e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        try (ResultSet tables = about.getTables(null, connection.getSchema(), HISTORY, null)) {
            return tables.next();
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(new ServerSource(server))
                .locations(folders.stream().map(each -> "classpath:" + each).toArray(String[]::new))
                .table(HISTORY)
                .placeholders(server.placeholders())
                .group(true)
                .target(String.valueOf(newest))
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
