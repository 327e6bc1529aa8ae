package masthead.headend;

import static masthead.headend.PageHouse.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import masthead.studio.FakePanel.Mood;
import masthead.studio.FakePanel.Request;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers of kind acestream-search: an engine's search and the public catalogue's forms. */
class SearchImportTest {
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

    private static ImportOutcome run(TestHeadend headend) {
        return headend.imports.run(headend.provider);
    }

    private static String item(int number, String more) {
        return "{\"infohash\":\"" + id(number) + "\",\"name\":\"Channel " + number
                + "\",\"status\":2,\"availability\":0.9" + more + "}";
    }

    /** Answers as an engine does, {@code all} results in pages. */
    private static Mood engine(List<String> all) {
        return reply -> {
            int page = number(reply.request(), "page");
            int size = Math.min(number(reply.request(), "page_size"), 200);
            String groups = all.stream()
                    .skip((long) page * size)
                    .limit(size)
                    .map(each -> "{\"name\":\"G\",\"items\":[" + each + "]}")
                    .collect(Collectors.joining(","));
            Moods.document(
                            "application/json",
                            "{\"result\":{\"total\":" + all.size() + ",\"time\":0.1,\"results\":[" + groups
                                    + "]},\"error\":null}")
                    .answer(reply);
        };
    }

    private static int number(Request request, String name) {
        return Integer.parseInt(request.target().replaceFirst(".*[?&]" + name + "=(\\d+).*", "$1"));
    }

    @Test
    void all_pages_of_an_engines_search_become_channels() {
        house.panel.on(
                "/search",
                engine(IntStream.range(1, 451).mapToObj(each -> item(each, "")).toList()));
        TestHeadend headend = house.search(house.panel.url(""), Map.of("query", "café & co", "category", "sport"));
        assertThat(run(headend)).isEqualTo(new Applied(450, 0, 0, 0, Map.of()));
        assertThat(house.panel.requests("/search"))
                .extracting(Request::target)
                .first()
                .asString()
                .isEqualTo("/search?query=caf%C3%A9+%26+co&category=sport&page=0&page_size=200&group_by_channels=1");
        assertThat(house.panel.requests("/search")).as("the last is empty").hasSize(4);
        assertThat(house.panel.requests("/robots.txt")).isEmpty();
        assertThat(house.feeds()).contains("Channel 7 acestream:?infohash=" + id(7));
    }

    @Test
    void a_result_brings_logo_group_and_languages() {
        house.panel.on("/search", engine(List.of()));
        house.panel.on("/search", Moods.document("application/json", """
                {"result":{"results":[{"name":"Harbour","icons":[{"url":"http://l/0.png","type":0},{"url":"https://l/1.png","type":1},
                {"url":"https://l/2.png","type":0}],"epg":[{"start":1,"stop":2,"name":"News"}],"items":[
                {"infohash":"%s","name":"Harbour HD","categories":["erotic_18_plus","tv"],"languages":["eng","spa"],"countries":["gb"],"channel_id":42},
                {"infohash":"%s","name":""}]}]}}
                """.formatted(
                        id(1).toUpperCase(java.util.Locale.ROOT), id(2))));
        TestHeadend headend = house.search(house.panel.url(""), Map.of());
        assertThat(run(headend)).isEqualTo(new Applied(2, 0, 0, 0, Map.of()));
        assertThat(house.feeds())
                .containsExactly("Harbour acestream:?infohash=" + id(2), "Harbour HD acestream:?infohash=" + id(1));
        assertThat(TestHeadend.texts(
                        house.database,
                        "SELECT c.logo || ' ' || c.guide_id || ' ' || f.group_name || ' ' || f.attributes FROM channel c"
                                + " JOIN feed f ON f.channel_id = c.id WHERE f.name = 'Harbour HD'"))
                .singleElement()
                .asString()
                .startsWith("https://l/2.png acestream-42 Erotic 18 plus ")
                .contains("\"tvg-language\":\"eng;spa\"", "\"tvg-country\":\"gb\"");
    }

    @Test
    void the_public_catalogue_is_read_in_both_of_its_forms() {
        String group = "{\"name\":\"G\",\"channel_id\":7,\"items\":[" + item(1, "") + "]}";
        house.panel.on(
                "/search",
                reply -> Moods.document(
                                "application/json",
                                number(reply.request(), "page") == 0
                                        ? "{\"total\":1,\"results\":[" + group + "]}"
                                        : "{\"results\":[]}")
                        .answer(reply));
        TestHeadend headend = house.search(house.panel.url("/search?api_version=4&api_key=test_api_key"), Map.of());
        assertThat(run(headend)).isEqualTo(new Applied(1, 0, 0, 0, Map.of()));
        assertThat(house.panel.requests("/search").getFirst().target())
                .startsWith("/search?api_version=4&api_key=test_api_key&query=&page=0");

        house.panel.on(
                "/all",
                Moods.document(
                        "application/json", "[" + item(5, "") + "," + item(6, ",\"categories\":[\"sport\"]") + "]"));
        TestHeadend all = house.search(
                house.panel.url("/all?api_version=1&api_key=test_api_key"),
                Map.of("query", "channel", "category", "sport"));
        assertThat(run(all)).isEqualTo(new Applied(1, 0, 0, 0, Map.of("not as the options say", 1)));
        assertThat(house.panel.requests("/all").getFirst().target())
                .isEqualTo("/all?api_version=1&api_key=test_api_key");
    }

    @Test
    void only_what_the_filters_want_is_taken() {
        long recent = TestHeadend.NOW.getEpochSecond() - 1800;
        long old = TestHeadend.NOW.getEpochSecond() - 7200;
        house.panel.on(
                "/search",
                engine(
                        List.of(
                                item(
                                        1,
                                        ",\"languages\":[\"SPA\"],\"countries\":[\"es\"],\"availability_updated_at\":"
                                                + recent),
                                item(
                                        2,
                                        ",\"languages\":[\"eng\"],\"countries\":[\"es\"],\"availability_updated_at\":"
                                                + recent),
                                item(
                                        3,
                                        ",\"languages\":[\"spa\"],\"countries\":[\"mx\"],\"availability_updated_at\":"
                                                + recent),
                                item(
                                        4,
                                        ",\"languages\":[\"spa\"],\"countries\":[\"es\"],\"availability_updated_at\":"
                                                + old),
                                "{\"infohash\":\"" + id(5)
                                        + "\",\"name\":\"Yellow\",\"status\":1,\"availability\":1,\"languages\":[\"spa\"],\"countries\":[\"es\"]}",
                                "{\"infohash\":\"" + id(6)
                                        + "\",\"name\":\"Rare\",\"status\":2,\"availability\":0.1,\"languages\":[\"spa\"],\"countries\":[\"es\"]}")));
        TestHeadend headend = house.search(
                house.panel.url(""),
                Map.of(
                        "languages",
                        "spa, cat",
                        "countries",
                        "es",
                        "minAvailability",
                        "0.8",
                        "seenWithinHours",
                        "1",
                        "greenOnly",
                        "true"));
        assertThat(run(headend)).isEqualTo(new Applied(1, 0, 0, 0, Map.of("not as the options say", 5)));
        assertThat(house.feeds()).containsExactly("Channel 1 acestream:?infohash=" + id(1));
    }

    @Test
    void a_result_in_another_order_changes_nothing() {
        house.panel.on("/search", engine(List.of(item(1, ""), item(2, ""), item(3, ""))));
        TestHeadend headend = house.search(house.panel.url(""), Map.of());
        run(headend);
        long version = headend.catalogs.current().version();
        house.panel.on("/search", engine(List.of(item(3, ""), item(1, ",\"bitrate\":9"), item(2, ""))));
        assertThat(run(headend)).isEqualTo(new Applied(0, 0, 0, 3, Map.of()));
        assertThat(headend.catalogs.current().version()).isEqualTo(version);
    }

    @Test
    void a_server_without_pages_that_answers_the_same_for_ever_is_asked_twice() {
        house.panel.on("/search", Moods.document("application/json", "{\"results\":[" + item(1, "") + "]}"));
        assertThat(run(house.search(house.panel.url(""), Map.of()))).isEqualTo(new Applied(1, 0, 0, 0, Map.of()));
        assertThat(house.panel.requests("/search")).hasSize(2);
    }

    @Test
    void what_is_no_infohash_or_is_disabled_is_counted() {
        house.panel.on(
                "/search",
                engine(List.of(
                        item(1, ""),
                        "{\"infohash\":\"12\",\"name\":\"Short\"}",
                        "{\"infohash\":null,\"name\":{\"a\":[1]}}",
                        item(2, ",\"disabled\":true"),
                        "7")));
        assertThat(run(house.search(house.panel.url(""), Map.of())))
                .isEqualTo(new Applied(1, 0, 0, 0, Map.of("without a usable infohash", 4)));
    }

    @Test
    void an_answer_that_is_none_changes_nothing() {
        house.panel.on("/search", engine(List.of(item(1, ""))));
        TestHeadend headend = house.search(house.panel.url(""), Map.of());
        run(headend);
        for (String answer : List.of(
                "<html>",
                "",
                "7",
                "{\"result\":null,\"error\":\"too many requests\"}",
                "{\"results\":[" + item(1, ""))) {
            house.panel.on("/search", Moods.document("application/json", answer));
            assertThat(run(headend)).as(answer).isInstanceOf(Suspicious.class);
        }
        house.panel.on("/search", Moods.status(500));
        assertThat(run(headend)).isInstanceOf(Failed.class);
        assertThat(house.feeds()).hasSize(1);
    }

    @Test
    void a_search_without_an_address_asks_the_one_of_the_settings() {
        house.panel.on("/search", engine(List.of(item(1, ""))));
        TestHeadend headend = house.headend(
                PageHouse.provider(masthead.catalog.ProviderKind.ACESTREAM_SEARCH, "", Map.of()),
                Map.of("headend.search-address", house.panel.url("")),
                house.clock);
        assertThat(run(headend)).isInstanceOf(Applied.class);
    }
}
