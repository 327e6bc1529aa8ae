package masthead.guide;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import masthead.catalog.Catalogs;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.http.FetchFailed;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;

/** A program of its own that reads one guide after another, and says so before and after each, until it is killed. */
final class KilledGuideReader {
    /** Programmes of each of its guides, and channels. */
    static final int PROGRAMMES = 20_000;

    static final int CHANNELS = 100;

    private KilledGuideReader() {}

    public static void main(String[] args) {
        Database database =
                Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), Path.of(args[0]), new Metrics());
        java.time.Clock clock = java.time.Clock.fixed(GuideWorld.NOON, java.time.ZoneOffset.UTC);
        Guides guides = new Guides(
                database,
                new Catalogs(database, clock),
                (url, headers) -> {
                    throw new FetchFailed("This test fetches nothing.");
                },
                TestSettings.of(GuideSettings.class, Map.of()),
                clock);
        GuideSourceId id = guides.sources()
                .add(new GuideTerms("Uploads", "", GuideTiming.ON_REQUEST))
                .id();
        for (int number = 1; ; number++) {
            byte[] guide = guide(number);
            System.out.println("reading " + number);
            System.out.flush();
            GuideOutcome outcome = guides.imports().take(id, new ByteArrayInputStream(guide));
            if (!(outcome instanceof GuideOutcome.Applied)) {
                throw new IllegalStateException(GuideOutcome.sentence(outcome));
            }
            System.out.println("read " + number);
            System.out.flush();
        }
    }

    private static byte[] guide(int number) {
        String[] elements = new String[PROGRAMMES];
        for (int each = 0; each < PROGRAMMES; each++) {
            int minute = each / CHANNELS * 10;
            elements[each] = GuideWorld.programme("c" + each % CHANNELS, minute, minute + 10, "guide " + number);
        }
        return GuideWorld.document(elements).getBytes(StandardCharsets.UTF_8);
    }
}
