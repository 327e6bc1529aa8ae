package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.dashboard.DashHouse.Browser;
import masthead.guide.GuideSource;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes long is seen, and can be given up: with a server that dribbles, or says nothing at all. */
@SuppressWarnings("NullAway.Init") // set before each
class LongWorkTest {
    private static final String ENTRY = "#EXTINF:-1 group-title=\"News\",New %d\nhttp://127.0.0.1:1/new%d.ts\n";
    private static final int PROMISED = 1_000_000;

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer lists;
    private DashHouse house;
    private Browser edith;

    @BeforeEach
    void open() throws IOException {
        lists = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        lists.setExecutor(threads);
        lists.createContext("/dribble", exchange -> dribble(exchange, "#EXTM3U\n", ENTRY));
        lists.createContext("/silent", this::saySomethingAndNothingMore);
        lists.createContext("/guide", exchange -> dribble(exchange, "<tv>", "<channel id=\"c%d.%d\"/>"));
        lists.createContext("/list", exchange -> reply(exchange, """
                #EXTM3U
                #EXTINF:-1 group-title="News",One
                http://127.0.0.1:1/one.ts
                #EXTINF:-1 group-title="Films",Two
                http://127.0.0.1:1/two.ts
                """));
        lists.start();
        house = new DashHouse(folder, Map.of());
        edith = house.loggedIn("edith");
    }

    @AfterEach
    void close() {
        over.countDown();
        house.close();
        lists.stop(0);
        threads.shutdownNow();
    }

    private void dribble(HttpExchange exchange, String head, String line) throws IOException {
        exchange.sendResponseHeaders(200, PROMISED);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(head.getBytes(StandardCharsets.UTF_8));
            for (int i = 1; !over.await(20, TimeUnit.MILLISECONDS); i++) {
                body.write(line.formatted(i, i).getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void saySomethingAndNothingMore(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, PROMISED);
        exchange.getResponseBody().write("#EXTM3U\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    /** A provider whose one channel was read from elsewhere, and whose list is at {@code path} now. */
    private ProviderId provider(String path) {
        String url = "http://127.0.0.1:" + lists.getAddress().getPort() + path;
        ProviderId id = house.catalogs
                .add(new NewProvider("Slow", ProviderKind.M3U, url, 1, ""))
                .id();
        house.take(id, "#EXTM3U\n#EXTINF:-1 group-title=\"News\",One\nhttp://127.0.0.1:1/one.ts\n");
        return id;
    }

    private String page(String path) {
        return Jsoup.parse(edith.get("/dashboard" + path).body()).select("main").text();
    }

    @Test
    void a_list_that_dribbles_is_watched_across_reloads_and_cancelled_and_all_is_as_it_was() {
        ProviderId id = provider("/dribble");
        long version = house.catalogs.current().version();
        String page = "/providers/" + id;
        edith.post("/dashboard" + page + "/import", Map.of());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page(page))
                        .contains("The list is on its way", "KiB of 977 KiB", "/s", "left", "Cancel"));
        String first = page(page);
        await().untilAsserted(
                        () -> assertThat(page(page)).contains("on its way").isNotEqualTo(first));
        assertThat(page("/providers")).contains("The list is on its way");
        edith.post("/dashboard" + page + "/cancel", Map.of());
        await().untilAsserted(() -> assertThat(page(page)).doesNotContain("on its way"));
        assertThat(page(page)).contains("Not applied, cancelled: everything is as it was");
        assertThat(house.catalogs.current().version()).isEqualTo(version);
        assertThat(house.catalogs.current().channels())
                .singleElement()
                .satisfies(each -> assertThat(each.name()).isEqualTo("One"));
        assertThat(house.catalogs.history(1).getFirst().operator()).isEqualTo("edith");
        edith.post("/dashboard" + page + "/cancel", Map.of());
        assertThat(page(page)).contains("too late to cancel");
    }

    @Test
    void a_list_whose_server_falls_silent_is_cancelled_at_once() {
        ProviderId id = provider("/silent");
        edith.post("/dashboard/providers/" + id + "/import", Map.of());
        await().until(() -> house.imports
                .progress(id)
                .filter(each -> each.state().bytes() > 0)
                .isPresent());
        edith.post("/dashboard/providers/" + id + "/cancel", Map.of());
        await().atMost(Duration.ofSeconds(10)) // the server would be waited for six times as long
                .until(() -> house.imports.progress(id).isEmpty());
        assertThat(house.imports.lastOutcome(id)).get().asString().contains("cancelled");
        edith.post("/dashboard/providers/" + id + "/import", Map.of());
        await().until(() -> house.imports.progress(id).isPresent()); // and it can be read again
        edith.post("/dashboard/providers/" + id + "/cancel", Map.of());
        await().until(() -> house.imports.progress(id).isEmpty());
    }

    @Test
    void what_a_list_would_change_is_shown_by_group_and_then_applied() {
        ProviderId id = provider("/list");
        String page = "/providers/" + id + "/preview";
        assertThat(page(page)).contains("Nobody has looked yet");
        edith.post("/dashboard" + page, Map.of());
        await().untilAsserted(() -> assertThat(page(page)).contains("By group"));
        assertThat(page(page)).contains("Films 1 0 0 0 0 0", "News 0 0 0 0 0 1", "Two in Films");
        assertThat(house.catalogs.current().channels()).hasSize(1);
        edith.post("/dashboard/providers/" + id + "/import", Map.of());
        await().untilAsserted(
                        () -> assertThat(house.catalogs.current().channels()).hasSize(2));
        assertThat(page(page)).contains("Nobody has looked yet");
    }

    @Test
    void looking_at_what_a_list_would_change_is_cancelled_too() {
        ProviderId id = provider("/silent");
        String page = "/providers/" + id + "/preview";
        edith.post("/dashboard" + page, Map.of());
        await().until(() -> house.imports.progress(id).isPresent());
        edith.post("/dashboard/providers/" + id + "/cancel", Map.of("next", "preview"));
        await().untilAsserted(() -> assertThat(page(page)).contains("It was cancelled."));
    }

    @Test
    void a_guide_that_dribbles_is_cancelled() {
        String url = "http://127.0.0.1:" + lists.getAddress().getPort() + "/guide";
        GuideSource guide = house.guides.sources().add(new GuideTerms("Slow", url, GuideTiming.ON_REQUEST));
        edith.post("/dashboard/guide/sources/" + guide.id() + "/refresh", Map.of());
        await().untilAsserted(() -> assertThat(page("/guide")).contains("Being read", "of 977 KiB", "Cancel"));
        edith.post("/dashboard/guide/sources/" + guide.id() + "/cancel", Map.of());
        await().untilAsserted(() -> assertThat(page("/guide")).doesNotContain("Being read"));
        assertThat(page("/guide")).contains("cancelled; what was there before stays");
    }

    @Test
    void a_providers_page_moves_by_itself_until_the_provider_is_gone() {
        ProviderId id = provider("/list");
        threads.execute(() -> {
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            house.catalogs.remove(id);
        });
        String events = edith.get("/dashboard/providers/" + id + "/events").body(); // ends with the provider
        assertThat(events).startsWith("event: part\ndata: ").contains("Applied").endsWith("event: over\ndata: \n\n");
    }
}
