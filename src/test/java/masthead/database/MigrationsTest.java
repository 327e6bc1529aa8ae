package masthead.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import masthead.config.Secret;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Changes of the schema: copied before, all or nothing. */
class MigrationsTest {
    private static final DatabaseSettings SQLITE = new BothDatabases.Chosen(Optional.empty());

    @TempDir
    Path folder;

    private void makeFirstVersionWithOneProvider() {
        change(SQLITE, "INSERT INTO provider (name, kind, created_at) VALUES ('News', 'M3U', 0)");
    }

    private void change(DatabaseSettings settings, String sql) {
        try (Database database = Database.open(settings, folder, new Metrics())) {
            database.change(handle -> handle.execute(sql));
        }
    }

    private List<String> providers(DatabaseSettings settings) {
        try (Database database = Database.open(settings, folder, new Metrics())) {
            return database.read(handle -> handle.createQuery("SELECT name FROM provider ORDER BY name")
                    .mapTo(String.class)
                    .list());
        }
    }

    private List<Path> copies() throws IOException {
        Path backups = folder.resolve("backups");
        if (!Files.exists(backups)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(backups)) {
            return files.sorted().toList();
        }
    }

    /** Migrates with the test's own folder of migrations, which follow the first schema. */
    private void migrate(DatabaseSettings settings, String migrations, int newest) {
        new Migrations(Server.chosenBy(settings, folder), List.of(Migrations.FOLDER, migrations), newest).run();
    }

    @Test
    void the_newest_number_is_that_of_the_newest_file() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/masthead/database"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .allMatch(name -> name.matches("V\\d{4}__[a-z_]+\\.sql"))
                    .extracting(name -> Integer.parseInt(name.substring(1, 5)))
                    .contains(Migrations.NEWEST)
                    .allMatch(number -> number <= Migrations.NEWEST);
        }
    }

    @Test
    void what_a_database_of_the_first_release_holds_is_there_after_the_update() throws Exception {
        Server server = Server.chosenBy(SQLITE, folder);
        new Migrations(server, List.of(Migrations.FOLDER), 1).run();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String row : List.of(
                    "INSERT INTO provider (name, kind, max_connections, created_at) VALUES ('News', 'M3U', 2, 0)",
                    "INSERT INTO subscriber (username, password_hash, created_at) VALUES ('nora', 'x', 0)",
                    "INSERT INTO channel (id, kind, name, added_at) VALUES (7, 'TS', 'One', 0)",
                    "INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind)"
                            + " SELECT id, 7, 'one', 'One', 'http://host/1.ts', 'TS' FROM provider")) {
                statement.execute(row);
            }
        }
        try (Database database = Database.open(SQLITE, folder, new Metrics())) {
            assertThat(database.<String>read(handle ->
                            handle.createQuery("""
                            SELECT c.id || ' ' || c.name || ' ' || c.min_bitrate || ' ' || f.url || ' ' || p.name
                                || ' ' || p.headers || ' ' || s.username
                            FROM channel c JOIN feed f ON f.channel_id = c.id JOIN provider p ON p.id = f.provider_id
                            CROSS JOIN subscriber s""").mapTo(String.class).one()))
                    .isEqualTo("7 One 0 http://host/1.ts News {} nora");
        }
        assertThat(copies()).hasSize(1);
    }

    @Test
    void a_new_database_is_not_copied() throws IOException {
        makeFirstVersionWithOneProvider();
        assertThat(copies()).isEmpty();
    }

    @Test
    void a_copy_that_opens_is_taken_before_the_schema_changes() throws IOException {
        makeFirstVersionWithOneProvider();
        migrate(SQLITE, "migrations/next", 9001);

        assertThat(copies()).hasSize(1);
        assertThat(copies().getFirst().getFileName().toString()).startsWith("masthead-before-V9001-");
        assertThatThrownBy(() -> providers(SQLITE)).isInstanceOf(DatabaseUnusable.class);
        Files.copy(
                copies().getFirst(),
                Files.createDirectory(folder.resolve("old")).resolve("masthead.db"));
        try (Database old = Database.open(SQLITE, folder.resolve("old"), new Metrics())) {
            assertThat(old.<String>read(handle -> handle.createQuery("SELECT name FROM provider")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("News");
        }
    }

    @Test
    void the_copy_holds_what_is_only_in_the_write_ahead_log_yet() throws IOException {
        try (Database open = Database.open(SQLITE, folder, new Metrics())) {
            open.change(handle ->
                    handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('Late', 'M3U', 0)"));
            assertThat(folder.resolve("masthead.db-wal")).isNotEmptyFile();
            new SqliteFile(folder, SQLITE).copy(1, 2);
        }
        Files.copy(
                copies().getFirst(),
                Files.createDirectory(folder.resolve("old")).resolve("masthead.db"));
        try (Database old = Database.open(SQLITE, folder.resolve("old"), new Metrics())) {
            assertThat(old.<Integer>read(handle -> handle.createQuery("SELECT count(*) FROM provider")
                            .mapTo(Integer.class)
                            .one()))
                    .isEqualTo(1);
        }
    }

    @Test
    void five_copies_are_kept() throws IOException {
        makeFirstVersionWithOneProvider();
        SqliteFile file = new SqliteFile(folder, SQLITE);
        for (int version = 6; version <= 12; version++) {
            file.copy(version - 1, version);
        }
        assertThat(copies())
                .extracting(each -> each.getFileName().toString().replaceAll("-2.*", ""))
                .containsExactlyInAnyOrder(
                        "masthead-before-V8",
                        "masthead-before-V9",
                        "masthead-before-V10",
                        "masthead-before-V11",
                        "masthead-before-V12");
    }

    @Test
    void a_failed_migration_leaves_the_old_file() throws IOException {
        makeFirstVersionWithOneProvider();
        assertThatThrownBy(() -> migrate(SQLITE, "migrations/failing", 9002))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("from schema " + Migrations.NEWEST + " to 9002")
                .hasMessageContaining("put back as it was")
                .rootCause()
                .hasMessageContaining("no_such_table");
        assertThat(providers(SQLITE)).containsExactly("News");
        assertThat(copies()).hasSize(1);
    }

    @Test
    void a_database_that_cannot_be_copied_is_not_migrated() throws IOException {
        makeFirstVersionWithOneProvider();
        Files.writeString(folder.resolve("backups"), "a file where the folder should be");
        assertThatThrownBy(() -> migrate(SQLITE, "migrations/next", 9001))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("so its schema was not changed");
        assertThat(providers(SQLITE)).containsExactly("News");
    }

    @Test
    void a_newer_database_is_refused_and_left_alone() {
        makeFirstVersionWithOneProvider();
        migrate(SQLITE, "migrations/next", 9001);
        assertThatThrownBy(() -> providers(SQLITE))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining(
                        "made by a newer Masthead (its schema is 9001, this program knows " + Migrations.NEWEST + ")");
    }

    @Test
    void a_file_that_is_no_database_is_told_by_name() throws IOException {
        Files.writeString(folder.resolve("masthead.db"), "not a database, not a database, not a database".repeat(100));
        assertThatThrownBy(() -> providers(SQLITE))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("masthead.db");
    }

    @ExtendWith(EmptyPostgres.class)
    @Test
    void a_failed_migration_is_rolled_back_on_postgresql(DatabaseSettings postgres) {
        change(postgres, "INSERT INTO provider (name, kind, created_at) VALUES ('News', 'M3U', 0)");
        assertThatThrownBy(() -> migrate(postgres, "migrations/failing", 9002))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("rolled back")
                .rootCause()
                .hasMessageContaining("no_such_table");
        assertThat(providers(postgres)).containsExactly("News");
    }

    @ExtendWith(EmptyPostgres.class)
    @Test
    void a_copy_of_postgresql_is_taken_before_the_schema_changes_and_can_be_put_back(DatabaseSettings postgres)
            throws Exception {
        change(postgres, "INSERT INTO provider (name, kind, created_at) VALUES ('Gone', 'M3U', 0)");
        change(postgres, "DELETE FROM provider");
        change(postgres, "INSERT INTO provider (name, kind, created_at) VALUES ('T\u00eal\u00e9\t\\one', 'M3U', 0)");
        migrate(postgres, "migrations/next", 9001);
        assertThat(copies()).hasSize(1);
        assertThat(copies().getFirst().getFileName().toString())
                .matches("masthead-before-V9001-\\d{8}-\\d{6}-\\d{3}\\.sql\\.gz");

        Server server = Server.chosenBy(postgres, folder);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
        assertThat(providers(postgres)).isEmpty();
        try (Connection connection = server.connect()) {
            putBack(copies().getFirst(), connection);
        }
        assertThat(providers(postgres)).containsExactly("T\u00eal\u00e9\t\\one");
        change(postgres, "INSERT INTO provider (name, kind, created_at) VALUES ('Next', 'M3U', 0)");
        try (Database database = Database.open(postgres, folder, new Metrics())) {
            assertThat(database.<List<Integer>>read(handle -> handle.createQuery("SELECT id FROM provider ORDER BY id")
                            .mapTo(Integer.class)
                            .list()))
                    .containsExactly(2, 3);
        }
    }

    /** What psql does with the file: a statement a line, and after {@code COPY ... FROM stdin} the rows until {@code \.}. */
    private static void putBack(Path copy, Connection connection) throws IOException, SQLException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(copy)), StandardCharsets.UTF_8));
                Statement statement = connection.createStatement()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith("FROM stdin;")) {
                    StringBuilder rows = new StringBuilder();
                    for (String row = lines.readLine(); !row.equals("\\."); row = lines.readLine()) {
                        rows.append(row).append('\n');
                    }
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(line.replace(";", ""), new StringReader(rows.toString()));
                } else {
                    statement.execute(line);
                }
            }
        }
    }

    @ExtendWith(EmptyPostgres.class)
    @Test
    void a_postgresql_that_does_not_answer_is_told_without_its_password(DatabaseSettings postgres) {
        DatabaseSettings wrong = new BothDatabases.Chosen(Optional.of(new Secret(postgres.url()
                .orElseThrow()
                .value()
                .replace("postgres@", "nobody:hunter2@")
                .replaceAll("test\\d+", "nowhere"))));
        assertThatThrownBy(() -> Database.open(wrong, folder, new Metrics()))
                .isInstanceOf(DatabaseUnusable.class)
                .message()
                .contains("cannot be opened")
                .doesNotContain("hunter2");
    }

    @Test
    void an_address_of_another_database_is_refused_without_showing_it() {
        assertThatThrownBy(() -> Database.open(
                        new BothDatabases.Chosen(Optional.of(new Secret("mysql://root:hunter2@localhost/x"))),
                        folder,
                        new Metrics()))
                .isInstanceOf(DatabaseUnusable.class)
                .message()
                .contains("postgresql://user:password@host:5432/name")
                .doesNotContain("hunter2");
    }

    @Test
    void a_postgresql_address_is_read_with_its_password_port_and_options() {
        PostgresServer server = PostgresServer.at(
                new Secret("postgres://a%40b:p%3Aw+d@db.example:5433/tv?sslmode=require"), folder, SQLITE);
        assertThat(server.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/tv?sslmode=require");
        assertThat(server.user()).isEqualTo("a@b");
        assertThat(server.password()).isEqualTo(new Secret("p:w+d"));
    }
}
