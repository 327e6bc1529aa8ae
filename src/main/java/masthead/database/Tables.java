package masthead.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The tables of a database that belong into a backup, and their columns. */
final class Tables {
    /**
     * Not what an operator made: the schema's own history, where lists stand while they are read in, alerts on their way to webhooks, and
     * the programmes of guides, which are read again.
     */
    private static final Pattern LEFT_OUT =
            Pattern.compile("schema_history|incoming|webhook_delivery|guide_channel|guide_g\\d+|sqlite_.*");

    private Tables() {}

    /** Their names, each after those it refers to. */
    static List<String> inOrder(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        Map<String, Set<String>> refersTo = new TreeMap<>();
        try (ResultSet tables =
                about.getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME");
                if (!LEFT_OUT.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                    refersTo.put(name, new TreeSet<>());
                }
            }
        }
        for (Map.Entry<String, Set<String>> each : refersTo.entrySet()) {
            try (ResultSet keys =
                    about.getImportedKeys(connection.getCatalog(), connection.getSchema(), each.getKey())) {
                while (keys.next()) {
                    each.getValue().add(keys.getString("PKTABLE_NAME"));
                }
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        refersTo.keySet().forEach(each -> add(each, refersTo, ordered, new TreeSet<>()));
        return new ArrayList<>(ordered);
    }

    private static void add(String table, Map<String, Set<String>> refersTo, Set<String> ordered, Set<String> under) {
        if (ordered.contains(table) || !under.add(table)) {
            return; // in a circle the constraints are looked at when the transaction ends
        }
        refersTo.getOrDefault(table, Set.of()).forEach(each -> add(each, refersTo, ordered, under));
        if (refersTo.containsKey(table)) {
            ordered.add(table);
        }
    }

    /** The columns of {@code table}, in its order. */
    static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    /** A name of ours as SQL; it comes from a backup, so it is looked at. */
    static String quoted(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,60}")) {
            throw new BackupUnusable("The backup names a table or column that cannot be: it is damaged.");
        }
        return '"' + name + '"';
    }
}
