package masthead.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.Doc;
import masthead.config.Secret;
import masthead.config.Within;

/** Settings of the database. */
@ConfigMapping(prefix = "database")
@Doc("Where everything is kept. Without an address it is the SQLite file masthead.db in the data folder.")
public interface DatabaseSettings {
    /** A secret because it may hold a password. */
    @Doc(
            "The address of a PostgreSQL database: postgresql://user:password@host:5432/name or jdbc:postgresql://host/name.")
    Optional<Secret> url();

    @Doc("The PostgreSQL user, where the address does not name one.")
    Optional<String> user();

    @Doc("The PostgreSQL password, where the address does not hold one.")
    Optional<Secret> password();

    @WithDefault("3")
    @Between(min = 1, max = 16)
    @Doc("Connections that read; one more writes.")
    int readers();

    @WithDefault("10s")
    @Within(min = "1ms", max = "1h")
    @Doc("How long to wait for a connection, or for another program's lock on the SQLite file.")
    Duration patience();

    @WithDefault("5")
    @Between(min = 1, max = 1000)
    @Doc("Copies of the database kept in the folder backups; one is taken before each change of the schema.")
    int backups();
}
