package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.access.Role;
import masthead.config.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs log in with: made, used, bounded and ended. */
class TokenRoutesTest {
    private static final Pattern TOKEN = Pattern.compile("mht_[A-Za-z0-9_-]{43}");
    private static final String LIST = "#EXTM3U\n#EXTINF:-1,One\nhttp://cdn.example.net/u/p4ss/one.ts\n";

    @TempDir
    Path folder;

    private RestHouse house;

    @BeforeEach
    void open() {
        house = new RestHouse(folder);
        house.access.operators().add("vera", new Secret("vera-word"), Role.VIEWER);
        house.access.operators().add("edith", new Secret("edith-word"), Role.EDITOR);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_token_is_told_once_and_kept_as_a_hash() {
        HttpResponse<String> made = house.ask("POST", "/api/tokens", "{\"name\":\"backup\",\"scopes\":[\"read\"]}");
        assertThat(made.statusCode()).isEqualTo(201);
        String token = token(made);
        assertThat(house.get("/api/tokens")).contains("\"name\":\"backup\"").doesNotContain(token);
        assertThat(house.database.<String>read(handle -> handle.createQuery("SELECT hash FROM api_token")
                        .mapTo(String.class)
                        .one()))
                .matches("[0-9a-f]{64}")
                .doesNotContain(token.substring(4));
        assertThat(house.audit("token")).containsExactly("add token root/backup read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read          | 200 | 403 | 403 | 403
            edit          | 200 | 200 | 200 | 403
            edit:channels | 200 | 200 | 403 | 403
            read:channels | 200 | 403 | 403 | 403
            edit:lineups  | 403 | 403 | 403 | 403
            admin         | 200 | 200 | 200 | 200
            """)
    void a_token_does_what_its_scopes_reach(String scope, int look, int edit, int other, int operators) {
        house.provider("List", LIST);
        house.ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"k7Qz9x\"}");
        String token = make("root", "word", scope);
        assertThat(by(token, "GET", "/api/channels", "")).isEqualTo(look);
        assertThat(by(token, "PATCH", "/api/channels/1", "{\"number\":1}")).isEqualTo(edit);
        assertThat(by(token, "PATCH", "/api/subscribers/1", "{\"enabled\":true}"))
                .isEqualTo(other);
        assertThat(by(token, "GET", "/api/operators", "")).isEqualTo(operators);
    }

    @Test
    void a_token_does_no_more_than_its_operator_may_now() {
        assertThat(house.askAs("edith", "edith-word", "POST", "/api/tokens", terms("admin"))
                        .statusCode())
                .isEqualTo(400);
        String token = make("edith", "edith-word", "edit");
        house.provider("List", LIST);
        assertThat(by(token, "PATCH", "/api/channels/1", "{\"number\":1}")).isEqualTo(200);
        house.ask("PATCH", "/api/operators/edith", "{\"role\":\"viewer\"}");
        assertThat(by(token, "PATCH", "/api/channels/1", "{\"number\":1}")).isEqualTo(403);
        assertThat(by(token, "GET", "/api/channels", "")).isEqualTo(200);
    }

    @Test
    void a_token_ends_with_its_operator_and_a_new_one_of_his_name_does_not_revive_it() {
        String token = make("edith", "edith-word", "edit");
        house.ask("DELETE", "/api/operators/edith", "");
        assertThat(by(token, "GET", "/api/channels", "")).isEqualTo(401);
        house.clock.pass(Duration.ofSeconds(1));
        house.ask("POST", "/api/operators", "{\"name\":\"edith\",\"password\":\"edith-word\",\"role\":\"owner\"}");
        assertThat(by(token, "GET", "/api/channels", "")).isEqualTo(401);
        assertThat(house.get("/api/tokens")).isEqualTo("{\"total\":0,\"items\":[]}");
        assertThat(house.database.<Integer>read(handle -> handle.createQuery("SELECT count(*) FROM api_token")
                        .mapTo(Integer.class)
                        .one()))
                .isZero();
    }

    @Test
    void a_token_is_over_at_its_end_and_at_once_when_it_is_revoked() {
        String day = token(house.ask(
                "POST",
                "/api/tokens",
                "{\"name\":\"day\",\"scopes\":[\"read\"],\"expiresAt\":\"2026-01-02T12:00:00Z\"}"));
        String kept = make("root", "word", "read");
        assertThat(by(day, "GET", "/api/me", "")).isEqualTo(200);
        house.clock.pass(Duration.ofDays(1));
        assertThat(by(day, "GET", "/api/me", "")).isEqualTo(401);
        assertThat(by(kept, "GET", "/api/me", "")).isEqualTo(200);
        assertThat(house.ask("DELETE", "/api/tokens/2", "").statusCode()).isEqualTo(204);
        assertThat(by(kept, "GET", "/api/me", "")).isEqualTo(401);
        assertThat(house.ask(
                                "POST",
                                "/api/tokens",
                                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"2025-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_audit_names_the_token_and_who_asks_is_told_what_he_is() {
        house.provider("List", LIST);
        String token = make("edith", "edith-word", "edit:channels");
        by(token, "PATCH", "/api/channels/1", "{\"number\":1}");
        assertThat(house.get("/api/audit?subject=channel"))
                .contains("\"operator\":\"edith (token it)\",\"action\":\"edit\",\"subject\":\"channel 1\"");
        assertThat(house.get("/api/audit?operator=edith")).contains("\"total\":2,", "channel 1");
        assertThat(house.get("/api/audit?operator=edit")).contains("\"total\":0,");
        assertThat(house.askBy(token, "GET", "/api/me", "").statusCode())
                .as("me is another subject")
                .isEqualTo(403);
        assertThat(house.askBy(make("vera", "vera-word", "read"), "GET", "/api/me", "")
                        .body())
                .contains("\"name\":\"vera\",\"role\":\"viewer\"", "\"token\":\"it\",\"scopes\":[\"read\"]");
    }

    @Test
    void a_token_makes_and_revokes_no_tokens_and_changes_no_own_password() {
        String token = make("root", "word", "admin");
        assertThat(house.askBy(token, "POST", "/api/tokens", terms("admin")).body())
                .contains("problem:password");
        assertThat(by(token, "DELETE", "/api/tokens/1", "")).isEqualTo(403);
        assertThat(by(token, "PUT", "/api/me/password", "{\"old\":\"word\",\"password\":\"another-word\"}"))
                .isEqualTo(403);
    }

    @Test
    void operators_see_and_revoke_their_own_and_owners_all() {
        make("vera", "vera-word", "read");
        assertThat(house.askAs("edith", "edith-word", "GET", "/api/tokens", "").body())
                .contains("\"total\":0");
        assertThat(house.askAs("edith", "edith-word", "DELETE", "/api/tokens/1", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(house.get("/api/tokens")).contains("\"operator\":\"vera\"");
        assertThat(house.askAs("vera", "vera-word", "POST", "/api/tokens", terms("read"))
                        .statusCode())
                .as("of the same name")
                .isEqualTo(409);
        assertThat(house.ask("DELETE", "/api/tokens/1", "").statusCode()).isEqualTo(204);
    }

    @Test
    void wrong_tokens_are_slowed_as_wrong_passwords_are_and_right_ones_are_not() {
        String right = make("root", "word", "read");
        for (int i = 0; i < 20; i++) {
            assertThat(by("mht_" + "x".repeat(43), "GET", "/api/me", "")).isEqualTo(401);
        }
        HttpResponse<String> slowed = house.askBy("mht_x", "GET", "/api/me", "");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).contains("1");
        assertThat(by(right, "GET", "/api/me", "")).isEqualTo(200);
        house.clock.pass(Duration.ofSeconds(2));
        assertThat(by("mht_x", "GET", "/api/me", "")).isEqualTo(401);
    }

    @Test
    void the_last_use_is_known_to_ten_minutes() {
        String token = make("root", "word", "read");
        assertThat(house.get("/api/tokens")).contains("\"lastUsedAt\":null");
        by(token, "GET", "/api/me", "");
        house.clock.pass(Duration.ofMinutes(9));
        by(token, "GET", "/api/me", "");
        assertThat(house.get("/api/tokens")).contains("\"lastUsedAt\":\"2026-01-01T12:00:00Z\"");
        house.clock.pass(Duration.ofMinutes(1));
        by(token, "GET", "/api/me", "");
        assertThat(house.get("/api/tokens")).contains("\"lastUsedAt\":\"2026-01-01T12:10:00Z\"");
    }

    @Test
    void who_may_not_change_an_address_sees_its_host_alone() {
        house.ask("POST", "/api/providers", """
                {"name":"Acme","url":"http://panel.example.net/get.php?username=u&password=p4ss","headers":{"X-Key":"s3cret"}}""");
        house.ask("PUT", "/api/providers/1/list", LIST);
        String reading = make("root", "word", "read");
        for (String path : List.of("/api/providers", "/api/providers/1", "/api/channels", "/api/channels/1")) {
            assertThat(house.get(path)).as(path).contains("p4ss");
            assertThat(house.askAs("vera", "vera-word", "GET", path, "").body())
                    .as(path)
                    .contains("example.net/…")
                    .doesNotContain("p4ss", "s3cret");
            assertThat(house.askBy(reading, "GET", path, "").body()).as(path).doesNotContain("p4ss", "s3cret");
        }
    }

    @Test
    void a_new_password_ends_the_sessions_in_browsers() {
        assertThat(house.askAs(
                                "vera",
                                "vera-word",
                                "PUT",
                                "/api/me/password",
                                "{\"old\":\"wrong\",\"password\":\"new-word\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(house.askAs(
                                "vera",
                                "vera-word",
                                "PUT",
                                "/api/me/password",
                                "{\"old\":\"vera-word\",\"password\":\"new-word\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(house.askAs("vera", "new-word", "GET", "/api/me", "").statusCode())
                .isEqualTo(200);
        house.ask("PATCH", "/api/operators/vera", "{\"password\":\"newer-word\"}");
        house.ask("PATCH", "/api/operators/edith", "{\"role\":\"owner\"}");
        assertThat(house.loggedOut).containsExactly("vera", "vera");
        assertThat(house.access.operators().find("edith").map(each -> each.role()))
                .isEqualTo(Optional.of(Role.OWNER));
    }

    private String make(String operator, String password, String scope) {
        return token(house.askAs(operator, password, "POST", "/api/tokens", terms(scope)));
    }

    private static String terms(String scope) {
        return "{\"name\":\"it\",\"scopes\":[\"" + scope + "\"]}";
    }

    private static String token(HttpResponse<String> made) {
        Matcher found = TOKEN.matcher(made.body());
        assertThat(found.find()).as(made.body()).isTrue();
        return found.group();
    }

    private int by(String token, String method, String path, String body) {
        return house.askBy(token, method, path, body).statusCode();
    }
}
