package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import masthead.database.Database;
import masthead.database.Dialect;
import masthead.database.OnBothDatabases;
import org.junit.jupiter.api.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures an import has to keep; run alone, it tells them in the log. */
@Tag("slow")
class ImportSpeedTest {
    private static final Logger log = LoggerFactory.getLogger(ImportSpeedTest.class);
    /** A tenth of them live channels, the others movies and series. */
    private static final int ENTRIES = 500_000;

    @OnBothDatabases
    void half_a_million_entries_are_imported_in_under_60_seconds_and_looked_through_in_under_10(Database database) {
        // The figures are SQLite's; with PostgreSQL half of the work is in another process.
        int times = database.dialect() == Dialect.SQLITE ? 1 : 2;
        Duration limit = Duration.ofSeconds(60L * times);
        TestHeadend headend = new TestHeadend(database);
        String first = list("a", 0);
        assertThat(timed("first import", () -> headend.take(first))).isLessThan(limit);
        assertThat(timed("unchanged", () -> headend.take(first))).isLessThan(Duration.ofSeconds(10));
        String addresses = list("b", 0);
        assertThat(timed("preview of another password", () -> compare(headend, addresses)))
                .isLessThan(limit);
        assertThat(timed("another password", () -> headend.take(addresses))).isLessThan(limit);
        assertThat(timed("undone", () -> undo(headend))).isLessThan(limit);
        String shifted = list("a", ENTRIES / 10);
        assertThat(timed("one in ten gone, as many new", () -> headend.take(shifted)))
                .isLessThan(limit);
        assertThat(timed("two lines more", () -> headend.take(shifted + "\n\n")))
                .isLessThan(limit);
        headend.catalogs.rebuild();
        assertThat(timed("rebuild", headend.catalogs::rebuild)).isLessThan(Duration.ofSeconds(1));
    }

    private static ImportPreview compare(TestHeadend headend, String list) {
        return headend.imports.compare(
                headend.provider, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    private static ImportRevision undo(TestHeadend headend) {
        Revisions revisions = headend.imports.revisions();
        return revisions.undo(revisions.of(headend.provider).getFirst().id());
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
        for (int each = first; each < first + ENTRIES; each++) {
            String part = each % 10 == 0 ? "live" : each % 10 < 8 ? "movie" : "series";
            list.append("#EXTINF:-1 tvg-id=\"channel.")
                    .append(each)
                    .append("\" tvg-logo=\"http://logos/")
                    .append(each)
                    .append(".png\" group-title=\"Group ")
                    .append(each % 200)
                    .append("\",Channel ")
                    .append(each)
                    .append(" HD\nhttp://tv.example.net:8080/")
                    .append(part)
                    .append("/nora/")
                    .append(password)
                    .append('/')
                    .append(each)
                    .append(part.equals("live") ? ".ts\n" : ".mkv\n");
        }
        return list.toString();
    }
}
