package masthead.database;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import masthead.config.Secret;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Opens a new SQLite file and a new database on the one PostgreSQL of this JVM, for {@link OnBothDatabases}. */
public final class BothDatabases implements ArgumentsProvider {
    private static final Namespace OURS = Namespace.create(BothDatabases.class);

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(Dialect.values())
                .map(dialect -> argumentSet(
                        dialect.name(),
                        switch (dialect) {
                            case SQLITE -> sqlite(context);
                            case POSTGRESQL -> postgresql(context);
                        }));
    }

    private static Database sqlite(ExtensionContext context) {
        TestFolder folder = new TestFolder();
        Database database = Database.open(new Chosen(Optional.empty()), folder.path(), new Metrics());
        context.getStore(OURS).put(folder, (AutoCloseable) () -> {
            database.close();
            folder.close();
        });
        return database;
    }

    private static Database postgresql(ExtensionContext context) {
        Database database = Database.open(emptyPostgres(context), Path.of("target", "unused"), new Metrics());
        context.getStore(OURS).put(database, database);
        return database;
    }

    /** Settings of a new, empty database on the one PostgreSQL of this JVM. */
    static DatabaseSettings emptyPostgres(ExtensionContext context) {
        Running running =
                context.getRoot().getStore(OURS).computeIfAbsent(Running.class, key -> new Running(), Running.class);
        return new Chosen(Optional.of(new Secret(running.newDatabase())));
    }

    /** Settings in the words of a test. */
    record Chosen(Optional<Secret> url) implements DatabaseSettings {
        @Override
        public Optional<String> user() {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> password() {
            return Optional.empty();
        }

        @Override
        public int readers() {
            return 2;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(10);
        }

        @Override
        public int backups() {
            return 5;
        }
    }

    /** The PostgreSQL of this JVM; stopped with the last test. */
    private static final class Running implements AutoCloseable {
        private final EmbeddedPostgres postgres;
        private final AtomicInteger databases = new AtomicInteger();

        Running() {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String newDatabase() {
            String name = "test" + databases.incrementAndGet();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return "postgresql://postgres@localhost:" + postgres.getPort() + "/" + name;
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    /** A folder that goes with its test. */
    private record TestFolder(Path path) implements AutoCloseable {
        TestFolder() {
            this(made());
        }

        private static Path made() {
            try {
                return Files.createTempDirectory("masthead-database");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
