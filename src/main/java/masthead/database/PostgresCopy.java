package masthead.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes what is in all tables as SQL for {@code psql}, gzipped, as of one moment; in constant memory, without other programs.
 *
 * <p>The tables themselves are not in it: the version of Masthead that had them makes them, in an empty database. Each is filled
 * by {@code COPY ... FROM stdin}, as {@code pg_dump} does (postgresql.org/docs/current/sql-copy.html, "Text Format").
 */
final class PostgresCopy {
    /**
     * Tables of ours, each after those it refers to: those were made before it. Without the programmes of guides: they can be read
     * again, and their tables come and go.
     */
    private static final String TABLES = """
            SELECT quote_ident(relname) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname !~ '^guide_g[0-9]+$'
            ORDER BY oid
            """;

    /** The last id that was given, where one was: ids are not given twice, also after the copy is put back. */
    private static final String SEQUENCES = """
            SELECT 'SELECT setval(' || quote_literal(quote_ident(sequencename)) || ', ' || last_value || ');'
            FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL
            """;

    private final Connection connection;
    private final OutputStream out;

    private PostgresCopy(Connection connection, OutputStream out) {
        this.connection = connection;
        this.out = out;
    }

    /** Writes the copy to {@code file}, which does not exist yet, over a connection used for nothing else. */
    static void write(Connection connection, Path file) throws SQLException, IOException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (OutputStream out = new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16))) {
            new PostgresCopy(connection, out).writeAll();
        }
    }

    private void writeAll() throws SQLException, IOException {
        List<String> tables = texts(TABLES);
        line("-- Fills tables that are there and of the same schema; what was in them goes.");
        line("BEGIN;");
        line("SET client_encoding = 'UTF8';");
        line("TRUNCATE " + String.join(", ", tables) + ";");
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        for (String table : tables) {
            line("COPY " + table + " FROM stdin;");
            copies.copyOut("COPY " + table + " TO STDOUT", out);
            line("\\.");
        }
        for (String sequence : texts(SEQUENCES)) {
            line(sequence);
        }
        line("COMMIT;");
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
