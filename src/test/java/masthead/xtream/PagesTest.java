package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    private static final String STREAMS = "/player_api.php?" + DoorWorld.NORA + "&action=get_live_streams";

    @Test
    void a_list_asked_for_by_many_at_once_is_rendered_once(@TempDir Path folder) throws Exception {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED);
                ExecutorService players = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> player = () -> world.get(STREAMS).body();
            List<Future<String>> bodies =
                    players.invokeAll(Stream.generate(() -> player).limit(40).toList());
            for (Future<String> each : bodies) {
                assertThat(each.get()).isEqualTo(bodies.getFirst().get()).contains("Alpha");
            }
            // One for the streams; the categories were made when the catalog was.
            assertThat(rendered(world)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_player_that_has_the_list_is_told_so_until_the_catalog_changes(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder)) {
            HttpResponse<String> first = world.get(STREAMS);
            String etag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(world.get(STREAMS, "If-None-Match", etag).statusCode()).isEqualTo(304);

            world.take("#EXTM3U\n#EXTINF:-1 group-title=\"News\",Omega\nhttp://127.0.0.1:1/omega.ts\n");
            HttpResponse<String> second = world.get(STREAMS, "If-None-Match", etag);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).contains("Omega").doesNotContain("Alpha");
        }
    }

    @Test
    void a_list_is_gzipped_for_those_who_can_read_it(@TempDir Path folder) throws Exception {
        try (DoorWorld world = new DoorWorld(folder)) {
            byte[] packed = world.bytes(STREAMS, "Accept-Encoding", "gzip");
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(world.get(STREAMS).body());
            }
        }
    }

    @Test
    void lists_larger_than_the_memory_for_them_are_still_answered(@TempDir Path folder) throws Exception {
        try (DoorWorld world = new DoorWorld(folder, Map.of("xtream.pages", "1KiB", "xtream.request-burst", "100000"));
                ExecutorService players = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> player = () -> world.get(STREAMS).statusCode();
            for (Future<Integer> each :
                    players.invokeAll(Stream.generate(() -> player).limit(200).toList())) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_name_that_asks_too_often_is_told_to_wait_and_others_are_not(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder)) {
            for (int i = 0; i < 60; i++) {
                assertThat(world.get(STREAMS).statusCode()).isEqualTo(200);
            }
            assertThat(world.get(STREAMS).statusCode()).isEqualTo(429);
            assertThat(world.get("/player_api.php?username=admin&password=admin")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static double rendered(DoorWorld world) {
        return new String(world.metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(each -> each.startsWith("masthead_pages_rendered "))
                .mapToDouble(each -> Double.parseDouble(each.split(" ")[1]))
                .sum();
    }
}
