package masthead.app;

import java.nio.file.Path;
import java.time.Clock;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.config.Settings;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Routes;
import masthead.metrics.Metrics;

/** The whole server, started in order and closed in reverse. */
public final class Masthead implements AutoCloseable {
    private final Database database;
    private final Access access;
    private final Loops loops;
    private final HttpServer server;

    private Masthead(Database database, Access access, Loops loops, HttpServer server) {
        this.database = database;
        this.access = access;
        this.loops = loops;
        this.server = server;
    }

    /** Starts everything, or closes what was started and throws. */
    public static Masthead start(Settings settings, Path dataFolder) {
        Metrics metrics = new Metrics();
        Database database = Database.open(settings.of(DatabaseSettings.class), dataFolder, metrics);
        Access access = new Access(database, settings.of(AccessSettings.class), metrics, Clock.systemUTC());
        Loops loops = Loops.start(settings.of(HttpSettings.class).loops());
        try {
            new FirstStart(access.operators(), access.subscribers(), System.out)
                    .run(settings.of(OperatorSettings.class).password());
            HttpServer server = HttpServer.start(settings.of(HttpSettings.class), new Routes(), loops, metrics);
            return new Masthead(database, access, loops, server);
        } catch (RuntimeException e) {
            loops.close();
            access.close();
            database.close();
            throw e;
        }
    }

    /** Puts the demo's channels into the catalog. */
    void fillForDemo() {}

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        loops.close();
        access.close();
        database.close();
    }
}
