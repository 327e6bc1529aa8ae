package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.catalog.Catalogs;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderKind;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.guide.GuideLinks;
import masthead.guide.GuideSettings;
import masthead.guide.Guides;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/guide}, by a real server and a real client. It is noon on the first of January 2026. */
class GuideRoutesTest {
    private static final String LIST = """
            #EXTM3U x-tvg-url="http://127.0.0.1:1/guide.xml?password=secret"
            #EXTINF:-1 tvg-id="one.tv" group-title="News",One
            http://cdn.example.net/one.ts
            #EXTINF:-1 tvg-id="two.tv" group-title="News",Two
            http://cdn.example.net/two.ts
            """;
    private static final String GUIDE = """
            <tv>
            <channel id="one.tv"><display-name>One</display-name></channel>
            <programme start="20260101113000 +0000" stop="20260101123000 +0000" channel="one.tv"><title>Now</title></programme>
            <programme start="20260101123000 +0000" stop="20260101130000 +0000" channel="one.tv"><title>Next</title></programme>
            <programme start="20260101123000 +0000" stop="20260101130000 +0000" channel="one.tv"><title>Next</title></programme>
            </tv>
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
    private Contract contract;
    private HttpServer server;
    private int channel;

    @BeforeEach
    void open() {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        access = new Access(
                database,
                TestSettings.of(
                        AccessSettings.class, Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1")),
                metrics,
                clock);
        access.operators().add("root", new Secret("word"));
        HttpSettings http = TestSettings.of(HttpSettings.class, Map.of("http.host", "127.0.0.1", "http.port", "0"));
        Catalogs catalogs = new Catalogs(database, clock);
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        StreamFetch fetch = new StreamFetch(http, loops);
        ProviderImport imports =
                new ProviderImport(database, catalogs, new Spool(fetch, folder, headend, clock), headend, clock);
        imports.take(
                catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 0, ""))
                        .id(),
                new ByteArrayInputStream(LIST.getBytes(StandardCharsets.UTF_8)));
        channel = catalogs.current().channels().getFirst().id().value();
        guides = new Guides(database, catalogs, fetch, TestSettings.of(GuideSettings.class, Map.of()), clock);
        Routes routes = new Routes();
        List<Subject> subjects = List.of(
                new GuideSourceRoutes(guides, catalogs, clock),
                new GuideRoutes(guides, catalogs, GuideLinks.byId(guides.guide()), clock));
        Rest.addTo(routes, access, subjects);
        contract = Contract.of(access, subjects);
        server = HttpServer.start(http, routes, loops, metrics);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        guides.close();
        loops.close();
        access.close();
        database.close();
    }

    @Test
    void a_guide_is_added_shown_changed_and_removed() {
        HttpResponse<String> added = call("POST", "/api/guide/sources", """
                {"name":"Rome","url":"http://127.0.0.1:1/?password=secret","priority":5,"refreshSeconds":3600,
                 "correctionSeconds":-1800,"zone":"Europe/Rome","headers":{"X-Token":"t"}}""");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/guide/sources/1");
        assertThat(added.body())
                .contains(
                        "\"priority\":5",
                        "\"refreshSeconds\":3600",
                        "\"correctionSeconds\":-1800",
                        "\"zone\":\"Europe/Rome\"",
                        "\"outcome\":\"\"",
                        "\"progress\":null");
        HttpResponse<String> changed = call("PATCH", "/api/guide/sources/1", """
                {"enabled":false,"refreshSeconds":null}""");
        assertThat(changed.body())
                .contains("\"enabled\":false", "\"refreshSeconds\":null", "\"zone\":\"Europe/Rome\"", "X-Token");
        assertThat(call("GET", "/api/guide/sources", "").body()).contains("\"total\":1");
        assertThat(call("DELETE", "/api/guide/sources/1", "").statusCode()).isEqualTo(204);
        assertThat(call("GET", "/api/guide/sources/1", "").statusCode()).isEqualTo(404);
    }

    @Test
    void fields_that_are_wrong_are_named() {
        for (Map.Entry<String, String> each : Map.of(
                        "{}", "name",
                        "{\"name\":\"x\",\"zone\":\"Middle Earth\"}", "zone",
                        "{\"name\":\"x\",\"priority\":2000}", "priority",
                        "{\"name\":\"x\",\"correctionSeconds\":100000}", "correctionSeconds",
                        "{\"name\":\"x\",\"refreshSeconds\":1}", "read again",
                        "{\"name\":\"x\",\"provider\":99}", "provider")
                .entrySet()) {
            HttpResponse<String> answer = call("POST", "/api/guide/sources", each.getKey());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
            assertThat(answer.body()).contains(each.getValue());
        }
        assertThat(call("GET", "/api/guide/sources", "").body()).contains("\"total\":0");
    }

    @Test
    void a_guide_that_is_uploaded_is_shown_by_channel_and_in_the_status() {
        call("POST", "/api/guide/sources", "{\"name\":\"Upload\"}");
        HttpResponse<String> taken = call("PUT", "/api/guide/sources/1/guide", GUIDE);
        assertThat(taken.body())
                .isEqualTo(
                        "{\"outcome\":\"applied\",\"channels\":1,\"programmes\":2,\"dropped\":{\"duplicates dropped\":1}}");
        assertThat(call("GET", "/api/guide/channels/" + channel + "?hours=1", "")
                        .body())
                .contains("\"total\":2", "\"title\":\"Now\"", "\"places\":[{\"source\":1,\"guideId\":\"one.tv\"}]");
        assertThat(call("GET", "/api/guide/channels/99", "").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/api/guide/status", "").body())
                .contains(
                        "\"channels\":2,\"withGuide\":1,\"onNow\":1,\"programmes\":2",
                        "\"ageSeconds\":0",
                        "\"outcome\":\"Applied: 2 programmes of 1 channels; 1 duplicates dropped.\"");
        assertThat(call("POST", "/api/guide/deduplicate", "").body())
                .contains("\"duplicates\":0,\"droppedWhenRead\":1");
    }

    @Test
    void a_guide_that_is_none_is_refused_with_the_reason() {
        call("POST", "/api/guide/sources", "{\"name\":\"Upload\"}");
        HttpResponse<String> refused = call("PUT", "/api/guide/sources/1/guide", "<html>Login</html>");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("urn:masthead:problem:guide-suspicious", "no XMLTV guide");
    }

    @Test
    void a_refresh_begins_at_once_and_can_be_waited_for() throws IOException {
        Path file = folder.resolve("guide.xml");
        Files.writeString(file, GUIDE);
        call("POST", "/api/guide/sources", "{\"name\":\"File\",\"url\":\"" + file + "\"}");
        assertThat(call("POST", "/api/guide/sources/1/refresh", "").statusCode())
                .isEqualTo(202);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(call("GET", "/api/guide/sources/1", "").body())
                                .contains("\"outcome\":\"Applied: ", "\"importedAt\":\"2026-01-01T12:00:00Z\""));
        assertThat(call("POST", "/api/guide/sources/1/refresh?wait=1", "").body())
                .isEqualTo("{\"outcome\":\"unchanged\"}");
        assertThat(call("POST", "/api/guide/sources/1/refresh?wait=1&force=1", "")
                        .body())
                .contains("\"outcome\":\"applied\"");
        Files.delete(file);
        HttpResponse<String> failed = call("POST", "/api/guide/sources/1/refresh?wait=1", "");
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).contains("There is no such file.");
    }

    @Test
    void a_guide_a_list_names_is_offered_and_taken_with_one_call() {
        assertThat(call("GET", "/api/guide/offers", "").body())
                .contains("\"total\":1", "http://127.0.0.1:1/guide.xml?password=secret", "\"providerName\":\"Panel\"");
        assertThat(call("GET", "/api/guide/sources", "").body()).contains("\"total\":0");
        HttpResponse<String> taken = call("POST", "/api/guide/offers", "{}");
        assertThat(taken.body()).contains("\"name\":\"Guide of Panel\"", "\"provider\":1");
        assertThat(call("GET", "/api/guide/offers", "").body()).contains("\"total\":0");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(call("GET", "/api/guide/sources/1", "").body())
                                .contains("\"outcome\":\"Not applied, failed: It cannot be fetched"));
    }

    private HttpResponse<String> call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("root:word".getBytes(StandardCharsets.UTF_8)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            contract.check(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
