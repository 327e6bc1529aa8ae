package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import masthead.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who becomes the first operator of a fresh server. */
@SuppressWarnings("NullAway.Init") // set before each
class SetupTest {
    private static final String PASSWORD = "long-enough";

    @TempDir
    Path folder;

    private DashHouse house;
    private String code;

    @BeforeEach
    void open() {
        house = new DashHouse(folder, Map.of("test.operators", "none"));
        code = house.code.text().orElseThrow();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> name(String with, Map<String, String> other, String... headers) {
        Map<String, String> fields =
                new HashMap<>(Map.of("code", with, "name", "boss", "password", PASSWORD, "again", PASSWORD));
        fields.putAll(other);
        return house.stranger().post("/dashboard/setup", fields, headers);
    }

    @Test
    void a_fresh_server_sends_everybody_to_its_beginning() {
        for (String path : List.of("/dashboard", "/dashboard/channels")) {
            assertThat(house.stranger().get(path).headers().firstValue("Location"))
                    .contains("/dashboard/setup");
        }
        assertThat(house.stranger().get("/dashboard/setup").body())
                .contains("Welcome")
                .doesNotContain(code);
    }

    @Test
    void a_stranger_without_the_code_takes_nothing_over() {
        for (String guess : List.of("", "x", code.substring(1), code.toUpperCase(Locale.ROOT) + "x")) {
            HttpResponse<String> answer = name(guess, Map.of());
            assertThat(answer.statusCode()).as(guess).isEqualTo(403);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(name(code, Map.of(), "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(house.access.operators().none()).isTrue();
    }

    @Test
    void whoever_knows_the_code_becomes_the_owner_and_is_led_on() {
        HttpResponse<String> answer = name(code, Map.of());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/dashboard/setup/source");
        assertThat(house.access.operators().find("boss").orElseThrow().role()).isEqualTo(Role.OWNER);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        for (String step : List.of("source", "guide", "subscriber")) {
            assertThat(house.new Browser(cookie, "")
                            .get("/dashboard/setup/" + step)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_code_is_good_for_one() {
        name(code, Map.of());
        HttpResponse<String> second = name(code, Map.of("name", "other"));
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(house.access.operators().find("other")).isEmpty();
        assertThat(house.stranger()
                        .get("/dashboard/setup?code=" + code)
                        .headers()
                        .firstValue("Location"))
                .contains("/dashboard");
    }

    @Test
    void what_cannot_be_is_told_and_can_be_tried_again() {
        assertThat(name(code, Map.of("again", "another-one")).body()).contains("The two passwords differ");
        assertThat(name(code, Map.of("password", "short", "again", "short")).body())
                .contains("8 characters or more");
        assertThat(name(code, Map.of("name", "no blanks")).body()).contains("A name has");
        assertThat(house.access.operators().none()).isTrue();
        assertThat(name(code, Map.of()).statusCode()).isEqualTo(303);
    }
}
