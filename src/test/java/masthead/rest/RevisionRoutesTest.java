package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.headend.HeadendSettings;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.metrics.Metrics;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews, revisions and the quarantine by a real server. */
class RevisionRoutesTest {
    private static final String LIST = list("One", "Two");

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private final Loops loops = Loops.start(1);
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final FakePanel panel = new FakePanel();
    private Database database;
    private Access access;
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
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        Spool spool = new Spool(new StreamFetch(http, loops), folder, headend, clock);
        ProviderImport imports = new ProviderImport(database, catalogs, spool, headend, clock).measured(metrics);
        Routes routes = new Routes();
        List<Subject> subjects = List.of(new ProviderRoutes(catalogs, imports), new RevisionRoutes(catalogs, imports));
        Rest.addTo(routes, access, subjects);
        contract = Contract.of(access, subjects);
        server = HttpServer.start(http, routes, loops, metrics);
        panel.on("/list", Moods.document("text/plain", LIST));
        ask("POST", "/api/providers", "{\"name\":\"List\",\"kind\":\"m3u\",\"url\":\"" + panel.url("/list") + "\"}");
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        panel.close();
        access.close();
        database.close();
        loops.close();
    }

    private static String list(String... names) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (String each : names) {
            list.append("#EXTINF:-1 group-title=\"News\",").append(each).append("\nhttp://cdn.example.net/");
            list.append(each).append(".ts\n");
        }
        return list.toString();
    }

    @Test
    void a_preview_tells_what_would_change_and_changes_nothing() throws Exception {
        assertThat(ask("POST", "/api/providers/1/import?preview=true", "")).isEqualTo("""
                200 {"outcome":"applicable",\
                "counts":{"new":2,"changed":0,"moved":0,"gone":0,"returned":0,"unchanged":0},\
                "categories":[{"name":"News",\
                "counts":{"new":2,"changed":0,"moved":0,"gone":0,"returned":0,"unchanged":0}}],"categoriesLeftOut":0,\
                "samples":{"new":[{"name":"One","group":"News","oldName":"","oldGroup":""},\
                {"name":"Two","group":"News","oldName":"","oldGroup":""}],\
                "changed":[],"moved":[],"gone":[],"returned":[]},"skipped":{}}""");
        assertThat(ask("GET", "/api/providers/1/revisions", "")).isEqualTo("200 {\"total\":0,\"items\":[]}");
        ask("POST", "/api/providers/1/import", "");
        assertThat(ask("PUT", "/api/providers/1/list?preview=true", list("One", "Three")))
                .contains("\"new\":1", "\"gone\":1", "\"unchanged\":1");
        assertThat(ask("PUT", "/api/providers/1/list?preview=true", "<html></html>"))
                .startsWith("200 {\"outcome\":\"suspicious\",\"reason\":\"This is no list of channels: ");
        assertThat(ask("POST", "/api/providers/1/import?preview=perhaps", "")).startsWith("400 ");
        assertThat(ask("POST", "/api/providers/1/import", "")).contains("\"unchanged\":2");
    }

    @Test
    void an_applied_list_is_shown_and_undone() throws Exception {
        ask("POST", "/api/providers/1/import", "");
        ask("PUT", "/api/providers/1/list", list("One", "Three"));
        assertThat(ask("GET", "/api/providers/1/revisions", ""))
                .contains(
                        "\"total\":2", "\"id\":2,\"provider\":1,\"at\":\"2026-01-01T12:00:00Z\",\"state\":\"applied\"");
        assertThat(ask("GET", "/api/revisions/2", ""))
                .contains("\"undoable\":true", "\"gone\":[{\"name\":\"Two\",\"group\":\"News\"");
        assertThat(ask("POST", "/api/revisions/1/undo", ""))
                .startsWith("409 ")
                .contains("not-possible", "Revision 2 was applied later");
        assertThat(ask("POST", "/api/revisions/2/undo", "")).startsWith("200 ").contains("\"state\":\"undone\"");
        assertThat(ask("POST", "/api/providers/1/import", "")).contains("\"unchanged\":2");
        assertThat(ask("GET", "/api/revisions/77", "")).startsWith("404 ");
        assertThat(ask("GET", "/api/providers/7/revisions", "")).startsWith("404 ");
    }

    @Test
    void a_suspicious_list_waits_and_is_accepted_or_rejected() throws Exception {
        String[] twenty = new String[20];
        for (int each = 0; each < twenty.length; each++) {
            twenty[each] = "Channel " + each;
        }
        ask("PUT", "/api/providers/1/list", list(twenty));
        assertThat(ask("PUT", "/api/providers/1/list", LIST))
                .startsWith("422 ")
                .contains("\"outcome\":\"suspicious\"", "lost 20 of 20", "\"revision\":\"2\"");
        assertThat(ask("GET", "/api/quarantine", ""))
                .contains("\"total\":1", "\"id\":2", "\"acceptable\":true", "\"new\":2,", "\"gone\":20");
        assertThat(ask("POST", "/api/revisions/2/accept", ""))
                .startsWith("200 ")
                .contains("\"state\":\"applied\"", "\"undoable\":true", "\"decidedAt\":\"2026-01-01T12:00:00Z\"");
        assertThat(ask("PUT", "/api/providers/1/list", "<html></html>")).contains("\"revision\":\"3\"");
        assertThat(ask("POST", "/api/revisions/3/accept", ""))
                .startsWith("409 ")
                .contains("no list of channels");
        assertThat(ask("POST", "/api/revisions/3/reject", ""))
                .startsWith("200 ")
                .contains("\"state\":\"rejected\"");
        assertThat(ask("GET", "/api/quarantine", "")).contains("\"total\":0");
        assertThat(new String(metrics.page(), StandardCharsets.UTF_8))
                .contains(
                        "masthead_imports_total{outcome=\"quarantined\"} 2.0",
                        "masthead_imports_total{outcome=\"accepted\"} 1.0",
                        "masthead_lists_quarantined 0.0");
    }

    private String ask(String method, String path, String body) throws Exception {
        String login = Base64.getEncoder().encodeToString("root:secret-word".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        contract.check(method, path, answer);
        return answer.statusCode() + " " + answer.body();
    }
}
