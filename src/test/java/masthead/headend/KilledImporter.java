package masthead.headend;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.http.FetchFailed;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;

/**
 * A program of its own that imports one list after another, has every third refused and every fifth undone, and says before each which
 * list the catalog may be when it is killed: {@code doing <from> <to>}.
 */
final class KilledImporter {
    private KilledImporter() {}

    public static void main(String[] args) {
        int entries = Integer.parseInt(args[1]);
        Database database =
                Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), Path.of(args[0]), new Metrics());
        World world = new World(database, Path.of(args[0]));
        int now = world.shown().orElse(0);
        for (int next = Integer.parseInt(args[2]); ; next++) {
            say(now, next);
            world.take(list(next, entries));
            if (next % 3 == 0) {
                say(next, next);
                world.take(list(next, entries / 4));
            }
            if (next % 5 == 0 && now > 0) {
                say(next, now);
                world.imports.revisions().undo(world.newest());
            } else {
                now = next;
            }
        }
    }

    private static void say(int from, int to) {
        System.out.println("doing " + from + " " + to);
        System.out.flush();
    }

    /** The list of this number: each entry says it, a tenth of them are not in the next one. */
    static String list(int number, int entries) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int each = 0; each < entries; each++) {
            int called = each + number % 2 * (entries / 10);
            list.append("#EXTINF:-1 tvg-id=\"c" + called + "\" tvg-logo=\"http://logos/" + number + "/" + called
                    + "\" group-title=\"List " + number + "\",Channel " + called + "\nhttp://tv.example.net/" + number
                    + "/"
                    + called + ".ts\n");
        }
        return list.toString();
    }

    /** The same database, whoever opens it. */
    static final class World {
        final ProviderImport imports;
        private final Database database;
        private final ProviderId provider;

        World(Database database, Path folder) {
            this.database = database;
            HeadendSettings settings = TestSettings.of(HeadendSettings.class, Map.of());
            Clock clock = Clock.systemUTC();
            Catalogs catalogs = new Catalogs(database, clock);
            Spool spool = new Spool(
                    (url, headers) -> {
                        throw new FetchFailed("This test fetches nothing.");
                    },
                    folder,
                    settings,
                    clock);
            imports = new ProviderImport(database, catalogs, spool, settings, clock).tidied();
            provider = catalogs.current().providers().isEmpty()
                    ? catalogs.add(new NewProvider("Uploads", ProviderKind.M3U, "", 1, ""))
                            .id()
                    : catalogs.current().providers().getFirst().id();
        }

        void take(String list) {
            imports.take(provider, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        }

        RevisionId newest() {
            return revisions().stream()
                    .filter(ImportRevision::undoable)
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        List<ImportRevision> revisions() {
            return imports.revisions().of(provider);
        }

        /** Number, name and id of all that players are shown, as lines. */
        List<String> lines() {
            return TestHeadend.texts(database, """
                    SELECT c.name || ' ' || c.id || ' ' || g.name || ' ' || c.logo || ' ' || f.url FROM feed f
                    JOIN channel c ON c.id = f.channel_id JOIN category g ON g.id = c.category_id
                    WHERE f.gone_at IS NULL ORDER BY c.id""");
        }

        /** The number of the list that the first channel is of. */
        Optional<Integer> shown() {
            return lines().stream()
                    .findFirst()
                    .map(line -> Integer.parseInt(line.replaceAll(".* List (\\d+) .*", "$1")));
        }
    }
}
