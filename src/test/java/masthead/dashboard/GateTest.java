package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import masthead.access.Role;
import masthead.alerts.Occasion;
import masthead.alerts.WebhookTerms;
import masthead.config.Secret;
import masthead.dashboard.DashHouse.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets past the gate: every page and every change, tried by those who may not. */
@SuppressWarnings("NullAway.Init") // set before all
class GateTest {
    @TempDir
    static Path folder;

    private static DashHouse house;

    @BeforeAll
    static void open() {
        house = new DashHouse(folder, Map.of());
        house.provider("North", """
                #EXTM3U
                #EXTINF:-1 group-title="News",One
                http://127.0.0.1:1/one.ts
                #EXTINF:-1 group-title="Films",A film
                http://127.0.0.1:1/film.mp4
                """);
        house.subscriber("nora", "k7Qz9x");
        house.lineup("News");
        house.rule("north");
        house.alerts
                .webhooks()
                .add(new WebhookTerms("Ops", new Secret("http://127.0.0.1:1/"), List.of(Occasion.SOURCE_DOWN), true));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static List<Gate.Change> changes() {
        return house.dashboard.changes();
    }

    static Stream<String> pages() {
        return house.dashboard.pages().stream().filter(each -> !each.endsWith("/events"));
    }

    private static String address(String template) {
        return template.replace("{id}", "1").replace("{name}", "vera").replace("{title}", "2");
    }

    private static int status(Browser browser, Gate.Change change, Map<String, String> fields, String... headers) {
        return browser.change(change.method(), address(change.template()), fields, headers)
                .statusCode();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_is_changed_without_a_session(Gate.Change change) {
        assertThat(status(house.stranger(), change, Map.of())).isEqualTo(401);
        Browser invented = house.new Browser("masthead_" + house.address().replaceAll(".*:", "") + "=AAAA", "AAAA");
        assertThat(status(invented, change, Map.of())).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_is_changed_by_an_operator_of_a_lower_role(Gate.Change change) {
        if (change.role().compareTo(Role.VIEWER) > 0) {
            assertThat(status(house.loggedIn("vera"), change, Map.of())).isEqualTo(403);
        }
        if (change.role() == Role.OWNER) {
            assertThat(status(house.loggedIn("edith"), change, Map.of())).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_is_changed_for_a_page_of_another_site(Gate.Change change) {
        Browser root = house.loggedIn("root");
        for (String origin : List.of(
                "http://evil.example", "null", house.address() + ".evil.example", "http://127.0.0.1:1", "rubbish ::")) {
            assertThat(status(root, change, Map.of(), "Origin", origin))
                    .as(origin)
                    .isEqualTo(403);
        }
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertThat(status(root, change, Map.of(), "Sec-Fetch-Site", site))
                    .as(site)
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_is_changed_with_a_stale_token(Gate.Change change) {
        Browser root = house.loggedIn("root");
        String earlier = house.loggedIn("root").token;
        for (String token : List.of("", earlier, root.token + "x", root.token.toUpperCase(Locale.ROOT))) {
            assertThat(status(root, change, Map.of("csrf", token))).isEqualTo(403);
        }
    }

    /** Else the tests above would pass if everything were refused to everybody. */
    @Test
    void who_may_gets_through_every_gate(@TempDir Path own) {
        try (DashHouse open = new DashHouse(own, Map.of())) {
            for (Gate.Change change : open.dashboard.changes()) {
                int status = status(open.loggedIn("root"), change, Map.of(), "Sec-Fetch-Site", "same-origin");
                assertThat(status).as(change.template()).isNotIn(401, 403, 500);
                if (!change.template().contains("{")) {
                    assertThat(status).as(change.template()).isNotEqualTo(404);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_stranger_is_sent_to_the_login(String page) {
        HttpResponse<String> answer = house.stranger().get(address(page));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/dashboard/login");
        HttpResponse<String> part = house.stranger().get(address(page), "HX-Request", "true");
        assertThat(part.statusCode()).isEqualTo(204);
        assertThat(part.headers().firstValue("HX-Redirect")).contains("/dashboard/login");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_forbids_the_browser_what_it_never_does(String page) {
        HttpResponse<String> answer = house.loggedIn("root").get(address(page));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void what_is_not_there_is_a_page_too() {
        for (String path : List.of("/dashboard/nothing", "/dashboard/channels/999999", "/dashboard/channels/x")) {
            HttpResponse<String> answer = house.loggedIn("root").get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        }
    }

    @Test
    void the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        Map<String, String> login = Map.of("name", "root", "password", DashHouse.PASSWORD);
        String plain = house.stranger()
                .post("/dashboard/login", login)
                .headers()
                .firstValue("Set-Cookie")
                .orElse("");
        assertThat(plain)
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Secure");
        String host = house.address().replaceFirst("http://", "");
        String secured = house.stranger()
                .post("/dashboard/login", login, "Origin", "https://" + host)
                .headers()
                .firstValue("Set-Cookie")
                .orElse("");
        assertThat(secured).contains("; Secure");
    }

    @Test
    void a_wrong_password_and_another_sites_form_log_nobody_in() {
        HttpResponse<String> wrong = house.stranger().post("/dashboard/login", Map.of("name", "root", "password", "x"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        HttpResponse<String> other = house.stranger()
                .post(
                        "/dashboard/login",
                        Map.of("name", "root", "password", DashHouse.PASSWORD),
                        "Origin",
                        "http://evil.example");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_session_ends_when_it_is_idle_too_old_or_logged_out(@TempDir Path own) {
        try (DashHouse timed =
                new DashHouse(own, Map.of("dashboard.session-idle", "1h", "dashboard.session-longest", "3h"))) {
            Browser idle = timed.loggedIn("root");
            Browser busy = timed.loggedIn("root");
            for (int i = 0; i < 5; i++) {
                timed.clock.pass(Duration.ofMinutes(35));
                assertThat(busy.get("/dashboard/me").statusCode()).isEqualTo(200);
            }
            assertThat(idle.get("/dashboard/me").statusCode()).isEqualTo(303);
            timed.clock.pass(Duration.ofMinutes(10));
            assertThat(busy.get("/dashboard/me").statusCode())
                    .as("used, but too old")
                    .isEqualTo(303);
            Browser left = timed.loggedIn("root");
            assertThat(left.post("/dashboard/logout", Map.of()).statusCode()).isEqualTo(303);
            assertThat(left.get("/dashboard/me").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_new_password_ends_the_other_sessions_and_a_removed_operator_all(@TempDir Path own) {
        try (DashHouse small = new DashHouse(own, Map.of())) {
            Browser here = small.loggedIn("edith");
            Browser elsewhere = small.loggedIn("edith");
            here.post("/dashboard/me/password", Map.of("old", DashHouse.PASSWORD, "password", "another-one"));
            assertThat(here.get("/dashboard/me").statusCode()).isEqualTo(200);
            assertThat(elsewhere.get("/dashboard/me").statusCode()).isEqualTo(303);
            small.loggedIn("root").post("/dashboard/operators/edith/remove", Map.of());
            assertThat(here.get("/dashboard/me").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void the_last_owner_stays_one() {
        Browser root = house.loggedIn("root");
        root.post("/dashboard/operators/root/remove", Map.of());
        root.post("/dashboard/operators/root/role", Map.of("role", "viewer"));
        assertThat(root.get("/dashboard/operators").body()).contains("is the only owner");
        assertThat(house.access.operators().find("root").orElseThrow().role()).isEqualTo(Role.OWNER);
    }

    @Test
    void the_audit_names_who_did_it() {
        house.loggedIn("edith")
                .post(
                        "/dashboard/channels/1",
                        Map.of("name", "First", "number", "", "group", "News", "logo", "", "guide", ""));
        assertThat(house.catalogs.history(1).getFirst().operator()).isEqualTo("edith");
        assertThat(house.catalogs.history(1).getFirst().subject()).isEqualTo("channel 1");
    }

    @Test
    void below_a_base_path_every_address_begins_with_it(@TempDir Path own) {
        try (DashHouse below = new DashHouse(own, Map.of("http.base-path", "/tv"))) {
            HttpResponse<String> login =
                    below.stranger().post("/dashboard/login", Map.of("name", "root", "password", DashHouse.PASSWORD));
            assertThat(login.headers().firstValue("Location")).contains("/tv/dashboard");
            assertThat(login.headers().firstValue("Set-Cookie").orElse("")).contains("; Path=/tv;");
            Browser root = below.loggedIn("root");
            for (String page : below.dashboard.pages()) {
                boolean part = page.endsWith("/categories"); // without an address in it
                if (!page.contains("{") && !page.endsWith("/events") && !part) {
                    assertThat(root.get(page).body().split("(href|src|action|hx-get|hx-post|data-events)=\""))
                            .as(page)
                            .hasSizeGreaterThan(1)
                            .satisfies(parts -> assertThat(Stream.of(parts).skip(1))
                                    .allMatch(each -> each.startsWith("/tv/") || each.startsWith("#")));
                }
            }
        }
    }
}
