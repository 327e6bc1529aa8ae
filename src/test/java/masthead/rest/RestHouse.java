package masthead.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.access.ManualClock;
import masthead.alerts.AlertSettings;
import masthead.alerts.Alerts;
import masthead.catalog.Catalogs;
import masthead.catalog.Categories;
import masthead.catalog.Channel;
import masthead.catalog.Lineups;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.rules.Rules;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.headend.HeadendSettings;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Post;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;

/** The operators' door to catalog and subscribers, on a port of its own; the operator is root, password word. */
final class RestHouse implements AutoCloseable {
    final Catalogs catalogs;
    final Database database;
    final ManualClock clock = new ManualClock();
    /** Operators whose sessions in browsers were ended. */
    final List<String> loggedOut = new ArrayList<>();

    private final Loops loops = Loops.start(1);
    private final HttpClient client = HttpClient.newHttpClient();
    final Access access;
    private final ProviderImport imports;
    private final Alerts alerts;
    private final HttpServer server;
    private final Contract contract;

    RestHouse(Path folder) {
        Metrics metrics = new Metrics();
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        access = new Access(
                database,
                TestSettings.of(
                        AccessSettings.class, Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1")),
                metrics,
                clock);
        access.operators().add("root", new Secret("word"));
        HttpSettings http = TestSettings.of(HttpSettings.class, Map.of("http.host", "127.0.0.1", "http.port", "0"));
        catalogs = new Catalogs(database, clock);
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        Spool spool = new Spool(new StreamFetch(http, loops), folder, headend, clock);
        imports = new ProviderImport(database, catalogs, spool, headend, clock);
        Lineups lineups = new Lineups(catalogs);
        alerts = new Alerts(
                database, catalogs, new Post(http, loops), TestSettings.of(AlertSettings.class, Map.of()), clock);
        List<Subject> subjects = new ArrayList<>(List.of(
                new ProviderRoutes(catalogs, imports),
                new ChannelRoutes(catalogs),
                new AuditRoutes(catalogs),
                new OperatorRoutes(access.operators(), loggedOut::add),
                new TokenRoutes(access.tokens()),
                new RuleRoutes(new Rules(database, catalogs, clock)),
                new SubscriberRoutes(access, lineups),
                new LineupRoutes(lineups, new Categories(database)),
                new WebhookRoutes(alerts.webhooks())));
        Routes routes = new Routes();
        Rest.addTo(routes, access, subjects);
        contract = Contract.of(access, subjects);
        server = HttpServer.start(http, routes, loops, metrics);
    }

    /** Adds a provider with this list. */
    ProviderId provider(String name, String list) {
        ProviderId id =
                catalogs.add(new NewProvider(name, ProviderKind.M3U, "", 0, "")).id();
        take(id, list);
        return id;
    }

    void take(ProviderId provider, String list) {
        imports.take(provider, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    /** Names of channels as players see them, in order. */
    List<String> names() {
        return catalogs.current().channels().stream().map(Channel::name).toList();
    }

    int id(String name) {
        return catalogs.current().channels().stream()
                .filter(each -> each.name().equals(name))
                .mapToInt(each -> each.id().value())
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> ask(String method, String path, String body) {
        return askAs("root", "word", method, path, body);
    }

    HttpResponse<String> askAs(String operator, String password, String method, String path, String body) {
        byte[] login = (operator + ":" + password).getBytes(StandardCharsets.UTF_8);
        return send("Basic " + Base64.getEncoder().encodeToString(login), method, path, body);
    }

    HttpResponse<String> askBy(String token, String method, String path, String body) {
        return send("Bearer " + token, method, path, body);
    }

    private HttpResponse<String> send(String authorization, String method, String path, String body) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .header("Authorization", authorization)
                            .build(),
                    BodyHandlers.ofString());
            contract.check(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String get(String path) {
        return ask("GET", path, "").body();
    }

    /** What the audit holds, oldest first: "add lineup 1 Kids". */
    List<String> audit(String subject) {
        return database.read(handle -> handle.createQuery(
                        "SELECT action || ' ' || subject || ' ' || detail FROM audit WHERE subject LIKE :s ORDER BY id")
                .bind("s", subject + "%")
                .mapTo(String.class)
                .list());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        alerts.close();
        access.close();
        database.close();
        loops.close();
    }
}
