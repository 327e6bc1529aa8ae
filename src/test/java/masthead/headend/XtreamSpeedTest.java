package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import masthead.headend.ImportOutcome.Applied;
import masthead.studio.FakePanel.Mood;
import masthead.studio.Reply;
import masthead.studio.xtream.FakeXtream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A panel as large as they come: 50,000 live streams, 150,000 movies, 30,000 series. */
@Tag("slow")
class XtreamSpeedTest {
    private static final Logger log = LoggerFactory.getLogger(XtreamSpeedTest.class);
    private static final String PLOT = "\"plot\":\"" + "A port town wakes up and nobody knows why. ".repeat(6) + "\"";

    @TempDir
    Path folder;

    @Test
    void a_large_panel_is_read_in_a_minute() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.xtream.on("get_live_streams", rows(50_000, each -> FakeXtream.live(each, "Channel " + each, 12)));
            house.xtream.on(
                    "get_vod_streams",
                    rows(
                            150_000,
                            each -> FakeXtream.movie(100_000 + each, "Movie " + each, 30)
                                    .replaceFirst("\\}$", "," + PLOT + "}")));
            house.xtream.on("get_series", rows(30_000, each -> FakeXtream.series(each, "Series " + each, 40)));
            long begun = System.nanoTime();
            assertThat(house.run()).isEqualTo(new Applied(230_000, 0, 0, 0, Map.of()));
            Duration first = Duration.ofNanos(System.nanoTime() - begun);
            begun = System.nanoTime();
            assertThat(house.run()).isEqualTo(new Applied(0, 0, 0, 230_000, Map.of()));
            Duration again = Duration.ofNanos(System.nanoTime() - begun);
            log.atInfo()
                    .addKeyValue("millis", first.toMillis())
                    .addKeyValue("againMillis", again.toMillis())
                    .log("A panel of 230,000");
            assertThat(first).isLessThan(Duration.ofMinutes(1));
        }
    }

    private static Mood rows(int count, IntFunction<String> row) {
        return reply -> {
            reply.head(200, "Content-Type: application/json");
            send(reply, "[");
            StringBuilder some = new StringBuilder();
            for (int each = 1; each <= count; each++) {
                some.append(each == 1 ? "" : ",").append(row.apply(each));
                if (some.length() > 64 * 1024) {
                    send(reply, some.toString());
                    some.setLength(0);
                }
            }
            send(reply, some + "]");
        };
    }

    private static void send(Reply reply, String text) throws IOException {
        reply.body(text.getBytes(StandardCharsets.UTF_8));
    }
}
