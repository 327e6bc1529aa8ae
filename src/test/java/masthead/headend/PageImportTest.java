package masthead.headend;

import static masthead.headend.PageHouse.id;
import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.ReachEdit;
import masthead.catalog.Upkeep;
import masthead.catalog.UpkeepEdit;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import masthead.studio.FakePanel;
import masthead.studio.FakePanel.Mood;
import masthead.studio.FakePanel.Request;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers of kind page: from a web server into the catalog, and what a page may try on the way. */
class PageImportTest {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PAGE =
            "<h2>Sea</h2><p>Harbour: " + id(1) + "<p><a href='acestream://" + id(2) + "'>Pier</a>";

    @TempDir
    Path folder;

    private PageHouse house;

    @BeforeEach
    void open() {
        house = new PageHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Mood html(String page) {
        return Moods.document(HTML, page);
    }

    /** Answers 304 to who knows {@code etag}. */
    private static Mood tagged(String etag, String type, String body) {
        return reply -> {
            if (reply.request().header("If-None-Match").equals(etag)) {
                reply.head(304, "ETag: " + etag);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            reply.head(200, "Content-Type: " + type, "ETag: " + etag, "Content-Length: " + bytes.length);
            reply.body(bytes);
        };
    }

    private static ImportOutcome run(TestHeadend headend) {
        return headend.imports.run(headend.provider);
    }

    @Test
    void a_page_becomes_channels_with_the_lists_it_links_to() {
        house.panel.on("/tv/", html(PAGE + "<a href='more.m3u'>more</a>"));
        house.panel.on(
                "/tv/more.m3u",
                Moods.document(
                        "audio/x-mpegurl",
                        "#EXTM3U\n"
                                + "#EXTINF:-1 tvg-id=\"jetty\" group-title=\"Land\",Jetty, the \"old\" one\nhttp://cdn.example.net/j.ts|Referer=http%3A%2F%2Fr%2F\n"
                                + "#EXTINF:-1,Mole\nacestream://" + id(3) + "\n"));
        TestHeadend headend = house.page("/tv/");

        assertThat(run(headend)).isEqualTo(new Applied(4, 0, 0, 0, Map.of()));
        assertThat(house.feeds())
                .containsExactly(
                        "Harbour acestream:?content_id=" + id(1),
                        "Jetty, the 'old' one http://cdn.example.net/j.ts",
                        "Mole acestream:?content_id=" + id(3),
                        "Pier acestream:?content_id=" + id(2));
        assertThat(TestHeadend.texts(house.database, "SELECT group_name FROM feed ORDER BY name"))
                .containsExactly("Sea", "Land", "", "Sea");
        assertThat(TestHeadend.texts(house.database, "SELECT headers FROM feed WHERE name LIKE 'Jetty%'"))
                .containsExactly("{\"Referer\":\"http://r/\"}");
        assertThat(run(headend)).as("the same again").isEqualTo(new Applied(0, 0, 0, 4, Map.of()));
    }

    @Test
    void a_page_that_is_itself_a_list_is_read_as_one() {
        house.panel.on("/list", html(list(entry("Harbour", "Sea", "acestream://" + id(1)))));
        assertThat(run(house.page("/list"))).isEqualTo(new Applied(1, 0, 0, 0, Map.of()));
    }

    @Test
    void rules_of_the_provider_are_applied() {
        house.panel.on("/", html("<div class=c><b>Harbour</b><i>" + id(1) + "</i></div><p>Other " + id(2)));
        TestHeadend headend = house.page(
                house.panel.url("/"), Map.of("entry", "div.c", "name", "b", "link", "i", "group", "Mine"), Map.of());
        assertThat(run(headend)).isEqualTo(new Applied(1, 0, 0, 0, Map.of()));
        assertThat(TestHeadend.texts(house.database, "SELECT group_name FROM feed"))
                .containsExactly("Mine");
    }

    @Test
    void a_page_that_did_not_change_is_asked_for_changes_only() {
        house.panel.on("/", tagged("\"a\"", HTML, PAGE + "<a href=more.m3u>m</a>"));
        house.panel.on("/more.m3u", tagged("\"b\"", "text/plain", list(entry("Mole", "Sea", "acestream://" + id(3)))));
        TestHeadend headend = house.page("/");
        run(headend);
        long version = headend.catalogs.current().version();

        assertThat(run(headend)).isEqualTo(new Applied(0, 0, 0, 3, Map.of()));
        assertThat(house.panel.requests("/"))
                .extracting(each -> each.header("If-None-Match"))
                .containsExactly("", "\"a\"");
        assertThat(house.panel.requests("/more.m3u")).hasSize(2);
        assertThat(headend.catalogs.current().version()).isEqualTo(version);
        assertThat(headend.imports.lastOutcome(headend.provider))
                .contains("Applied: 0 new, 0 changed, 0 gone, 3 unchanged.");
    }

    @Test
    void a_changed_list_is_noticed_on_a_page_that_is_not() {
        house.panel.on("/", tagged("\"a\"", HTML, PAGE + "<a href=more.m3u>m</a>"));
        house.panel.on("/more.m3u", tagged("\"b\"", "text/plain", list(entry("Mole", "Sea", "acestream://" + id(3)))));
        TestHeadend headend = house.page("/");
        run(headend);
        house.panel.on("/more.m3u", tagged("\"c\"", "text/plain", list(entry("Mole", "Sea", "acestream://" + id(4)))));

        assertThat(run(headend)).isEqualTo(new Applied(0, 1, 0, 2, Map.of()));
        assertThat(house.panel.requests("/more.m3u")).as("not fetched twice").hasSize(2);
    }

    @Test
    void a_page_that_says_for_a_day_that_it_did_not_change_is_read_whole() {
        house.panel.on("/", tagged("\"a\"", HTML, PAGE));
        TestHeadend headend = house.page("/");
        run(headend);
        house.pass(Duration.ofHours(25));
        run(headend);
        assertThat(house.panel.requests("/"))
                .extracting(each -> each.header("If-None-Match"))
                .containsExactly("", "");
    }

    @Test
    void a_page_whose_rules_changed_is_read_whole() {
        house.panel.on("/", tagged("\"a\"", HTML, PAGE));
        TestHeadend headend = house.page("/");
        run(headend);
        headend.catalogs.edit(new ProviderEdit(
                headend.provider,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ReachEdit.NONE,
                new UpkeepEdit(Optional.of(Map.of("group", "Mine")), Optional.empty())));
        assertThat(run(headend)).isEqualTo(new Applied(0, 2, 0, 0, Map.of()));
    }

    @Test
    void a_page_that_lost_most_of_its_links_changes_nothing_and_is_read_whole_again() {
        house.panel.on("/", tagged("\"a\"", HTML, links(0, 20)));
        TestHeadend headend = house.page("/");
        run(headend);
        house.panel.on("/", tagged("\"b\"", HTML, links(0, 5)));
        assertThat(run(headend)).isInstanceOf(Suspicious.class);
        assertThat(run(headend)).isInstanceOf(Suspicious.class);
        assertThat(house.feeds()).hasSize(20);
    }

    @Test
    void a_page_without_any_link_changes_nothing() {
        house.panel.on("/", html(PAGE));
        TestHeadend headend = house.page("/");
        run(headend);
        house.panel.on("/", html("<h1>We are back soon</h1>"));
        assertThat(run(headend)).isInstanceOf(Suspicious.class);
        assertThat(house.feeds()).hasSize(2);
    }

    private static String links(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(each -> "<p><a href='acestream://" + id(each + 1) + "'>Channel " + each + "</a>")
                .collect(Collectors.joining());
    }

    @Test
    void what_robots_txt_forbids_is_left_alone() {
        house.panel.on("/robots.txt", Moods.document("text/plain", "User-agent: *\nDisallow: /tv\n"));
        house.panel.on("/tv", html(PAGE));
        assertThat(run(house.page("/tv"))).asString().contains("Failed").contains("robots.txt forbids");
        assertThat(house.panel.requests("/tv")).isEmpty();

        assertThat(run(house.page(house.panel.url("/tv"), Map.of(), Map.of("headend.page-robots", "false"))))
                .isInstanceOf(Applied.class);
    }

    @Test
    void a_robots_txt_that_cannot_be_read_allows_nothing_and_a_missing_one_everything() {
        house.panel.on("/tv", html(PAGE));
        house.panel.on("/robots.txt", Moods.status(503));
        assertThat(run(house.page("/tv"))).asString().contains("Failed").contains("robots.txt cannot be read");
        house.panel.on("/robots.txt", Moods.status(404));
        assertThat(run(house.page("/tv"))).isInstanceOf(Applied.class);
        assertThat(house.panel.requests("/tv").getFirst().header("User-Agent")).isEqualTo("Masthead");
    }

    @Test
    void robots_txt_is_asked_for_once_a_day() {
        house.panel.on("/tv", html(PAGE));
        TestHeadend headend = house.page("/tv");
        run(headend);
        run(headend);
        assertThat(house.panel.requests("/robots.txt")).hasSize(1);
        house.pass(Duration.ofHours(25));
        run(headend);
        assertThat(house.panel.requests("/robots.txt")).hasSize(2);
    }

    @Test
    void a_host_is_not_asked_more_often_than_the_interval_says() {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        Mood timed = reply -> {
            times.add(System.nanoTime());
            Moods.document("text/plain", list(entry("One", "All", "acestream://" + id(1))))
                    .answer(reply);
        };
        house.panel.on("/", html("<a href=1.m3u>1</a><a href=2.m3u>2</a><a href=3.m3u>3</a>"));
        house.panel.on("/1.m3u", timed).on("/2.m3u", timed).on("/3.m3u", timed);
        NewProvider page = PageHouse.provider(ProviderKind.PAGE, house.panel.url("/"), Map.of());
        run(house.headend(page, Map.of("headend.page-interval", "300ms"), Clock.systemUTC()));
        assertThat(times).hasSize(3);
        assertThat(times.get(2) - times.get(0))
                .isGreaterThanOrEqualTo(Duration.ofMillis(590).toNanos());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/secret",
                "http://localhost:%d/secret",
                "http://2130706433:%d/secret",
                "http://[::ffff:127.0.0.1]:%d/secret",
                "http://0.0.0.0:%d/secret"
            })
    void a_redirect_into_a_private_network_is_refused(String target) {
        try (FakePanel neighbour = new FakePanel()) {
            neighbour.on("/secret", html(PAGE));
            house.panel.on("/", Moods.redirect(target.formatted(neighbour.port())));
            assertThat(run(house.page("/"))).isInstanceOf(Failed.class);
            assertThat(neighbour.connections("/secret").total()).isZero();
            assertThat(neighbour.connections("/robots.txt").total()).isZero();
        }
    }

    @Test
    void a_redirect_into_a_private_network_is_followed_where_the_settings_allow_it() {
        try (FakePanel neighbour = new FakePanel()) {
            neighbour.on("/page", html(PAGE));
            house.panel.on("/", Moods.redirect(neighbour.url("/page")));
            assertThat(run(house.page(house.panel.url("/"), Map.of(), Map.of("headend.private-addresses", "true"))))
                    .isInstanceOf(Applied.class);
        }
    }

    @Test
    void a_link_into_a_private_network_is_skipped_and_counted() {
        try (FakePanel neighbour = new FakePanel()) {
            neighbour.on("/x.m3u", Moods.document("text/plain", list(entry("Secret", "", "http://a/b"))));
            house.panel.on("/", html(PAGE + "<a href='" + neighbour.url("/x.m3u") + "'>x</a>"));
            assertThat(run(house.page("/")))
                    .isEqualTo(new Applied(2, 0, 0, 0, Map.of("list that cannot be fetched", 1)));
            assertThat(neighbour.connections("/x.m3u").total()).isZero();
        }
    }

    @Test
    void headers_of_the_provider_go_to_its_own_host_only() {
        try (FakePanel other = new FakePanel("127.0.0.1")) {
            other.on("/x.m3u", Moods.document("text/plain", list(entry("Mole", "", "acestream://" + id(3)))));
            house.panel.on("/", html(PAGE + "<a href='" + other.url("/x.m3u") + "'>x</a>"));
            NewProvider page = new NewProvider(
                    "Page",
                    ProviderKind.PAGE,
                    house.panel.url("/"),
                    0,
                    "Mine/1.0",
                    new Reach(Map.of("Cookie", "session=1"), Optional.empty(), Optional.empty(), Optional.empty()),
                    Upkeep.ON_REQUEST);
            run(house.headend(page, Map.of("headend.private-addresses", "true"), house.clock));
            assertThat(house.panel.requests("/").getFirst().header("Cookie")).isEqualTo("session=1");
            Request there = other.requests("/x.m3u").getFirst();
            assertThat(there.header("Cookie")).isEmpty();
            assertThat(there.header("User-Agent")).isEqualTo("Mine/1.0");
        }
    }

    @Test
    void a_huge_page_is_not_kept() {
        house.panel.on("/", reply -> {
            reply.head(200, "Content-Type: text/html");
            byte[] part = "<p>nothing here</p>".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int each = 0; each < 10_000; each++) {
                reply.body(part);
            }
        });
        TestHeadend headend = house.page(house.panel.url("/"), Map.of(), Map.of("headend.page-limit", "1MiB"));
        assertThat(run(headend)).asString().contains("Suspicious").contains("larger than headend.page-limit, 1MiB");
    }

    @Test
    void a_small_gzip_that_unpacks_to_too_much_is_not_kept() {
        house.panel.on("/", Moods.document(HTML, gzip(new byte[64 << 20])));
        assertThat(run(house.page("/"))).asString().contains("Suspicious").contains("larger than headend.page-limit");
    }

    @Test
    void a_gzipped_page_is_read_and_one_cut_short_is_not_applied() {
        byte[] packed = gzip(links(0, 50).getBytes(StandardCharsets.UTF_8));
        house.panel.on("/", Moods.document(HTML, packed));
        assertThat(run(house.page("/"))).isEqualTo(new Applied(50, 0, 0, 0, Map.of()));
        house.panel.on("/", Moods.document(HTML, Arrays.copyOf(packed, packed.length - 30)));
        assertThat(run(house.page("/"))).asString().contains("Suspicious").contains("broke off");
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void a_page_shorter_than_promised_is_not_applied() {
        house.panel.on("/", Moods.half(HTML, links(0, 50).getBytes(StandardCharsets.UTF_8)));
        assertThat(run(house.page("/"))).isInstanceOf(Suspicious.class);
        assertThat(house.feeds()).isEmpty();
    }

    @Test
    void a_page_that_drips_is_given_up() {
        house.panel.on("/", reply -> {
            reply.head(200, "Content-Type: text/html");
            while (true) {
                reply.body("<p>".getBytes(StandardCharsets.UTF_8));
                reply.pause(Duration.ofMillis(50));
            }
        });
        NewProvider page = PageHouse.provider(ProviderKind.PAGE, house.panel.url("/"), Map.of());
        assertThat(run(house.headend(page, Map.of("headend.page-patience", "1s"), Clock.systemUTC())))
                .asString()
                .contains("Failed")
                .contains("not here after 1 s");
    }

    @Test
    void redirects_without_end_are_given_up() {
        house.panel.on("/", Moods.redirect(house.panel.url("/")));
        assertThat(run(house.page("/"))).asString().contains("Failed").contains("more than 5 redirects");
    }

    @Test
    void a_hundred_thousand_links_become_channels() {
        house.panel.on("/", html(links(0, 100_000)));
        assertThat(run(house.page("/"))).isEqualTo(new Applied(100_000, 0, 0, 0, Map.of()));
    }

    @Test
    void more_lists_than_allowed_and_links_to_no_list_are_counted() {
        house.panel.on("/", html("<a href=1.m3u>1</a><a href=2.m3u8>2</a><a href=3.m3u>3</a><a href=4.m3u>4</a>"));
        house.panel.on("/1.m3u", Moods.document("text/plain", list(ten(1))));
        house.panel.on("/2.m3u8", Moods.document("text/plain", "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n1.ts\n"));
        TestHeadend headend = house.page(house.panel.url("/"), Map.of(), Map.of("headend.page-lists", "3"));
        assertThat(run(headend))
                .isEqualTo(new Applied(
                        10,
                        0,
                        0,
                        0,
                        Map.of(
                                "link to no list",
                                1,
                                "list that cannot be fetched",
                                1,
                                "list beyond headend.page-lists",
                                1)));
        assertThat(house.panel.requests("/4.m3u")).isEmpty();
    }

    @Test
    void lists_are_left_alone_where_the_rules_say_so() {
        house.panel.on("/", html(PAGE + "<a href=1.m3u>1</a>"));
        run(house.page(house.panel.url("/"), Map.of("lists", "false"), Map.of()));
        assertThat(house.panel.requests("/1.m3u")).isEmpty();
    }

    @Test
    void a_page_of_zeronet_is_read_through_the_gateway() {
        house.panel.on(
                "/raw/1Harbour/tv/",
                html(
                        PAGE + "<a href='zeronet://1Pier/list.m3u'>z</a>"
                                + "<a href='http://127.0.0.1:43110/1Mole/list.m3u'>as its author saw it</a><a href='own.m3u'>own</a>"));
        for (String path : List.of("/raw/1Pier/list.m3u", "/raw/1Mole/list.m3u", "/raw/1Harbour/tv/own.m3u")) {
            house.panel.on(
                    path, Moods.document("text/plain", list(entry(path, "", "acestream://" + id(path.length())))));
        }
        String gateway = house.panel.url("");
        for (String url : List.of("zeronet://1Harbour/tv/", "http://zero/1Harbour/tv/", gateway + "/1Harbour/tv/")) {
            TestHeadend headend = house.page(url, Map.of(), Map.of("headend.zeronet-gateway", gateway));
            assertThat(run(headend)).isEqualTo(new Applied(5, 0, 0, 0, Map.of()));
        }
        assertThat(house.panel.requests("/robots.txt")).isEmpty();
    }

    @Test
    void a_page_of_zeronet_without_a_gateway_tells_what_is_missing() {
        assertThat(run(house.page("zeronet://1Harbour/", Map.of(), Map.of())))
                .asString()
                .contains("Failed")
                .contains("headend.zeronet-gateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://a/b", "file:///etc/passwd", "http://", "nonsense", "http://a b/%%"})
    void an_address_that_is_none_fails(String url) {
        assertThat(run(house.page(url, Map.of(), Map.of()))).isInstanceOf(Failed.class);
    }

    @Test
    void a_preview_shows_what_would_come_and_keeps_nothing() {
        house.panel.on("/", html(links(0, 30)));
        TestHeadend headend = house.page("/");
        ListPreview preview = headend.imports.preview(
                PageHouse.provider(ProviderKind.PAGE, house.panel.url("/"), Map.of("nameExpression", "Channel (\\d)$")),
                5);
        assertThat(preview.total()).isEqualTo(10);
        assertThat(preview.entries()).hasSize(5);
        assertThat(preview.entries().getFirst().name()).isEqualTo("0");
        assertThat(preview.entries().getFirst().url()).isEqualTo("acestream:?content_id=" + id(1));
        assertThat(preview.skipped()).isEqualTo(Map.of("name not as nameExpression says", 20));
        assertThat(house.feeds()).isEmpty();
        assertThat(headend.catalogs.current().providers()).hasSize(1);
    }

    @Test
    void a_preview_of_what_cannot_be_read_tells_why() {
        TestHeadend headend = house.page("/");
        ListPreview preview = headend.imports.preview(
                PageHouse.provider(ProviderKind.PAGE, house.panel.url("/nothing"), Map.of()), 5);
        assertThat(preview.total()).isZero();
        assertThat(preview.trouble()).hasValueSatisfying(why -> assertThat(why).contains("status 404"));
    }
}
