package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import masthead.database.Database;
import masthead.database.Dialect;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import org.junit.jupiter.api.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures an import has to keep; run alone, it tells them in the log. */
@Tag("slow")
class ImportSpeedTest {
    private static final Logger log = LoggerFactory.getLogger(ImportSpeedTest.class);
    private static final int CHANNELS = Integer.getInteger("speed.channels", 50_000);

    @OnBothDatabases
    void fifty_thousand_channels_are_imported_in_under_10_seconds_and_rebuilt_in_under_1(Database database) {
        // The figure is SQLite's; with PostgreSQL half of the work is in another process.
        Duration limit = Duration.ofSeconds(database.dialect() == Dialect.SQLITE ? 10 : 30);
        TestHeadend headend = new TestHeadend(database);
        assertThat(timed("first import", () -> headend.take(list("a", 0)))).isLessThan(limit);
        assertThat(headend.catalogs.current().channels()).hasSize(CHANNELS);
        assertThat(timed("same list again", () -> headend.take(list("a", 0)))).isLessThan(limit);
        assertThat(timed("every address changed", () -> headend.take(list("b", 0))))
                .isLessThan(limit);
        assertThat(timed("one in ten gone, as many new", () -> headend.take(list("b", CHANNELS / 10))))
                .isLessThan(limit);
        assertThat(headend.take(list("b", CHANNELS / 10))).isEqualTo(new Applied(0, 0, 0, CHANNELS, Map.of()));
        headend.catalogs.rebuild();
        assertThat(timed("rebuild", headend.catalogs::rebuild)).isLessThan(Duration.ofSeconds(1));
    }

    private static Duration timed(String what, Supplier<?> work) {
        long start = System.nanoTime();
        Object done = work.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        log.atInfo()
                .addKeyValue("millis", took.toMillis())
                .addKeyValue("result", done.getClass().getSimpleName())
                .log(what);
        return took;
    }

    private static String list(String password, int first) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int each = first; each < first + CHANNELS; each++) {
            list.append("#EXTINF:-1 tvg-id=\"channel.")
                    .append(each)
                    .append("\" tvg-logo=\"http://logos/")
                    .append(each)
                    .append(".png\" group-title=\"Group ")
                    .append(each % 200)
                    .append("\",Channel ")
                    .append(each)
                    .append(" HD\nhttp://tv.example.net:8080/live/nora/")
                    .append(password)
                    .append('/')
                    .append(each)
                    .append(".ts\n");
        }
        return list.toString();
    }
}
