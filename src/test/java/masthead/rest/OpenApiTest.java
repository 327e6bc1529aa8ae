package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import masthead.rest.Contract.Promise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that the server tells of itself, held against what the server does. */
class OpenApiTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="one.tv" group-title="News",One
            http://127.0.0.1:1/u/p4ss/one.ts
            #EXTINF:-1 group-title="Sport",Two
            http://127.0.0.1:1/two.ts
            #EXTINF:-1 group-title="Sport",Three
            acestream://0123456789abcdef0123456789abcdef01234567
            #EXTINF:-1 group-title="Films",Metropolis (1927)
            http://127.0.0.1:1/movie/u/p4ss/7.mp4
            #EXTINF:-1 group-title="Shows",Harbour S01E01
            http://127.0.0.1:1/series/u/p4ss/8.mp4
            #EXTINF:-1 group-title="Shows",Harbour S01E02
            http://127.0.0.1:1/series/u/p4ss/9.mp4
            """;

    private static final String GUIDE = """
            <tv><channel id="one.tv"><display-name>One</display-name></channel>
            <programme start="TOMORROW000000 +0000" stop="TOMORROW010000 +0000" channel="one.tv"><title>News</title></programme></tv>
            """;

    /** One call or more for each operation, in an order that works: method, path, status wanted, body. */
    private static final String EXAMPLES = """
            GET    /api/openapi.json 200
            GET    /api/docs 200
            GET    /health 200
            GET    /health/live 200
            GET    /health/ready 200
            GET    /metrics 200
            GET    /api/system 200
            GET    /api/me 200
            POST   /api/providers/preview 502 {"name":"Acme","url":"http://127.0.0.1:1/list.m3u"}
            POST   /api/providers 201 {"name":"Acme","url":"http://127.0.0.1:1/list.m3u?password=p4ss","headers":{"X-Key":"s3cret"},"maxConnections":1}
            GET    /api/providers?search=ac&kind=m3u 200
            GET    /api/providers/1 200
            PATCH  /api/providers/1 200 {"name":"Acme TV"}
            PUT    /api/providers/1/list?preview=true 200 LIST
            PUT    /api/providers/1/list 200 LIST
            POST   /api/providers/1/import 502
            PUT    /api/providers/1/accounts/1 201 {"username":"second","password":"p4ss"}
            GET    /api/providers/1/accounts 200
            DELETE /api/providers/1/accounts/1 204
            POST   /api/providers 201 {"name":"Panel","kind":"xtream","url":"http://127.0.0.1:1/","username":"u","password":"p4ss"}
            GET    /api/providers/2/account 200
            POST   /api/providers/2/account/check 502
            PUT    /api/providers/1/list 422 <html>
            GET    /api/providers/1/revisions 200
            GET    /api/quarantine 200
            GET    /api/revisions/1 200
            POST   /api/revisions/2/accept 409
            POST   /api/revisions/3/reject 200
            POST   /api/revisions/1/undo 200
            PUT    /api/providers/1/list 200 LIST
            GET    /api/channels?search=one&limit=1&offset=0 200
            GET    /api/channels?part=movies 200
            GET    /api/titles?search=metro&provider=1&limit=5 200
            GET    /api/titles?after=4 200
            GET    /api/titles/4 200
            GET    /api/titles/1 404
            GET    /api/titles/SERIES/episodes?limit=1 200
            GET    /api/channels/1 200
            PATCH  /api/channels/1 200 {"name":"First","number":1,"hidden":false,"mergeInto":null}
            PATCH  /api/channels 200 {"channels":[1,2],"category":"All"}
            PATCH  /api/channels 404 {"channels":[1,999],"hidden":true}
            GET    /api/channels/1/feeds 200
            PUT    /api/channels/1/feeds 200 {"feeds":[1,2]}
            GET    /api/feeds?search=o&provider=1 200
            POST   /api/feeds/1/check 400
            POST   /api/channels/1/archive-check?apply=true 400
            GET    /api/categories 200
            POST   /api/lineups 201 {"name":"Kids","parts":["live"],"categories":[1]}
            GET    /api/lineups 200
            GET    /api/lineups/1 200
            PATCH  /api/lineups/1 200 {"categories":null}
            POST   /api/subscribers 201 {"username":"nora","password":"k7Qz9x","lineup":1,"expiresAt":"2030-01-01T00:00:00Z"}
            GET    /api/subscribers?search=no&status=active 200
            GET    /api/subscribers/2 200
            PATCH  /api/subscribers/2 200 {"lineup":null,"formats":["ts"],"allowedAddresses":["10.0.0.0/8"],"allowedAgents":["VLC*"]}
            DELETE /api/subscribers/2 204
            DELETE /api/lineups/1 204
            POST   /api/rules 201 {"name":"Tidy","nameContains":"HD","rename":"x","hide":true,"order":"last","providers":[1],"kinds":["ts"]}
            GET    /api/rules 200
            GET    /api/rules/1 200
            PUT    /api/rules/1 200 {"name":"Tidy","nameEquals":"One","number":4,"mergeName":"x"}
            PUT    /api/rules/order 200 {"rules":[1]}
            GET    /api/rules/presets 200
            PUT    /api/rules/presets 200 {"presets":[{"name":"one-per-name"}]}
            POST   /api/rules/preview 200 {"rules":[{"nameContains":"o","rename":"x"}],"samples":3}
            DELETE /api/rules/1 204
            POST   /api/guide/sources 201 {"name":"Guide","url":"http://127.0.0.1:1/guide.xml?password=p4ss","correctionSeconds":-3600,"zone":"Europe/Rome","headers":{"X-Key":"s3cret"}}
            GET    /api/guide/sources 200
            GET    /api/guide/sources/1 200
            PATCH  /api/guide/sources/1 200 {"priority":3,"correctionSeconds":0}
            PUT    /api/guide/sources/1/guide 200 GUIDE
            POST   /api/guide/sources/1/refresh?wait=true&force=1 502
            GET    /api/guide/offers 200
            POST   /api/guide/offers 404 {"url":"http://127.0.0.1:1/guide.xml"}
            POST   /api/guide/offers 200 {}
            GET    /api/guide/status 200
            GET    /api/guide/channels/1?hours=48 200
            POST   /api/guide/deduplicate 200
            GET    /api/guide/matches?state=none&query=o 200
            GET    /api/guide/matches/1 200
            PUT    /api/guide/matches/1 200 {"source":1,"guideId":"one.tv","shiftSeconds":60}
            DELETE /api/guide/matches/1 200
            POST   /api/guide/matches/accept 200 {"channels":[1]}
            POST   /api/guide/matches/reject 200 {"minScore":0.99}
            POST   /api/guide/matches/2/accept 409
            POST   /api/guide/matches/2/reject 409
            PUT    /api/guide/channels/1/fill 200 {"title":"Later","description":"More"}
            GET    /api/guide/channels/1/fill 200
            DELETE /api/guide/channels/1/fill 204
            DELETE /api/guide/sources/1 204
            GET    /api/relays 200
            GET    /api/relays/1 404
            GET    /api/zaps 200
            POST   /api/relays/1/switch 404 {"feed":1}
            DELETE /api/viewers/1 404
            GET    /api/slots 200
            GET    /api/refusals 200
            GET    /api/details 200
            GET    /api/engines 200
            POST   /api/operators 201 {"name":"vera","password":"vera-word","role":"viewer"}
            GET    /api/operators 200
            GET    /api/operators/vera 200
            PATCH  /api/operators/vera 200 {"role":"editor","password":"vera-other"}
            PATCH  /api/operators/admin 409 {"role":"viewer"}
            DELETE /api/operators/vera 204
            POST   /api/tokens 201 {"name":"backup","scopes":["read","edit:channels"],"expiresAt":"2035-01-01T00:00:00Z"}
            GET    /api/tokens 200
            DELETE /api/tokens/3 204
            PUT    /api/me/password 204 {"old":"password","password":"password"}
            POST   /api/webhooks 201 {"name":"Pager","url":"http://127.0.0.1:1/hook?key=s3cret"}
            GET    /api/webhooks 200
            GET    /api/webhooks/1 200
            PATCH  /api/webhooks/1 200 {"enabled":false}
            POST   /api/webhooks/1/secret 200
            POST   /api/webhooks/1/test 200
            DELETE /api/webhooks/1 204
            GET    /api/audit?operator=admin&subject=channel&before=1000&limit=5 200
            GET    /api/backup 200
            PUT    /api/channels/1/logo 200 GIF89a
            DELETE /api/channels/2 204
            DELETE /api/providers/1 204
            """;

    /** Those that cannot be done without a provider, an engine or a viewer; other tests do them. */
    private static final Set<String> NOT_DONE_HERE = Set.of(
            "getRelaysById",
            "postRelaysByIdSwitch",
            "deleteViewersByViewer",
            "postProvidersPreview",
            "postProvidersByIdImport",
            "postProvidersByIdAccountCheck",
            "postRevisionsByIdAccept",
            "postFeedsByIdCheck",
            "postChannelsByIdArchiveCheck",
            "postGuideSourcesByIdRefresh",
            "postGuideMatchesByIdAccept",
            "postGuideMatchesByIdReject");

    private static final Set<String> OPEN = Set.of("/health", "/health/live", "/health/ready", "/metrics");

    @TempDir
    static Path folder;

    private static WholeHouse house;
    private static Contract contract;
    private static String reading;
    private static String all;

    @BeforeAll
    static void open() {
        house = new WholeHouse(folder, Map.of());
        contract = house.contract();
        house.ask("POST", "/api/operators", "{\"name\":\"viola\",\"password\":\"viola-word\",\"role\":\"viewer\"}");
        reading = token("read");
        all = token("admin");
    }

    private static String token(String scope) {
        String made = house.ask("POST", "/api/tokens", "{\"name\":\"of " + scope + "\",\"scopes\":[\"" + scope + "\"]}")
                .body();
        return String.valueOf(Tree.object(Tree.read(made)).get("token"));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void every_operation_of_the_document_answers_as_it_says() {
        Set<String> asked = new HashSet<>();
        Set<String> done = new HashSet<>();
        for (String line : EXAMPLES.lines().toList()) {
            String[] parts = line.split("\\s+", 4);
            parts[1] = parts[1].contains("SERIES") ? parts[1].replace("SERIES", series()) : parts[1];
            String body = parts.length < 4
                    ? ""
                    : parts[3].replace("LIST", LIST).replace("GUIDE", GUIDE).replace("TOMORROW", tomorrow());
            refusesWhatIsNotListed(parts[0], parts[1], body);
            HttpResponse<String> answer = house.ask(parts[0], parts[1], body);
            assertThat(answer.statusCode()).as("%s: %s", line, answer.body()).isEqualTo(Integer.parseInt(parts[2]));
            contract.check(parts[0], parts[1], answer);
            showsViewersNoSecret(parts[0], parts[1]);
            tellsAsManyOnEveryPage(parts[0], parts[1], answer.body());
            Promise promise = contract.find(parts[0], parts[1]).orElseThrow(() -> new AssertionError(line));
            asked.add(promise.id());
            if (answer.statusCode() < 300) {
                done.add(promise.id());
            }
        }
        Set<String> left = new TreeSet<>(contract.ids());
        left.removeAll(asked);
        assertThat(left).as("operations without an example").isEmpty();
        Set<String> refused = new TreeSet<>(asked);
        refused.removeAll(done);
        assertThat(refused).as("operations that only refused").isEqualTo(new TreeSet<>(NOT_DONE_HERE));
    }

    /** The id of the series that is made of episodes, in the background. */
    private static String series() {
        return await().until(
                        () -> Tree.list(Tree.object(
                                                Tree.read(house.ask("GET", "/api/titles?part=series&search=harb", "")
                                                        .body()))
                                        .get("items"))
                                .stream()
                                .map(each -> String.valueOf(Tree.object(each).get("id")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Each field of a body with a value of another type, and one that is not listed: so what is listed is read, and nothing else. */
    private static void refusesWhatIsNotListed(String method, String path, String body) {
        Map<String, @Nullable Object> schema = Tree.object(
                contract.find(method, path).orElseThrow().said(),
                "requestBody",
                "content",
                "application/json",
                "schema");
        if (schema.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> wrong = new LinkedHashMap<>(Map.of("nobodyKnows", 1));
        Tree.object(schema, "properties")
                .forEach((name, each) -> wrong.put(
                        name, String.valueOf(Tree.object(each).get("type")).contains("string") ? 5L : "wrong"));
        wrong.forEach((name, value) -> {
            Map<String, @Nullable Object> sent = new LinkedHashMap<>(Tree.object(Tree.read(body)));
            sent.put(name, value);
            HttpResponse<String> answer = house.ask(method, path, Tree.written(sent));
            assertThat(answer.statusCode()).as("%s %s %s", method, path, sent).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"" + name + "\"");
            contract.check(method, path, answer);
        });
    }

    /** An owner's token that only reads is shown what a viewer is. */
    private static void showsViewersNoSecret(String method, String path) {
        if (method.equals("GET") && !path.startsWith("/api/backup")) {
            assertThat(house.askByToken(reading, method, path, "").body())
                    .as(path)
                    .doesNotContain("p4ss", "s3cret", "k7Qz9x");
        }
    }

    /** Of a list: as many in all, and no items, behind its end. */
    private static void tellsAsManyOnEveryPage(String method, String path, String body) {
        List<@Nullable Object> parameters =
                Tree.list(contract.find(method, path).orElseThrow().said().get("parameters"));
        boolean pages = parameters.stream()
                .anyMatch(each -> "offset".equals(contract.resolved(each).get("name")));
        if (pages && !path.contains("offset=")) {
            String last = house.ask(method, path + (path.contains("?") ? "&" : "?") + "offset=1000000", "")
                    .body();
            Map<String, @Nullable Object> read = Tree.object(Tree.read(last));
            assertThat(read.get("total"))
                    .as(path)
                    .isEqualTo(Tree.object(Tree.read(body)).get("total"));
            assertThat(Tree.list(read.get("items"))).as(path).isEmpty();
        }
    }

    @Test
    void no_operation_is_done_for_who_may_not() {
        for (Promise each : contract.operations()) {
            if (OPEN.contains(each.template())) {
                continue;
            }
            String path = each.template().replaceAll("\\{[^}]+}", "1");
            boolean changes = !each.method().equals("GET");
            String needed = String.valueOf(each.said().get("description"));
            refused(each, 401, house.send(house.request(each.method(), path, "")));
            refused(
                    each,
                    401,
                    house.send(house.request(each.method(), path, "")
                            .header("Authorization", WholeHouse.basic("admin", "wrong"))));
            if (changes) {
                refused(
                        each,
                        403,
                        house.send(house.request(each.method(), path, "")
                                .header("Authorization", WholeHouse.basic("admin", "password"))
                                .header("Origin", "http://evil.example.net")));
            }
            if (needed.contains("not by a token")) {
                refused(each, 403, house.askByToken(all, each.method(), path, ""));
            }
            if (!needed.contains("Role: viewer")) {
                refused(each, 403, house.askByToken(reading, each.method(), path, ""));
                refused(
                        each,
                        403,
                        house.send(house.request(each.method(), path, "")
                                .header("Authorization", WholeHouse.basic("viola", "viola-word"))));
            } else {
                assertThat(!changes || needed.contains("not by a token"))
                        .as(each.id() + " changes something, and is for viewers")
                        .isTrue();
            }
        }
    }

    private static void refused(Promise promise, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", promise.id(), answer.body())
                .isEqualTo(status);
        contract.check(promise.method(), answer.uri().getPath(), answer);
    }

    @Test
    void it_says_what_a_program_needs_to_know() {
        Map<String, @Nullable Object> document = contract.document();
        assertThat(document.get("openapi")).isEqualTo("3.1.1");
        assertThat(Tree.object(document, "components", "securitySchemes").keySet())
                .containsExactly("password", "token");
        for (Promise each : contract.operations()) {
            assertThat(each.said().keySet()).as(each.id()).contains("summary", "description", "tags", "responses");
            boolean open = OPEN.contains(each.template());
            assertThat(Tree.object(each.said(), "responses").containsKey("401"))
                    .as(each.id())
                    .isNotEqualTo(open);
        }
    }

    private static String tomorrow() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(1).toString().replace("-", "");
    }
}
