package masthead.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a backup: a zip of what an operator made, the same from either database and for either.
 *
 * <p>{@code tables/<name>.jsonl} has the names of the columns in its first line and a row in each other one; {@code files/<name>} are
 * files of the data folder; {@link BackupContents} comes last. In constant memory, as of one moment.
 */
final class BackupWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FETCHED = 1000;
    private static final int BUFFER = 64 * 1024;

    private final Connection connection;
    private final Dialect dialect;
    private final ZipOutputStream zip;

    BackupWriter(Connection connection, Dialect dialect, OutputStream out) {
        this.connection = connection;
        this.dialect = dialect;
        this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /** @param files of the data folder; those that are not there are left out */
    BackupContents write(List<Path> files, Instant at) throws SQLException, IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : Tables.inOrder(connection)) {
            rows.put(table, table(table));
        }
        List<String> names = new ArrayList<>();
        for (Path each : files) {
            if (Files.isRegularFile(each)) {
                String name = String.valueOf(each.getFileName());
                zip.putNextEntry(new ZipEntry(BackupReader.FILES + name));
                Files.copy(each, zip);
                names.add(name);
            }
        }
        BackupContents contents = new BackupContents(schema(), at, rows, sequences(), names);
        zip.putNextEntry(new ZipEntry(BackupContents.ENTRY));
        contents.writeTo(zip);
        zip.finish();
        zip.flush();
        return contents;
    }

    private int schema() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery(Migrations.VERSION)) {
            newest.next();
            return newest.getInt(1);
        }
    }

    private long table(String table) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(BackupReader.TABLES + table + BackupReader.LINES));
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED); // PostgreSQL would send all of it at once
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + Tables.quoted(table));
                    JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), new Unclosed(zip))) {
                return rows(rows, json);
            }
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    private static long rows(ResultSet rows, JsonGenerator json) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        int columns = about.getColumnCount();
        json.writeStartArray();
        for (int column = 1; column <= columns; column++) {
            json.writeString(about.getColumnName(column));
        }
        json.writeEndArray();
        long count = 0;
        for (; rows.next(); count++) {
            json.writeRaw('\n');
            json.writeStartArray();
            for (int column = 1; column <= columns; column++) {
                value(json, rows.getObject(column));
            }
            json.writeEndArray();
        }
        return count;
    }

    private static void value(JsonGenerator json, @org.jspecify.annotations.Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Double number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.longValue());
            default ->
                throw new IllegalStateException(
                        "a column holds a " + value.getClass().getSimpleName());
        }
    }

    /** By table: only ids that the database gives itself; the others are rows of table {@code sequence}. */
    private Map<String, Long> sequences() throws SQLException {
        String query = switch (dialect) {
            case SQLITE -> "SELECT name, seq FROM sqlite_sequence";
            case POSTGRESQL -> """
                    SELECT t.relname, s.last_value FROM pg_sequences s
                    JOIN pg_class q ON q.relname = s.sequencename AND q.relnamespace = current_schema()::regnamespace
                    JOIN pg_depend d ON d.objid = q.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid
                    WHERE s.schemaname = current_schema() AND s.last_value IS NOT NULL
                    """;
        };
        Map<String, Long> sequences = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sequences.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sequences;
    }
}
