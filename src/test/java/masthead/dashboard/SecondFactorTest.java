package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.config.Secret;
import masthead.dashboard.DashHouse.Browser;
import masthead.studio.Authenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second factor as operators meet it in the browser. */
@SuppressWarnings("NullAway.Init") // set before each
class SecondFactorTest {
    @TempDir
    Path folder;

    private DashHouse house;
    private Authenticator authenticator;
    private Browser edith;
    private List<String> recovery;

    @BeforeEach
    void switchOn() {
        house = new DashHouse(folder, Map.of());
        edith = house.loggedIn("edith");
        String page = edith.get("/dashboard/me/codes").body();
        Matcher key = Pattern.compile("<code id=\"key\">([^<]+)</code>").matcher(page);
        assertThat(key.find()).isTrue();
        assertThat(page).contains("<svg class=\"qr\"");
        authenticator = new Authenticator(key.group(1));
        String done =
                edith.post("/dashboard/me/codes/on", Map.of("code", code())).body();
        recovery = Pattern.compile("[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")
                .matcher(done)
                .results()
                .map(MatchResult::group)
                .toList();
        house.clock.pass(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private String code() {
        return authenticator.code(house.clock.instant());
    }

    private HttpResponse<String> password(String word) {
        return house.stranger().post("/dashboard/login", Map.of("name", "edith", "password", word));
    }

    private static String ticket(HttpResponse<String> page) {
        Matcher ticket = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(ticket.find()).isTrue();
        return ticket.group(1);
    }

    private HttpResponse<String> code(String ticket, String code) {
        return house.stranger().post("/dashboard/login/code", Map.of("ticket", ticket, "code", code));
    }

    @Test
    void ten_recovery_codes_are_shown_once_and_others_are_logged_out() {
        assertThat(recovery).hasSize(10);
        String page = edith.get("/dashboard/me/codes").body();
        assertThat(page).contains("Recovery codes left: 10").doesNotContain(recovery.getFirst());
        Browser before = house.loggedIn("vera");
        assertThat(before.get("/dashboard/me").statusCode()).isEqualTo(200);
    }

    @Test
    void a_login_takes_password_and_code() {
        HttpResponse<String> half = password(DashHouse.PASSWORD);
        assertThat(half.statusCode()).isEqualTo(200);
        assertThat(half.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(half.body()).contains("One more code").doesNotContain(DashHouse.PASSWORD);
        assertThat(password("wrong").body()).doesNotContain("One more code");
        HttpResponse<String> whole = code(ticket(half), code());
        assertThat(whole.statusCode()).isEqualTo(303);
        String cookie = whole.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(house.new Browser(cookie, "").get("/dashboard/me").body()).contains("edith");
        assertThat(code(ticket(half), code()).body())
                .contains("Log in")
                .doesNotContain("One more code"); // a ticket is good once
    }

    @Test
    void a_wrong_a_used_and_an_old_code_open_nothing() {
        String ticket = ticket(password(DashHouse.PASSWORD));
        String old = code();
        house.clock.pass(Duration.ofSeconds(90));
        for (String each : List.of("", "000000", old, recovery.getFirst() + "A")) {
            HttpResponse<String> answer = code(ticket, each);
            assertThat(answer.statusCode()).as(each).isEqualTo(401);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(code(ticket, recovery.getFirst()).statusCode()).isEqualTo(303);
        assertThat(code(ticket(password(DashHouse.PASSWORD)), recovery.getFirst())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void after_many_wrong_codes_none_is_looked_at_for_a_while() {
        String ticket = ticket(password(DashHouse.PASSWORD));
        for (int i = 0; i < 5; i++) {
            code(ticket, "00000" + i);
        }
        HttpResponse<String> locked = code(ticket, code());
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).contains("61");
        assertThat(locked.body()).contains("Too many wrong codes");
        house.clock.pass(Duration.ofSeconds(61));
        assertThat(code(ticket, code()).statusCode()).isEqualTo(303);
    }

    @Test
    void half_a_login_ends_after_five_minutes_and_with_the_password() {
        String late = ticket(password(DashHouse.PASSWORD));
        house.clock.pass(Duration.ofMinutes(6));
        assertThat(code(late, code()).statusCode()).isEqualTo(401);
        String changed = ticket(password(DashHouse.PASSWORD));
        house.access.operators().edit("edith", Optional.empty(), Optional.of(new Secret("an0ther-s3cret")));
        assertThat(code(changed, code()).statusCode()).isEqualTo(401);
        assertThat(code("invented", code()).statusCode()).isEqualTo(401);
    }

    @Test
    void it_is_switched_off_by_password_or_code_and_not_without() {
        edith.post("/dashboard/me/codes/off", Map.of("proof", "guess"));
        assertThat(house.access.secondFactors().on("edith")).isTrue();
        edith.post("/dashboard/me/codes/off", Map.of("proof", code()));
        assertThat(house.access.secondFactors().on("edith")).isFalse();
        assertThat(password(DashHouse.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void an_owner_takes_it_off_another_and_nobody_else_does() {
        assertThat(house.loggedIn("vera")
                        .post("/dashboard/operators/edith/codes", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(house.access.secondFactors().on("edith")).isTrue();
        Browser root = house.loggedIn("root");
        house.access
                .secondFactors()
                .turnOn(
                        "root",
                        new Authenticator(house.access
                                        .secondFactors()
                                        .begin("root")
                                        .key()
                                        .value())
                                .code(house.clock.instant()));
        root.post("/dashboard/operators/root/codes", Map.of()); // his own takes more than an open browser
        assertThat(house.access.secondFactors().on("root")).isTrue();
        assertThat(root.get("/dashboard/operators").body()).contains("second factor");
        root.post("/dashboard/operators/edith/codes", Map.of());
        assertThat(house.access.secondFactors().on("edith")).isFalse();
        assertThat(root.get("/dashboard/system").body()).contains("second factor off");
    }
}
