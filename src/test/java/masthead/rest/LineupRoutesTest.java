package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/lineups} and {@code /api/categories}, by a real server and a real client. */
class LineupRoutesTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 group-title="News",One
            http://cdn.example.net/one.ts
            #EXTINF:-1 group-title="News",Two
            http://cdn.example.net/two.ts
            #EXTINF:-1 group-title="Films",A Film
            http://cdn.example.net/movie/u/p/1.mp4
            """;

    private RestHouse house;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new RestHouse(folder);
        house.provider("Panel", LIST);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void categories_are_listed_with_what_is_in_them() {
        assertThat(house.get("/api/categories")).isEqualTo("""
                {"total":3,"items":[{"id":2,"name":"News","live":2,"movies":0,"series":0},\
                {"id":3,"name":"Films","live":0,"movies":1,"series":0},\
                {"id":1,"name":"Uncategorised","live":0,"movies":0,"series":0}]}""");
    }

    @Test
    void a_lineup_is_added_changed_given_to_a_subscriber_and_removed() {
        var added = house.ask("POST", "/api/lineups", "{\"name\":\"Kids\",\"parts\":[\"live\"],\"categories\":[2]}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/lineups/1");
        assertThat(added.body()).isEqualTo("{\"id\":1,\"name\":\"Kids\",\"parts\":[\"live\"],\"categories\":[2]}");
        assertThat(house.ask("PATCH", "/api/lineups/1", "{\"categories\":null}").body())
                .isEqualTo("{\"id\":1,\"name\":\"Kids\",\"parts\":[\"live\"],\"categories\":null}");
        assertThat(house.ask("PATCH", "/api/lineups/1", "{\"parts\":[\"series\",\"movies\"],\"categories\":[]}")
                        .body())
                .isEqualTo("{\"id\":1,\"name\":\"Kids\",\"parts\":[\"movies\",\"series\"],\"categories\":[]}");

        var nora = house.ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"x\",\"lineup\":1}");
        assertThat(nora.body()).contains("\"lineup\":1");
        var used = house.ask("DELETE", "/api/lineups/1", "");
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("still of 1 subscriber");
        assertThat(house.ask("PATCH", "/api/subscribers/1", "{\"lineup\":null}").body())
                .contains("\"lineup\":null");
        assertThat(house.ask("DELETE", "/api/lineups/1", "").statusCode()).isEqualTo(204);
        assertThat(house.get("/api/lineups")).isEqualTo("{\"total\":0,\"items\":[]}");
        assertThat(house.audit("lineup"))
                .containsExactly("add lineup 1 Kids", "edit lineup 1 Kids", "edit lineup 1 Kids", "remove lineup 1 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST  | /api/lineups       | {}                                  | 400 | The field 'name' is missing.
            POST  | /api/lineups       | {"name":" "}                        | 400 | a lineup needs a name
            POST  | /api/lineups       | {"name":"A","parts":["radio"]}      | 400 | a list of
            POST  | /api/lineups       | {"name":"A","categories":[99]}      | 404 | There is no category 99.
            POST  | /api/lineups       | {"name":"A","categories":"all"}     | 400 | a list of ids
            POST  | /api/lineups       | {"name":"There"}                    | 409 | There is a lineup called 'There' already.
            PATCH | /api/lineups/7     | {"name":"A"}                        | 404 | There is no lineup 7.
            POST  | /api/subscribers   | {"username":"a","password":"b","lineup":7} | 400 | the id of a lineup
            """)
    void what_cannot_be_is_refused_and_says_why(String method, String path, String body, int status, String why) {
        house.ask("POST", "/api/lineups", "{\"name\":\"There\"}");
        var answer = house.ask(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(why);
    }
}
