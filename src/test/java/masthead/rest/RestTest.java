package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Recognition;
import masthead.access.RefusedPlay;
import masthead.access.Role;
import masthead.archive.ArchiveCheck;
import masthead.archive.ArchiveSessions;
import masthead.archive.ArchiveSettings;
import masthead.archive.Lessons;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.catalog.Lineups;
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
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.relay.Guest;
import masthead.relay.OnAir;
import masthead.relay.ZapTimes;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import masthead.studio.TestSettings;
import masthead.tuner.FileOpener;
import masthead.tuner.ProviderSlots;
import masthead.tuner.SlotAsk;
import masthead.tuner.TunerSettings;
import masthead.tuner.Use;
import masthead.tuner.acestream.AceSettings;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.Availability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' door, by a real server and a real client, answer by answer. */
class RestTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="one.tv" tvg-logo="http://logos.example.net/one.png" group-title="News",One
            http://cdn.example.net/one.ts
            #EXTINF:-1 group-title="Sport",Two
            http://cdn.example.net/two.ts
            """;

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private final AtomicBoolean databaseAnswers = new AtomicBoolean(true);
    private final Loops loops = Loops.start(1);
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;
    private Access access;
    private Contract contract;
    private HttpServer server;
    private ProviderSlots slots;
    private AceStream engines;
    private ArchiveSessions archives;

    @BeforeEach
    void open() {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        access = new Access(
                database,
                TestSettings.of(
                        AccessSettings.class, Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1")),
                metrics,
                clock);
        access.operators().add("root", new Secret("s3cret:word"));
        Catalogs catalogs = new Catalogs(database, clock);
        slots = ProviderSlots.of(catalogs, TestSettings.of(TunerSettings.class, Map.of()), (time, task) -> task.run());
        HttpSettings http = TestSettings.of(
                HttpSettings.class,
                Map.of(
                        "http.host",
                        "127.0.0.1",
                        "http.port",
                        "0",
                        "http.body-limit",
                        "4KiB",
                        "http.upload-limit",
                        "8KiB"));
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        Spool spool = new Spool(new StreamFetch(http, loops), folder, headend, clock);
        engines = new AceStream(
                TestSettings.of(AceSettings.class, Map.of("acestream.engines", "127.0.0.1:1")),
                new Upstreams(http, loops),
                loops::next,
                folder,
                clock);
        engines.begin((engine, url, again, loop, listener) -> () -> {}, metrics);
        Lessons lessons = new Lessons(database, clock);
        FileOpener files = new FileOpener(
                new StreamFetch(http, loops), catalogs, slots, TestSettings.of(TunerSettings.class, Map.of()));
        archives = new ArchiveSessions(
                new ArchiveSessions.Means(catalogs, files, lessons, provider -> ZoneOffset.UTC),
                TestSettings.of(ArchiveSettings.class, Map.of()),
                metrics,
                clock);
        Routes routes = new Routes();
        List<Subject> subjects = List.of(
                new ProviderRoutes(catalogs, new ProviderImport(database, catalogs, spool, headend, clock)),
                new ChannelRoutes(catalogs),
                new ArchiveRoutes(catalogs, new ArchiveCheck(archives, lessons, clock)),
                new FeedRoutes(catalogs, new Availability(engines, loops::next, clock)),
                new SubscriberRoutes(access, new Lineups(catalogs)),
                new RefusalRoutes(access.refusals()),
                new SlotRoutes(slots, catalogs),
                new AccountRoutes(catalogs, new XtreamClient(new StreamFetch(http, loops), catalogs, headend, clock)),
                new BackupRoutes(folder, file -> {}, clock),
                new OpenRoutes(metrics, "1.2.3", databaseAnswers::get));
        Rest.addTo(routes, access, subjects);
        contract = Contract.of(access, subjects);
        server = HttpServer.start(http, routes, loops, metrics);
    }

    @AfterEach
    void close() {
        archives.close();
        client.close();
        server.close();
        access.close();
        engines.close();
        database.close();
        loops.close();
    }

    @Test
    void a_subscriber_is_added_with_sensible_defaults_and_can_log_in_at_once() throws Exception {
        HttpResponse<String> added = ask("POST", "/api/subscribers", """
                {"username":"nora","password":"k7Qz9x"}""");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/subscribers/1");
        assertThat(added.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(added.body()).isEqualTo("""
                {"id":1,"username":"nora","status":"active","enabled":true,"expiresAt":null,"trial":false,\
                "maxConnections":1,"connections":0,"formats":["m3u8","ts"],"allowedAddresses":[],\
                "allowedAgents":[],"lineup":null,"createdAt":"2026-01-01T12:00:00Z"}""");
        assertThat(access.turnstile().recognise(Credentials.of("nora", "k7Qz9x"), "192.0.2.1"))
                .isInstanceOf(Recognition.Known.class);
    }

    @Test
    void a_page_is_previewed_added_with_its_rules_and_changed() throws Exception {
        String id = "0123456789abcdef0123456789abcdef01234567";
        try (FakePanel panel = new FakePanel()) {
            panel.on("/tv", Moods.document("text/html", "<p>Harbour HD: " + id + "<p>Pier: acestream://" + id));
            String page = """
                    {"name":"Page","kind":"page","url":"URL","options":{"nameExpression":"^(.*) HD$","group":"Sea"},\
                    "refreshSeconds":3600}""".replace("URL", panel.url("/tv"));

            assertThat(ask("POST", "/api/providers/preview", page).body()).isEqualTo("""
                    {"total":1,"items":[{"name":"Harbour","group":"Sea","logo":"","kind":"acestream",\
                    "url":"acestream:?content_id=ID"}],"skipped":{"seen before on this page":1}}""".replace("ID", id));
            assertThat(ask("GET", "/api/providers").body())
                    .as("nothing is kept")
                    .isEqualTo("{\"total\":0,\"items\":[]}");

            assertThat(ask("POST", "/api/providers", page).body())
                    .contains(
                            "\"kind\":\"page\"",
                            "\"options\":{\"group\":\"Sea\",\"nameExpression\":\"^(.*) HD$\"},\"refreshSeconds\":3600");
            assertThat(ask("POST", "/api/providers/1/import").body()).contains("\"outcome\":\"applied\",\"new\":1");
            assertThat(ask("PATCH", "/api/providers/1", "{\"options\":{},\"refreshSeconds\":null}")
                            .body())
                    .contains("\"options\":{},\"refreshSeconds\":null");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            "kind":"page","url":"http://a/","options":{"colour":"blue"}      ~ no option 'colour'
            "kind":"page","url":"http://a/","options":{"entry":"div["}       ~ not a CSS selector
            "kind":"page"                                                    ~ a page needs its address
            "kind":"m3u","options":{"query":"x"}                             ~ no options
            "kind":"acestream-search","options":{"minAvailability":"2"}      ~ number from 0 to 1
            "kind":"acestream-search","options":{"entry":"div"}              ~ a search has no option 'entry'
            "kind":"page","url":"http://a/","refreshSeconds":10              ~ 300 to 2592000
            """)
    void rules_that_cannot_be_used_are_refused(String fields, String reason) throws Exception {
        for (String path : List.of("/api/providers", "/api/providers/preview")) {
            HttpResponse<String> answer = ask("POST", path, "{\"name\":\"x\"," + fields + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(reason);
        }
    }

    @Test
    void a_preview_of_what_cannot_be_read_is_a_problem_that_tells_why() throws Exception {
        HttpResponse<String> answer = ask("POST", "/api/providers/preview", """
                {"name":"Page","kind":"page","url":"http://127.0.0.1:1/tv?password=p4ss"}""");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("connection refused").doesNotContain("p4ss");
    }

    @Test
    void a_subscriber_is_locked_to_addresses_and_players_and_what_is_not_named_stays() throws Exception {
        ask("POST", "/api/subscribers", """
                {"username":"nora","password":"k7Qz9x","allowedAddresses":["192.0.2.7","10.0.0.0/8","fd00::/8"]}""");
        assertThat(ask("PATCH", "/api/subscribers/1", """
                {"allowedAgents":["TiviMate*"]}""").body())
                .contains("\"allowedAddresses\":[\"192.0.2.7\",\"10.0.0.0/8\",\"fd00:0:0:0:0:0:0:0/8\"]")
                .contains("\"allowedAgents\":[\"TiviMate*\"]");
        assertThat(ask("PATCH", "/api/subscribers/1", """
                {"allowedAddresses":[]}""").body())
                .contains("\"allowedAddresses\":[],\"allowedAgents\":[\"TiviMate*\"]");
        for (String wrong : List.of("[\"example.net\"]", "[\"10.0.0.0/33\"]", "[\"\"]", "\"10.0.0.1\"")) {
            assertThat(ask("PATCH", "/api/subscribers/1", "{\"allowedAddresses\":" + wrong + "}")
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(ask("PATCH", "/api/subscribers/1", """
                {"allowedAgents":[" "]}""").statusCode()).isEqualTo(400);
    }

    @Test
    void a_provider_has_further_accounts_whose_passwords_are_never_shown() throws Exception {
        ask("POST", "/api/providers", """
                {"name":"North","maxConnections":1}""");
        HttpResponse<String> added = ask("PUT", "/api/providers/1/accounts/1", """
                {"username":"second","password":"s3cr3t","maxConnections":2}""");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).isEqualTo("""
                {"account":1,"username":"second","maxConnections":2}""");
        assertThat(ask("PUT", "/api/providers/1/accounts/0", """
                {"username":"main","password":"m4in"}""").body()).isEqualTo("""
                {"account":0,"username":"main"}""");
        assertThat(ask("PUT", "/api/providers/1/accounts/1", """
                {"maxConnections":3}""").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/api/providers/1/accounts").body()).isEqualTo("""
                {"total":2,"items":[{"account":0,"username":"main"},\
                {"account":1,"username":"second","maxConnections":3}]}""");
        assertThat(ask("PUT", "/api/providers/1/accounts/0", """
                {"maxConnections":3}""").body())
                .contains("Account 0 has the connections of its provider");
        assertThat(ask("PUT", "/api/providers/1/accounts/2", """
                {"username":"third"}""").statusCode()).isEqualTo(400);
        assertThat(ask("PUT", "/api/providers/1/accounts/100", "{}").statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "/api/providers/9/accounts").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/providers/1/accounts/1").statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", "/api/providers/1/accounts/1").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/providers/1").statusCode()).isEqualTo(204);
    }

    @Test
    void the_connections_of_each_provider_are_shown_with_those_who_hold_and_want_them() throws Exception {
        ask("POST", "/api/providers", """
                {"name":"North","maxConnections":1}""");
        ProviderId north = new ProviderId(1);
        slots.request(new SlotAsk(north, Use.LIVE, 7, false), slot -> {});
        slots.request(new SlotAsk(north, Use.RECORDING, 8, false), slot -> {});
        assertThat(ask("GET", "/api/slots").body()).isEqualTo("""
                {"total":1,"items":[{"provider":1,"name":"North","accounts":[{"account":0,"allowed":1,"held":1,\
                "settling":0,"holders":[{"use":"live","id":7,"name":""}]}],\
                "waiting":[{"use":"recording","id":8,"name":""}]}]}""");
    }

    @Test
    void refused_plays_are_listed_newest_first_and_the_same_again_is_counted() throws Exception {
        Device kodi = new Device("192.0.2.7", "Kodi/20.2");
        RefusedPlay expired = new RefusedPlay(
                "nora", "One", Optional.of(new ChannelId(1)), kodi, 403, "expired", "This subscription has expired");
        access.refusals().add(expired);
        access.refusals()
                .add(new RefusedPlay("x\n", "17", Optional.empty(), kodi, 404, "no-channel", "No such channel"));
        access.refusals().add(expired);
        assertThat(ask("GET", "/api/refusals").body()).isEqualTo("""
                {"total":2,"items":[{"at":"2026-01-01T12:00:00Z","first":"2026-01-01T12:00:00Z","times":2,\
                "username":"nora","channel":1,"asked":"One","address":"192.0.2.7","userAgent":"Kodi/20.2",\
                "status":403,"cause":"expired","reason":"This subscription has expired"},\
                {"at":"2026-01-01T12:00:00Z","first":"2026-01-01T12:00:00Z","times":1,\
                "username":"x?","channel":null,"asked":"17","address":"192.0.2.7","userAgent":"Kodi/20.2",\
                "status":404,"cause":"no-channel","reason":"No such channel"}]}""");
        assertThat(new String(metrics.page(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("masthead_plays_refused_total{reason=\"expired\"} 2.0");
    }

    @Test
    void a_subscriber_is_shown_changed_listed_and_removed() throws Exception {
        ask("POST", "/api/subscribers", """
                {"username":"nora","password":"k7Qz9x","maxConnections":0,"expiresAt":"2027-01-01T01:00:00+01:00",\
                "enabled":false,"trial":true,"formats":["ts"]}""");
        String shown = """
                {"id":1,"username":"nora","status":"disabled","enabled":false,"expiresAt":"2027-01-01T00:00:00Z",\
                "trial":true,"maxConnections":0,"connections":0,"formats":["ts"],"allowedAddresses":[],\
                "allowedAgents":[],"lineup":null,"createdAt":"2026-01-01T12:00:00Z"}""";
        assertThat(ask("GET", "/api/subscribers/1").body()).isEqualTo(shown);
        assertThat(ask("GET", "/api/subscribers").body()).isEqualTo("{\"total\":1,\"items\":[" + shown + "]}");
        assertThat(ask("PATCH", "/api/subscribers/1", """
                {"enabled":true,"expiresAt":null,"password":"new"}""").body())
                .isEqualTo(shown.replace("\"disabled\",\"enabled\":false", "\"active\",\"enabled\":true")
                        .replace("\"2027-01-01T00:00:00Z\"", "null"));
        assertThat(ask("PATCH", "/api/subscribers/1", """
                {"expiresAt":"2025-12-31T00:00:00Z"}""").body()).contains("\"status\":\"expired\"");
        assertThat(access.turnstile().recognise(Credentials.of("nora", "new"), "192.0.2.1"))
                .isInstanceOf(Recognition.Known.class);
        HttpResponse<String> removed = ask("DELETE", "/api/subscribers/1");
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        assertThat(ask("GET", "/api/subscribers/1").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "/api/subscribers/1").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"username":"nora"}                                     | 400 | The field 'password' is missing.
            {"password":"x"}                                        | 400 | The field 'username' is missing.
            {"username":"nora","password":5}                        | 400 | The field 'password' must be a text.
            {"username":"nora","password":"x","maxConnections":"1"} | 400 | The field 'maxConnections' must be a whole number from 0 to 2147483647.
            {"username":"nora","password":"x","maxConnections":-1}  | 400 | The field 'maxConnections' must be a whole number from 0 to 2147483647.
            {"username":"nora","password":"x","maxConnections":99999999999999999999} | 400 | The field 'maxConnections' must be a whole number from 0 to 2147483647.
            {"username":"nora","password":"x","enabled":"yes"}      | 400 | The field 'enabled' must be true or false.
            {"username":"nora","password":"x","expiresAt":"soon"}   | 400 | The field 'expiresAt' must be a time such as 2027-01-31T00:00:00Z, or null for never.
            {"username":"nora","password":"x","formats":["rtmp"]}   | 400 | The field 'formats' must be a list of one or more of \\"m3u8\\" and \\"ts\\", each once.
            {"username":"nora","password":"x","formats":[]}         | 400 | The field 'formats' must be a list of one or more of \\"m3u8\\" and \\"ts\\", each once.
            {"username":"nora","password":"x","max":1}              | 400 | There is no field 'max' here; allowed are username, password, maxConnections, expiresAt, enabled, trial, formats, allowedAddresses, allowedAgents, lineup.
            {"username":"nora","password":{}}                       | 400 | The field 'password' must be a text.
            {"username":"nora","password":1.5}                      | 400 | The field 'password' must be a text.
            {"username":"nora","password":{"a":1}}                  | 400 | The field 'password' must be an object of texts.
            {"username":"nora","password":[[]]}                     | 400 | The field 'password' must be a list of texts, of whole numbers or of objects.
            {"username":"nora","password":"x","formats":[1]}        | 400 | The field 'formats' must be a list of texts.
            {"username":"api","password":"x"}                       | 422 | 'api' cannot be a name: addresses of this server begin with it.
            {"username":"a b","password":"x"}                       | 422 | A name has 1 to 64 letters (a-z, A-Z), digits and . _ @ -
            {"username":"nora","password":""}                       | 422 | A password has 1 to 128 characters, none of them a control character.
            [1]                                                     | 400 | Send a JSON object with the fields username, password, maxConnections, expiresAt, enabled, trial, formats, allowedAddresses, allowedAgents, lineup.
            {"username":                                            | 400 | The body is not valid JSON: line 1, column 13.
            {"username":"a","username":"b"}                         | 400 | The body is not valid JSON: line 1, column 27.
            {"username":"a","password":"x"} {}                      | 400 | There is more after the JSON object; send one object.
            """)
    void a_body_that_is_wrong_is_told_what_is_allowed(String body, int status, String detail) throws Exception {
        HttpResponse<String> answer = ask("POST", "/api/subscribers", body);
        assertThat(answer.body()).contains("\"status\":" + status + ",\"detail\":\"" + detail + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(access.subscribers().all()).isEmpty();
    }

    @Test
    void a_number_too_long_to_be_read_is_no_fault_of_the_server() throws Exception {
        HttpResponse<String> answer = ask("POST", "/api/subscribers", "{\"maxConnections\":" + "9".repeat(2000) + "}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The body is not valid JSON");
    }

    @Test
    void an_unknown_field_is_named_in_the_problem() throws Exception {
        assertThat(ask("POST", "/api/providers", "{\"naem\":\"x\"}").body()).isEqualTo("""
                {"type":"urn:masthead:problem:unknown-field","title":"Unknown field","status":400,\
                "detail":"There is no field 'naem' here; allowed are name, kind, url, username, password, maxConnections, userAgent, headers, \
                proxy, connectTimeoutSeconds, silenceTimeoutSeconds, options, refreshSeconds.",\
                "field":"naem"}""");
    }

    @Test
    void a_name_is_given_once() throws Exception {
        ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"a\"}");
        HttpResponse<String> second = ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"b\"}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("There is a subscriber called 'nora' already.");
    }

    @Test
    void a_provider_is_added_imported_and_its_channels_are_found() throws Exception {
        HttpResponse<String> added = ask("POST", "/api/providers", """
                {"name":"Acme","kind":"m3u","url":"http://127.0.0.1:1/get.php?password=p4ss","maxConnections":2}""");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/providers/1");
        assertThat(added.body()).isEqualTo("""
                {"id":1,"name":"Acme","kind":"m3u","url":"http://127.0.0.1:1/get.php?password=p4ss","maxConnections":2,\
                "userAgent":"","headers":{},"proxy":"","connectTimeoutSeconds":null,"silenceTimeoutSeconds":null,\
                "options":{},"refreshSeconds":null,\
                "createdAt":"2026-01-01T12:00:00Z","importedAt":null}""");

        HttpResponse<String> unreachable = ask("POST", "/api/providers/1/import");
        assertThat(unreachable.statusCode()).isEqualTo(502);
        assertThat(unreachable.body()).contains("\"outcome\":\"failed\"").doesNotContain("p4ss");

        assertThat(ask("PUT", "/api/providers/1/list", LIST).body())
                .isEqualTo(
                        "{\"outcome\":\"applied\",\"new\":2,\"changed\":0,\"gone\":0,\"unchanged\":0,\"skipped\":{}}");
        assertThat(ask("PUT", "/api/providers/1/list", LIST).body()).contains("\"new\":0,", "\"unchanged\":2");
        HttpResponse<String> html = ask("PUT", "/api/providers/1/list", "<html><body>blocked</body></html>");
        assertThat(html.statusCode()).isEqualTo(422);
        assertThat(html.body()).contains("\"outcome\":\"suspicious\"");

        String found = ask("GET", "/api/channels?search=ONE&provider=1").body();
        String news = found.replaceAll(".*\"categoryId\":(\\d+).*", "$1");
        String one = """
                {"id":1,"name":"One","category":"News","categoryId":NEWS,"number":0,\
                "logo":"http://logos.example.net/one.png","guideId":"one.tv","archiveDays":0,"minBitrate":0,"hidden":false,\
                "playable":true,"addedAt":"2026-01-01T12:00:00Z",\
                "feeds":[{"id":1,"provider":1,"kind":"ts","url":"http://cdn.example.net/one.ts"}]}""".replace("NEWS", news);
        assertThat(found).isEqualTo("{\"total\":1,\"items\":[" + one + "]}");
        assertThat(ask("GET", "/api/channels/1").body()).isEqualTo(one);
        assertThat(ask("GET", "/api/channels?offset=1&limit=1").body())
                .startsWith("{\"total\":2,")
                .contains("\"Two\"")
                .doesNotContain("\"One\"");
        assertThat(ask("GET", "/api/channels?category=" + news).body())
                .startsWith("{\"total\":1,")
                .contains("\"One\"");
        assertThat(ask("GET", "/api/channels?limit=1001").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/api/channels?limit=many").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/api/channels?category=0").statusCode()).isEqualTo(400);
    }

    @Test
    void a_channel_is_renamed_hidden_still_shown_to_operators_and_removed() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Uploads\"}");
        ask("PUT", "/api/providers/1/list", LIST);
        assertThat(ask("PATCH", "/api/channels/1", """
                {"name":"First","category":"Best","number":7,"hidden":true}""").body())
                .contains("\"name\":\"First\",\"category\":\"Best\"", "\"number\":7", "\"hidden\":true");
        assertThat(ask("GET", "/api/channels/1").body()).contains("\"name\":\"First\"", "\"hidden\":true");
        assertThat(ask("DELETE", "/api/channels/1").statusCode()).isEqualTo(204);
        assertThat(ask("GET", "/api/channels/1").statusCode()).isEqualTo(404);
        assertThat(ask("PATCH", "/api/channels/99", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void an_archive_is_checked_where_there_is_one_and_what_was_tried_is_told() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Uploads\"}");
        ask("PUT", "/api/providers/1/list", """
                #EXTM3U
                #EXTINF:-1,Live only
                http://127.0.0.1:1/live/u/p/1.ts
                #EXTINF:-1 catchup-days="7",Past
                http://127.0.0.1:1/live/u/p4ssword/2.ts
                """);
        assertThat(ask("POST", "/api/channels/1/archive-check", "").body()).contains("urn:masthead:problem:no-archive");
        HttpResponse<String> checked = ask("POST", "/api/channels/2/archive-check", "");
        assertThat(checked.statusCode()).isEqualTo(200);
        assertThat(checked.body())
                .startsWith("{\"plays\":false,\"summary\":\"The top of the last hour does not play.\","
                        + "\"asked\":\"2026-01-01T11:00:00Z\",\"tried\":[\"feed ")
                .doesNotContain("p4ssword");
        assertThat(ask("POST", "/api/channels/99/archive-check", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_provider_is_changed_and_removed() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        assertThat(ask("PATCH", "/api/providers/1", """
                {"name":"Bcme","url":"http://example.net/list.m3u","maxConnections":3,"userAgent":"VLC"}""").body())
                .contains(
                        "\"name\":\"Bcme\"", "\"url\":\"http://example.net/list.m3u\"", "\"maxConnections\":3", "VLC");
        assertThat(ask("GET", "/api/providers").body()).startsWith("{\"total\":1,\"items\":[{\"id\":1,");
        assertThat(ask("POST", "/api/providers", "{\"name\":\" \"}").statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/providers", "{\"name\":\"x\",\"kind\":\"radio\"}")
                        .body())
                .contains("The field 'kind' must be one of m3u, page, acestream-search, xtream, library.");
        assertThat(ask("DELETE", "/api/providers/1").statusCode()).isEqualTo(204);
        assertThat(ask("GET", "/api/providers/1").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/api/providers/1/import").statusCode()).isEqualTo(404);
    }

    @Test
    void a_provider_is_reached_as_the_operator_says_and_the_proxys_password_is_never_shown() throws Exception {
        assertThat(ask("POST", "/api/providers", """
                {"name":"Acme","headers":{"Referer":"http://a.example.net/","Origin":"http://a"},\
                "proxy":"socks5://nora:hunter2@proxy.example.net:1080","connectTimeoutSeconds":3}""").body()).contains("""
                "headers":{"Origin":"http://a","Referer":"http://a.example.net/"},\
                "proxy":"socks5://nora:***@proxy.example.net:1080",\
                "connectTimeoutSeconds":3,"silenceTimeoutSeconds":null,""");
        assertThat(ask("GET", "/api/providers").body()).contains("nora:***@").doesNotContain("hunter2");
        assertThat(ask("PATCH", "/api/providers/1", """
                {"proxy":"socks5://nora:***@proxy.example.net:1080","silenceTimeoutSeconds":20,\
                "connectTimeoutSeconds":null,"headers":{}}""").body()).contains("""
                "headers":{},"proxy":"socks5://nora:***@proxy.example.net:1080",\
                "connectTimeoutSeconds":null,"silenceTimeoutSeconds":20,""");
        assertThat(database.<String>read(handle -> handle.createQuery("SELECT proxy FROM provider")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("socks5://nora:hunter2@proxy.example.net:1080");
        assertThat(ask("PATCH", "/api/providers/1", "{\"proxy\":\"\"}").body()).contains("\"proxy\":\"\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "proxy":"proxy:3128"             | write http://HOST:PORT, socks5://HOST:PORT or socks4://HOST:PORT
            "proxy":"socks4://a:b@proxy:1"   | a SOCKS4 proxy knows no passwords
            "proxy":5                        | The field 'proxy' must be a text.
            "headers":{"Host":"x"}           | the header Host belongs to the connection and cannot be set
            "headers":{"X-A":"1\\n2"}         | a header X-A cannot hold a control character
            "headers":{"User-Agent":"x"}     | set the provider's user agent
            "headers":{"X-A":1}              | The field 'headers' must be an object of texts.
            "headers":["X-A"]                | The field 'headers' must be an object of texts, such as
            "connectTimeoutSeconds":0        | a connect timeout is 1 to 600 seconds
            "silenceTimeoutSeconds":4000     | a silence timeout is 1 to 3600 seconds
            "silenceTimeoutSeconds":"10s"    | The field 'silenceTimeoutSeconds' must be whole seconds, or null for the default.
            """)
    void a_way_to_a_provider_that_is_wrong_is_told_what_is_allowed(String field, String detail) throws Exception {
        HttpResponse<String> added = ask("POST", "/api/providers", "{\"name\":\"Acme\"," + field + "}");
        assertThat(added.statusCode()).isEqualTo(400);
        assertThat(added.body()).contains(detail);
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        HttpResponse<String> edited = ask("PATCH", "/api/providers/1", "{" + field + "}");
        assertThat(edited.statusCode()).isEqualTo(400);
        assertThat(edited.body()).contains(detail);
    }

    @Test
    void a_channel_is_given_a_feed_of_another_provider_found_by_name() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        ask("PUT", "/api/providers/1/list", LIST);
        ask("POST", "/api/providers", "{\"name\":\"Spare\"}");
        ask("PUT", "/api/providers/2/list", LIST.replace("cdn", "spare"));
        String spare = """
                {"id":3,"provider":2,"kind":"ts","url":"http://spare.example.net/one.ts","name":"One","group":"News",\
                "providerName":"Spare","channel":3,"playable":true,"goneAt":null,"check":null}""";
        assertThat(ask("GET", "/api/feeds?provider=2&search=one").body())
                .isEqualTo("{\"total\":1,\"items\":[" + spare + "]}");
        String own = spare.replace("spare", "cdn")
                .replace("Spare", "Acme")
                .replace("\"id\":3,\"provider\":2", "\"id\":1,\"provider\":1")
                .replace("\"channel\":3", "\"channel\":1");
        assertThat(ask("PUT", "/api/channels/1/feeds", "{\"feeds\":[1,3]}").body())
                .isEqualTo("{\"total\":2,\"items\":[" + own + "," + spare + "]}");
        assertThat(ask("GET", "/api/channels/1/feeds").body())
                .isEqualTo("{\"total\":2,\"items\":[" + own + "," + spare + "]}");
        assertThat(ask("PUT", "/api/channels/1/feeds", "{\"feeds\":[3]}").body())
                .isEqualTo("{\"total\":2,\"items\":[" + spare + "," + own + "]}");
        assertThat(ask("GET", "/api/channels/1").body()).contains("spare.example.net/one.ts", "cdn.example.net/one.ts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api/channels/1/feeds  | {}                   | 400 | The field 'feeds' is missing.
            /api/channels/1/feeds  | {"feeds":1}          | 400 | The field 'feeds' must be a list of ids.
            /api/channels/1/feeds  | {"feeds":["1"]}      | 400 | The field 'feeds' must be a list of ids.
            /api/channels/1/feeds  | {"feeds":[0]}        | 400 | The field 'feeds' must be a list of ids.
            /api/channels/1/feeds  | {"feeds":[1,1]}      | 400 | a feed can stand in the order once only
            /api/channels/1/feeds  | {"feeds":[1,99]}     | 404 | There is no feed 99.
            /api/channels/99/feeds | {"feeds":[1]}        | 404 | There is no channel 99.
            """)
    void an_order_of_feeds_that_is_wrong_is_told_why(String path, String body, int status, String detail)
            throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        ask("PUT", "/api/providers/1/list", LIST);
        HttpResponse<String> answer = ask("PUT", path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void a_channel_has_a_bitrate_floor_of_its_own() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        ask("PUT", "/api/providers/1/list", LIST);
        assertThat(ask("PATCH", "/api/channels/1", "{\"minBitrate\":1500000}").body())
                .contains("\"minBitrate\":1500000");
        assertThat(ask("PATCH", "/api/channels/1", "{\"minBitrate\":-1}").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"root,wrong", "nobody,s3cret:word", "nora,k7Qz9x"})
    void only_an_operator_comes_in(String name, String password) throws Exception {
        ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"k7Qz9x\"}");
        for (String path : List.of("/api/subscribers", "/api/nothing")) {
            HttpResponse<String> answer = send(request("GET", path, "").header("Authorization", basic(name, password)));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"Masthead\", charset=\"UTF-8\"");
            assertThat(answer.body()).isEqualTo("""
                    {"type":"urn:masthead:problem:login","title":"Login required","status":401,\
                    "detail":"Send an operator's name and password by HTTP Basic, or a token as Bearer."}""");
        }
    }

    @ParameterizedTest
    @CsvSource({"Basic", "Basic !!!", "Basic cm9vdA==", "Bearer abc", "''"})
    void a_login_that_cannot_be_read_is_no_login(String header) throws Exception {
        assertThat(send(request("GET", "/api/providers", "").header("Authorization", header))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("GET", "/api/providers", "")).statusCode()).isEqualTo(401);
    }

    @Test
    void a_page_of_another_site_changes_nothing_with_a_login_the_browser_kept() throws Exception {
        String body = "{\"username\":\"nora\",\"password\":\"k7Qz9x\"}";
        HttpResponse<String> answer = send(request("POST", "/api/subscribers", body)
                .header("Authorization", basic("root", "s3cret:word"))
                .header("Origin", "http://evil.example.net"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(access.subscribers().all()).isEmpty();
        assertThat(send(request("POST", "/api/subscribers", body)
                                .header("Authorization", basic("root", "s3cret:word"))
                                .header("Origin", "http://127.0.0.1:" + server.port()))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void what_is_not_there_is_a_problem_too() throws Exception {
        assertThat(ask("GET", "/api/nothing").body()).isEqualTo("""
                {"type":"urn:masthead:problem:not-found","title":"Not found","status":404,\
                "detail":"There is nothing at this address."}""");
        for (String id : List.of("0", "-1", "x", "99999999999", "99")) {
            HttpResponse<String> answer = ask("GET", "/api/subscribers/" + id);
            assertThat(answer.statusCode()).as(id).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        HttpResponse<String> method = ask("PUT", "/api/subscribers", "{}");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertThat(method.body()).contains("This address answers GET, HEAD, POST.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/channels/1", "/api/relays/viewers", "/api/providers", "/api/a/b"})
    void a_page_of_another_site_is_not_told_that_it_may_come_in(String path) throws Exception {
        HttpResponse<String> preflight = send(request("OPTIONS", path, "")
                .header("Origin", "http://evil.example.net")
                .header("Access-Control-Request-Method", "DELETE"));
        assertThat(preflight.statusCode()).isEqualTo(401);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void an_uploaded_list_that_is_too_large_is_an_outcome_that_names_the_limit() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        HttpResponse<String> answer = ask("PUT", "/api/providers/1/list", LIST + "#".repeat(9000));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"outcome\":\"suspicious\"", "http.upload-limit", "8KiB");
        assertThat(database.<String>read(handle -> handle.createQuery("SELECT outcome FROM provider")
                        .mapTo(String.class)
                        .one()))
                .contains("http.upload-limit");
    }

    @Test
    void a_fetched_list_that_is_too_large_is_an_outcome_that_names_the_limit() throws Exception {
        com.sun.net.httpserver.HttpServer source =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] list = (LIST + "#".repeat(9000)).getBytes(StandardCharsets.UTF_8);
        source.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, list.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(list);
            }
        });
        source.start();
        try {
            ask(
                    "POST",
                    "/api/providers",
                    "{\"name\":\"Acme\",\"url\":\"http://127.0.0.1:"
                            + source.getAddress().getPort() + "/\"}");
            HttpResponse<String> answer = ask("POST", "/api/providers/1/import");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"outcome\":\"suspicious\"", "http.upload-limit", "8KiB");
        } finally {
            source.stop(0);
        }
    }

    @Test
    void operators_see_channels_that_cannot_be_played_yet_and_are_told_so() throws Exception {
        ask("POST", "/api/providers", "{\"name\":\"Acme\"}");
        ask(
                "PUT",
                "/api/providers/1/list",
                LIST.replace("http://cdn.example.net/two.ts", "rtsp://cdn.example.net/two"));
        assertThat(ask("GET", "/api/channels").body())
                .startsWith("{\"total\":2,")
                .containsPattern("\"name\":\"One\".*\"playable\":true.*\"kind\":\"ts\"")
                .containsPattern("\"name\":\"Two\".*\"playable\":false.*\"kind\":\"other\"");
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        HttpResponse<String> answer = ask("POST", "/api/subscribers", "{\"username\":\"" + "x".repeat(5000) + "\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"detail\":\"The body is larger than 4KiB.\"");
    }

    @Test
    void health_and_metrics_need_no_login_and_name_nobody() throws Exception {
        ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"k7Qz9x\"}");
        HttpResponse<String> up = send(request("GET", "/health", ""));
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(up.body()).isEqualTo("{\"status\":\"up\",\"version\":\"1.2.3\"}");
        databaseAnswers.set(false);
        HttpResponse<String> down = send(request("GET", "/health", ""));
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("{\"status\":\"down\",\"version\":\"1.2.3\"}");
        HttpResponse<String> page = send(request("GET", "/metrics", ""));
        assertThat(page.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(page.body())
                .contains("masthead_logins_failed_total 0.0")
                .doesNotContain("nora")
                .doesNotContain("root")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void a_channel_on_air_is_told_with_its_viewers() {
        OnAir onAir = new OnAir(
                new ChannelId(7),
                "One",
                OnAir.State.ON_AIR,
                Optional.of(new FeedId(3)),
                Instant.parse("2026-01-01T12:00:00Z"),
                8_000_000,
                1000,
                500,
                1,
                List.of(new OnAir.Seen(
                        4, new Guest("nora", "192.0.2.1", "VLC"), Instant.parse("2026-01-01T12:00:01Z"), 900, 2)));
        assertThat(new String(Json.bytes(json -> RelayRoutes.write(json, onAir)), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"channel":7,"name":"One","state":"on-air","feed":3,"since":"2026-01-01T12:00:00Z",\
                        "bitsPerSecond":8000000,"bytesIn":1000,"ringBytes":500,"reconnects":1,\
                        "viewers":[{"id":4,"username":"nora","address":"192.0.2.1","userAgent":"VLC",\
                        "since":"2026-01-01T12:00:01Z","bytesOut":900,"jumps":2}]}""");
    }

    @Test
    void waiting_for_the_first_picture_is_told_in_milliseconds() {
        ZapTimes times = new ZapTimes("warm", 12, Duration.ofNanos(1_500_000), Duration.ofMillis(40));
        assertThat(new String(Json.bytes(json -> RelayRoutes.write(json, times)), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"kind":"warm","count":12,"p50Millis":1.5,"p99Millis":40.0}""");
    }

    @Test
    void a_viewer_changes_nothing_and_only_an_owner_takes_the_backup() throws Exception {
        access.operators().add("vera", new Secret("vera-word"), Role.VIEWER);
        access.operators().add("edith", new Secret("edith-word"), Role.EDITOR);
        String nora = "{\"username\":\"nora\",\"password\":\"k7Qz9x\"}";
        assertThat(askAs("vera", "GET", "/api/subscribers", "").statusCode()).isEqualTo(200);
        for (String method : List.of("POST", "PATCH", "DELETE")) {
            String path = method.equals("POST") ? "/api/subscribers" : "/api/subscribers/1";
            HttpResponse<String> refused = askAs("vera", method, path, nora);
            assertThat(refused.statusCode()).as(method).isEqualTo(403);
            assertThat(refused.body()).contains("urn:masthead:problem:role");
        }
        assertThat(askAs("edith", "POST", "/api/subscribers", nora).statusCode())
                .isEqualTo(201);
        assertThat(askAs("edith", "GET", "/api/backup", "").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> askAs(String operator, String method, String path, String body) throws Exception {
        return send(request(method, path, body).header("Authorization", basic(operator, operator + "-word")));
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return ask(method, path, "");
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(method, path, body).header("Authorization", basic("root", "s3cret:word")));
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest asked = request.build();
        HttpResponse<String> answer = client.send(asked, BodyHandlers.ofString());
        contract.check(asked.method(), asked.uri().toString().replaceFirst("http://[^/]+", ""), answer);
        return answer;
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
