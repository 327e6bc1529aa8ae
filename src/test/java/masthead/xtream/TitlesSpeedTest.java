package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of 50,000 channels, 150,000 movies and 30,000 series, as it stands in the database. */
@Tag("slow")
class TitlesSpeedTest {
    private static final String PATH = "/player_api.php?" + DoorWorld.NORA + "&action=";

    @Test
    void many_titles_cost_little(@TempDir Path folder) throws Exception {
        try (DoorWorld world = new DoorWorld(folder, Map.of("xtream.request-burst", "100000"))) {
            world.database().change(handle -> {
                PreparedBatch channels = handle.prepareBatch("""
                        INSERT INTO channel (id, kind, name, folded_name, category_id, logo, added_at, position)
                        VALUES (:id, :kind, :name, :name, 1, :logo, 1766000000000, :id)
                        """);
                PreparedBatch feeds = handle.prepareBatch("""
                        INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind, attributes, position)
                        VALUES (1, :id, :id, :name, :url, :kind, :facts, :id)
                        """);
                for (int i = 0; i < 230_000; i++) {
                    int id = 1000 + i;
                    String kind = i < 50_000 ? "TS" : i < 200_000 ? "MOVIE" : "SERIES";
                    String url = i < 50_000
                            ? "xtream:live/" + i + ".ts"
                            : i < 200_000 ? "xtream:movie/" + i + ".mkv" : "xtream:series/" + i;
                    String name = "Title number " + i + " (20" + (10 + i % 16) + ")";
                    channels.bind("id", id)
                            .bind("kind", kind)
                            .bind("name", name)
                            .bind("logo", "http://posters.example.net/w600/" + i + "abcdefghijk.jpg")
                            .add();
                    feeds.bind("id", id)
                            .bind("name", name)
                            .bind("url", url)
                            .bind("kind", kind)
                            .bind(
                                    "facts",
                                    "{\"ext\":\"mkv\",\"rating\":\"7." + i % 10 + "\",\"tmdb\":\"" + i
                                            + "\",\"added\":\"1766000000\",\"genre\":\"Drama, Crime\",\"plot\":\"A port town wakes up to find that number "
                                            + i + " is gone.\"}")
                            .add();
                    if (i % 10_000 == 9_999) {
                        channels.execute();
                        feeds.execute();
                    }
                }
            });
            world.catalogs.rebuild();
            world.catalogs.rebuild();
            long begun = System.nanoTime();
            world.catalogs.rebuild();
            double rebuild = (System.nanoTime() - begun) / 1e6;
            System.out.printf("Rebuild of 50,000 channels beside 180,000 titles: %.0f ms%n", rebuild);
            for (String action : new String[] {"get_vod_streams", "get_series"}) {
                begun = System.nanoTime();
                world.drain(PATH + action);
                double first = (System.nanoTime() - begun) / 1e6;
                int bytes = world.bytes(PATH + action, "Accept-Encoding", "gzip").length;
                for (int i = 0; i < 50; i++) {
                    world.drain(PATH + action);
                }
                long cpu = cpuNanos();
                long firstBytes = 0;
                int answers = 100;
                for (int i = 0; i < answers; i++) {
                    firstBytes += world.drain(PATH + action).toNanos();
                }
                double firstByteMillis = firstBytes / 1e6 / answers;
                double cpuMillis = (cpuNanos() - cpu) / 1e6 / answers;
                System.out.printf(
                        "%s: written in %.0f ms, %d bytes gzipped; then first byte after %.2f ms, %.2f ms CPU an answer, reading it included%n",
                        action, first, bytes, firstByteMillis, cpuMillis);
                assertThat(firstByteMillis).isLessThan(10);
                assertThat(cpuMillis).isLessThan(50);
            }
            assertThat(rebuild).isLessThan(3000);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
