package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"1KiB", "7KiB"}) // in files; in memory, and often driven out of it
    void lists_larger_than_the_memory_for_them_are_still_answered(String pages, @TempDir Path folder) throws Exception {
        try (DoorWorld world = new DoorWorld(folder, Map.of("xtream.pages", pages, "xtream.request-burst", "100000"));
                ExecutorService players = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> player = () -> world.get(STREAMS).statusCode();
            for (Future<Integer> each :
                    players.invokeAll(Stream.generate(() -> player).limit(200).toList())) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_list_too_large_for_memory_is_the_same_from_a_file(@TempDir Path folder) throws Exception {
        String kept;
        String category;
        try (DoorWorld world = new DoorWorld(Files.createDirectory(folder.resolve("memory")))) {
            kept = world.get(STREAMS).body();
            category = world.get(STREAMS + "&category_id=1").body();
        }
        try (DoorWorld world =
                new DoorWorld(Files.createDirectory(folder.resolve("file")), Map.of("xtream.pages", "1KiB"))) {
            HttpResponse<String> plain = world.get(STREAMS);
            assertThat(plain.body()).isEqualTo(kept);
            assertThat(world.get(STREAMS + "&category_id=1").body()).isEqualTo(category);
            try (GZIPInputStream unpacked =
                    new GZIPInputStream(new ByteArrayInputStream(world.bytes(STREAMS, "Accept-Encoding", "gzip")))) {
                assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(kept);
            }
            String etag = plain.headers().firstValue("ETag").orElseThrow();
            assertThat(world.get(STREAMS, "If-None-Match", etag).statusCode()).isEqualTo(304);
            world.take("#EXTM3U\n#EXTINF:-1 group-title=\"News\",Omega\nhttp://127.0.0.1:1/omega.ts\n");
            assertThat(world.get(STREAMS, "If-None-Match", etag).body())
                    .contains("Omega")
                    .doesNotContain("Alpha");
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
