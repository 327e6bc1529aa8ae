package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.catalog.Catalogs;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.guide.GuideSettings;
import masthead.guide.Guides;
import masthead.guide.Matching;
import masthead.headend.HeadendSettings;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/guide/matches} by a real server, from a list and a guide to the operator's last word. */
class MatchRoutesTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 group-title="ITALIA",IT: RAI 1 FHD
            http://cdn.example.net/1.ts
            #EXTINF:-1 group-title="GENERAL",Nova HD
            http://cdn.example.net/2.ts
            #EXTINF:-1 group-title="GENERAL",Nowhere Channel
            http://cdn.example.net/3.ts
            """;

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private final Loops loops = Loops.start(1);
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;
    private Access access;
    private Guides guides;
    private Matching matching;
    private Contract contract;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        access = new Access(
                database,
                TestSettings.of(
                        AccessSettings.class, Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1")),
                metrics,
                clock);
        access.operators().add("root", new Secret("secret-word"));
        Catalogs catalogs = new Catalogs(database, clock);
        HttpSettings http = TestSettings.of(HttpSettings.class, Map.of("http.host", "127.0.0.1", "http.port", "0"));
        StreamFetch fetch = new StreamFetch(http, loops);
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        guides = new Guides(database, catalogs, fetch, TestSettings.of(GuideSettings.class, Map.of()), clock);
        matching = new Matching(database, catalogs, guides.guide(), guides.sources(), clock).start();
        Spool spool = new Spool(fetch, folder, headend, clock);
        Routes routes = new Routes();
        List<Subject> subjects = List.of(
                new ProviderRoutes(catalogs, new ProviderImport(database, catalogs, spool, headend, clock)),
                new GuideSourceRoutes(guides, catalogs, clock),
                new MatchRoutes(matching));
        Rest.addTo(routes, access, subjects);
        contract = Contract.of(access, subjects);
        server = HttpServer.start(http, routes, loops, metrics);
        ask("POST", "/api/providers", "{\"name\":\"List\",\"kind\":\"m3u\",\"url\":\"http://127.0.0.1:9/\"}");
        assertThat(ask("PUT", "/api/providers/1/list", LIST)).contains("\"new\":3");
        ask("POST", "/api/guide/sources", "{\"name\":\"Guide\"}");
        assertThat(ask("PUT", "/api/guide/sources/1/guide", guide("Rai1.it", "Rai2.it", "Nova.bg", "Nova.cz")))
                .contains("applied");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("GET", "/api/guide/matches?state=applied", "").contains("\"total\":1"));
    }

    private static String guide(String... ids) {
        StringBuilder guide = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>");
        for (String id : ids) {
            guide.append("<channel id=\"").append(id).append("\"/>");
        }
        for (String id : ids) {
            guide.append("<programme start=\"20260101120000 +0000\" stop=\"20260101130000 +0000\" channel=\"")
                    .append(id)
                    .append("\"><title>On</title></programme>");
        }
        return guide.append("</tv>").toString();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        matching.close();
        guides.close();
        access.close();
        database.close();
        loops.close();
    }

    @Test
    void matches_are_listed_by_state_with_their_reasons() throws Exception {
        assertThat(ask("GET", "/api/guide/matches?state=applied", "")).isEqualTo("""
                {"total":1,"items":[{"channel":1,"name":"IT: RAI 1 FHD","group":"ITALIA","listId":"","state":"applied",\
                "none":false,"shiftSeconds":0,"places":[{"source":1,"guideId":"Rai1.it","byHand":false,"score":0.978,\
                "explanation":"no id in the list; name equal after removing 'FHD'; country IT = IT"}],\
                "suggestions":[]}]}""");
        assertThat(ask("GET", "/api/guide/matches?state=suggested", ""))
                .contains(
                        "\"total\":1",
                        "\"channel\":2",
                        "country unknown; 'Nova.",
                        "\"alternatives\":[{\"guideId\":\"Nova.");
        assertThat(ask("GET", "/api/guide/matches?state=none", "")).contains("\"total\":1", "\"channel\":3");
        assertThat(ask("GET", "/api/guide/matches?query=nowhere", "")).contains("\"total\":1", "\"channel\":3");
        assertThat(ask("GET", "/api/guide/matches?offset=2&limit=5", ""))
                .contains("\"total\":3")
                .doesNotContain("\"channel\":1,");
    }

    @Test
    void suggestions_are_accepted_and_rejected_one_by_one_and_together() throws Exception {
        assertThat(ask("POST", "/api/guide/matches/reject", "{\"channels\":[2]}"))
                .isEqualTo("{\"channels\":1}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !ask("GET", "/api/guide/matches/2", "").contains("as near"));
        assertThat(ask("POST", "/api/guide/matches/accept", "{\"minScore\":0.99}"))
                .isEqualTo("{\"channels\":0}");
        assertThat(ask("POST", "/api/guide/matches/accept", "{\"minScore\":0.5}"))
                .isEqualTo("{\"channels\":1}");
        assertThat(ask("GET", "/api/guide/matches/2", "")).contains("\"state\":\"by-hand\"", "set by hand");
        assertThat(ask("POST", "/api/guide/matches/2/accept", "")).contains("nothing-suggested");
        assertThat(ask("POST", "/api/guide/matches/1/reject", "")).contains("\"places\":[]");
    }

    @Test
    void an_operator_sets_a_place_a_shift_or_nothing_at_all_and_takes_it_back() throws Exception {
        assertThat(ask("PUT", "/api/guide/matches/3", "{\"source\":1,\"guideId\":\"Rai2.it\",\"shiftSeconds\":-1800}"))
                .contains("\"state\":\"by-hand\"", "\"guideId\":\"Rai2.it\",\"byHand\":true", "\"shiftSeconds\":-1800");
        assertThat(ask("PUT", "/api/guide/matches/3", "{\"none\":true}")).contains("\"none\":true", "\"places\":[]");
        assertThat(ask("DELETE", "/api/guide/matches/3", ""))
                .contains("\"state\":\"none\"", "\"none\":false", "\"shiftSeconds\":0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            PUT  ~ /api/guide/matches/3       ~ {"source":1}                         ~ belong together
            PUT  ~ /api/guide/matches/3       ~ {}                                   ~ Send 'source' and 'guideId'
            PUT  ~ /api/guide/matches/3       ~ {"none":true,"source":1,"guideId":"x"} ~ Send 'source' and 'guideId'
            PUT  ~ /api/guide/matches/3       ~ {"source":1,"guideId":" "}           ~ 1 to 300 characters
            PUT  ~ /api/guide/matches/3       ~ {"source":9,"guideId":"x"}           ~ There is no guide 9
            PUT  ~ /api/guide/matches/99      ~ {"none":true}                        ~ There is no channel 99
            PUT  ~ /api/guide/matches/3       ~ {"shiftSeconds":999999}              ~ from -172800 to 172800
            POST ~ /api/guide/matches/accept  ~ {}                                   ~ either 'channels'
            POST ~ /api/guide/matches/accept  ~ {"minScore":1.5}                     ~ a number from 0 to 1
            GET  ~ /api/guide/matches?state=x ~ ``                                   ~ one of applied, by-hand, none, suggested
            GET  ~ /api/guide/matches?limit=0 ~ ``                                   ~ 1 to 1000
            """)
    void what_cannot_be_is_refused_with_a_reason(String method, String path, String body, String reason)
            throws Exception {
        assertThat(ask(method, path, body)).contains("urn:masthead:problem:", reason);
    }

    private String ask(String method, String path, String body) throws Exception {
        String login = Base64.getEncoder().encodeToString("root:secret-word".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Basic " + login)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        contract.check(method, path, response);
        return response.body();
    }
}
