package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
import masthead.catalog.ProviderId;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.headend.HeadendSettings;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.headend.XtreamClient;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.metrics.Metrics;
import masthead.studio.FakePanel;
import masthead.studio.TestSettings;
import masthead.studio.xtream.FakeXtream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts at panels, as operators add, change and ask about them. */
class PanelRoutesTest {
    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private final Loops loops = Loops.start(1);
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final FakePanel panel = new FakePanel();
    private final FakeXtream xtream = FakeXtream.small().in(panel, "");
    private Database database;
    private Access access;
    private Catalogs catalogs;
    private Contract contract;
    private HttpServer server;

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
        catalogs = new Catalogs(database, clock);
        HttpSettings http = TestSettings.of(HttpSettings.class, Map.of("http.host", "127.0.0.1", "http.port", "0"));
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        StreamFetch fetch = new StreamFetch(http, loops);
        Spool spool = new Spool(fetch, folder, headend, clock, catalogs);
        Routes routes = new Routes();
        List<Subject> subjects = List.of(
                new ProviderRoutes(catalogs, new ProviderImport(database, catalogs, spool, headend, clock)),
                new AccountRoutes(catalogs, new XtreamClient(fetch, catalogs, headend, clock)));
        Rest.addTo(routes, access, subjects);
        contract = Contract.of(access, subjects);
        server = HttpServer.start(http, routes, loops, metrics);
    }

    @AfterEach
    void close() {
        server.close();
        access.close();
        database.close();
        loops.close();
        panel.close();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("root:word".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Basic " + login)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        contract.check(method, path, answer);
        return answer;
    }

    private String added(String url, String more) throws Exception {
        HttpResponse<String> added = ask("POST", "/api/providers", """
                {"name":"Panel","kind":"xtream","url":"%s"%s}""".formatted(url, more));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return added.body();
    }

    private static final String ACCOUNT = ",\"username\":\"nora\",\"password\":\"k7Qz9x\"";

    @Test
    void a_panel_is_added_with_its_account_and_read() throws Exception {
        assertThat(added(panel.url("/"), ACCOUNT))
                .contains("\"kind\":\"xtream\"", "\"url\":\"" + panel.url("") + "\"")
                .doesNotContain("k7Qz9x");
        assertThat(ask("POST", "/api/providers/1/import", "").body()).contains("\"outcome\":\"applied\",\"new\":6");
        assertThat(ask("GET", "/api/providers/1/accounts", "").body())
                .isEqualTo("{\"total\":1,\"items\":[{\"account\":0,\"username\":\"nora\"}]}");
    }

    @Test
    void an_address_with_the_account_in_it_is_taken_apart() throws Exception {
        assertThat(added(panel.url("/get.php?username=nora&password=k7Qz9x&type=m3u_plus"), ""))
                .contains("\"url\":\"" + panel.url("") + "\"");
        assertThat(ask("POST", "/api/providers/1/import", "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_panel_without_an_account_or_an_address_is_refused() throws Exception {
        assertThat(ask("POST", "/api/providers", "{\"name\":\"P\",\"kind\":\"xtream\",\"url\":\"http://p\"}")
                        .body())
                .contains("The field 'username' is missing.");
        assertThat(ask("POST", "/api/providers", "{\"name\":\"P\",\"kind\":\"xtream\"" + ACCOUNT + "}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask(
                                "POST",
                                "/api/providers",
                                "{\"name\":\"P\",\"kind\":\"xtream\",\"url\":\"ftp://p\"" + ACCOUNT + "}")
                        .body())
                .contains("a panel's address is http:// or https:// with a host");
        assertThat(ask("POST", "/api/providers", "{\"name\":\"P\",\"kind\":\"m3u\"" + ACCOUNT + "}")
                        .body())
                .contains("Only a provider of kind xtream");
        assertThat(ask(
                                "POST",
                                "/api/providers",
                                "{\"name\":\"P\",\"kind\":\"xtream\",\"url\":\"http://p\"" + ACCOUNT
                                        + ",\"options\":{\"output\":\"rtmp\"}}")
                        .body())
                .contains("option 'output' is ts or m3u8");
        assertThat(catalogs.current().providers()).isEmpty();
    }

    @Test
    void a_preview_shows_what_would_come_and_keeps_nothing() throws Exception {
        HttpResponse<String> preview = ask("POST", "/api/providers/preview", """
                {"name":"Panel","kind":"xtream","url":"%s"%s}""".formatted(panel.url(""), ACCOUNT));
        assertThat(preview.body())
                .contains("\"total\":6", "\"name\":\"Alpha\"", "\"kind\":\"movie\"", "\"kind\":\"series\"")
                .doesNotContain("k7Qz9x");
        assertThat(catalogs.current().providers()).isEmpty();
        assertThat(ask("POST", "/api/providers/preview", """
                {"name":"Panel","kind":"xtream","url":"%s","username":"nora","password":"wrong"}""".formatted(panel.url("")))
                        .body())
                .contains("The panel refuses this name and password.");
    }

    @Test
    void the_state_of_the_account_is_shown_without_the_password() throws Exception {
        added(panel.url(""), ACCOUNT);
        assertThat(ask("GET", "/api/providers/1/account", "").body()).isEqualTo("""
                {"username":"nora","locked":false,"status":null,"expiresAt":null,"maxConnections":null,"activeConnections":0,\
                "zone":null,"zoneVerified":false,"message":"","checkedAt":null}""");
        xtream.user(
                "\"auth\":1,\"status\":\"Active\",\"exp_date\":\"1798761600\",\"max_connections\":\"2\",\"active_cons\":\"1\","
                        + "\"message\":\"Hello\"");
        assertThat(ask("POST", "/api/providers/1/account/check", "").body()).isEqualTo("""
                {"username":"nora","locked":false,"status":"active","expiresAt":"2027-01-01T00:00:00Z","maxConnections":2,\
                "activeConnections":1,"zone":"UTC","zoneVerified":true,"message":"Hello","checkedAt":"2026-03-01T12:00:00Z"}""");
        panel.on("/player_api.php", masthead.studio.Moods.status(500));
        assertThat(ask("POST", "/api/providers/1/account/check", "").statusCode())
                .isEqualTo(502);
        assertThat(ask("GET", "/api/providers/1/account", "").body()).contains("\"status\":\"active\"");
        catalogs.add(new masthead.catalog.NewProvider("List", masthead.catalog.ProviderKind.M3U, "", 0, ""));
        assertThat(ask("GET", "/api/providers/2/account", "").statusCode()).isEqualTo(404);
    }

    @Test
    void name_password_and_address_can_be_changed() throws Exception {
        added("http://old.example.net", ",\"username\":\"old\",\"password\":\"older\"");
        assertThat(ask("PATCH", "/api/providers/1", "{\"password\":\"newer\"}").statusCode())
                .isEqualTo(200);
        assertThat(account()).isEqualTo("old newer");
        assertThat(ask(
                                "PATCH",
                                "/api/providers/1",
                                "{\"url\":\"" + panel.url("/player_api.php?username=nora&password=k7Qz9x") + "\"}")
                        .body())
                .contains("\"url\":\"" + panel.url("") + "\"");
        assertThat(account()).isEqualTo("nora k7Qz9x");
        assertThat(ask("PATCH", "/api/providers/1", "{\"name\":\"Other\"}").statusCode())
                .isEqualTo(200);
        assertThat(account()).isEqualTo("nora k7Qz9x");
        assertThat(ask("POST", "/api/providers/1/import", "").statusCode()).isEqualTo(200);
    }

    private String account() {
        var account = catalogs.current().accounts(new ProviderId(1)).getFirst();
        return account.username() + " " + account.password().value();
    }
}
