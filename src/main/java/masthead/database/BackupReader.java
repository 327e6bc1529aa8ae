package masthead.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a backup as {@link BackupWriter} wrote it, and believes nothing of it: a file may be cut, changed or another's. */
final class BackupReader implements AutoCloseable {
    static final String TABLES = "tables/";
    static final String LINES = ".jsonl";
    static final String FILES = "files/";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BATCH = 1000;
    private static final long LARGEST_FILE = 1 << 20;

    private final ZipFile zip;
    private final BackupContents contents;

    private BackupReader(ZipFile zip, BackupContents contents) {
        this.zip = zip;
        this.contents = contents;
    }

    /** @throws BackupUnusable if there is no such file, or it is not a whole backup that this version can read */
    static BackupReader open(Path file) {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (NoSuchFileException e) {
            throw new BackupUnusable("There is no file " + file + ".", e);
        } catch (ZipException e) {
            throw new BackupUnusable(
                    file + " is no backup of Masthead, or it is cut short: it is no whole zip file.", e);
        } catch (IOException e) {
            throw new BackupUnusable(file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            ZipEntry entry = zip.getEntry(BackupContents.ENTRY);
            if (entry == null) {
                throw new BackupUnusable(
                        file + " is no backup of Masthead: " + BackupContents.ENTRY + " is not in it.");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return new BackupReader(zip, BackupContents.read(in));
            }
        } catch (IOException e) {
            closeQuietly(zip);
            throw new BackupUnusable(file + " is damaged: " + e.getMessage(), e);
        } catch (BackupUnusable e) {
            closeQuietly(zip);
            throw e;
        }
    }

    private static void closeQuietly(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    BackupContents contents() {
        return contents;
    }

    /** Puts its rows in the place of those there are, in the transaction of {@code connection}, which is of the same schema. */
    void fill(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            execute(connection, "PRAGMA defer_foreign_keys = ON");
        }
        List<String> tables = Tables.inOrder(connection);
        for (String table : tables.reversed()) { // what a new schema begins with
            execute(connection, "DELETE FROM " + Tables.quoted(table));
        }
        for (Map.Entry<String, Long> each : contents.rows().entrySet()) {
            if (!tables.contains(each.getKey())) {
                throw new BackupUnusable("The backup has a table " + each.getKey() + " that its schema has not.");
            }
            long filled = table(connection, each.getKey());
            if (filled != each.getValue()) {
                throw new BackupUnusable("The backup is damaged: of table " + each.getKey() + " there are " + filled
                        + " rows, and it says " + each.getValue() + ".");
            }
        }
        for (Map.Entry<String, Long> each : contents.sequences().entrySet()) {
            if (tables.contains(each.getKey())) {
                sequence(connection, dialect, each.getKey(), each.getValue());
            }
        }
    }

    private long table(Connection connection, String table) throws SQLException {
        ZipEntry entry = zip.getEntry(TABLES + table + LINES);
        if (entry == null) {
            throw new BackupUnusable("The backup is damaged: its table " + table + " is missing.");
        }
        try (InputStream in = zip.getInputStream(entry);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            List<String> columns = columns(json);
            if (!Tables.columns(connection, table).containsAll(columns)) {
                throw new BackupUnusable("The backup is damaged: table " + table + " has other columns.");
            }
            String insert = "INSERT INTO " + Tables.quoted(table) + " ("
                    + columns.stream().map(Tables::quoted).collect(Collectors.joining(", ")) + ") VALUES ("
                    + columns.stream().map(any -> "?").collect(Collectors.joining(", ")) + ")";
            try (PreparedStatement into = connection.prepareStatement(insert)) {
                return rows(json, into, columns.size());
            }
        } catch (JacksonException | IOException e) {
            throw new BackupUnusable("The backup is damaged in table " + table + ".", e);
        }
    }

    private static List<String> columns(JsonParser json) {
        List<String> columns = new ArrayList<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            columns.add(json.getString());
        }
        return columns;
    }

    private static long rows(JsonParser json, PreparedStatement into, int columns) throws SQLException {
        long count = 0;
        while (json.nextToken() == JsonToken.START_ARRAY) {
            int column = 0;
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (++column > columns) {
                    throw new BackupUnusable("The backup is damaged: a row is too long.");
                }
                value(json, token, into, column);
            }
            if (column != columns) {
                throw new BackupUnusable("The backup is damaged: a row is too short.");
            }
            into.addBatch();
            if (++count % BATCH == 0) {
                into.executeBatch();
            }
        }
        into.executeBatch();
        return count;
    }

    private static void value(JsonParser json, JsonToken token, PreparedStatement into, int column)
            throws SQLException {
        switch (token) {
            case VALUE_NULL -> into.setNull(column, Types.NULL);
            case VALUE_STRING -> into.setString(column, json.getString());
            case VALUE_NUMBER_INT -> into.setLong(column, json.getLongValue());
            case VALUE_NUMBER_FLOAT -> into.setDouble(column, json.getDoubleValue());
            default -> throw new BackupUnusable("The backup is damaged: a row holds what no row can hold.");
        }
    }

    /** So that no id is given a second time. */
    private static void sequence(Connection connection, Dialect dialect, String table, long last) throws SQLException {
        String[] statements = switch (dialect) {
            case SQLITE ->
                new String[] {
                    "DELETE FROM sqlite_sequence WHERE name = ?",
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (?, " + last + ")"
                };
            case POSTGRESQL -> new String[] {"SELECT setval(pg_get_serial_sequence(?, 'id'), " + last + ")"};
        };
        for (String each : statements) {
            try (PreparedStatement statement = connection.prepareStatement(each)) {
                statement.setString(1, table);
                statement.execute();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writes a file of the backup to {@code target}, whose folder is there. */
    void file(String name, Path target) {
        ZipEntry entry = zip.getEntry(FILES + name);
        if (entry == null || entry.getSize() > LARGEST_FILE) {
            throw new BackupUnusable("The backup is damaged: its file " + name + " is missing or too large.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BackupUnusable("The file " + name + " cannot be put back: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(zip);
    }
}
