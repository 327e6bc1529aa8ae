package masthead.database;

import java.nio.file.Path;
import java.util.Optional;
import masthead.metrics.Metrics;

/** A program of its own that commits one provider after another, and says so after each, until it is killed. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] args) {
        Database database = Database.open(new BothDatabases.Chosen(Optional.empty()), Path.of(args[0]), new Metrics());
        for (int number = 1; ; number++) {
            String name = Integer.toString(number);
            database.change(handle -> {
                handle.execute("INSERT INTO provider (name, kind, created_at) VALUES (?, 'M3U', 0)", name);
                handle.execute("INSERT INTO provider (name, kind, created_at) VALUES (?, 'M3U', 0)", name + " twin");
            });
            System.out.println("committed " + name);
            System.out.flush();
        }
    }
}
