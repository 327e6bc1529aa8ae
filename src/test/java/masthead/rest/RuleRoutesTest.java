package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import masthead.catalog.ChannelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/rules}, by a real server and a real client. */
class RuleRoutesTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 group-title="IT",IT: Rai 1 HD
            http://cdn.example.net/1hd.ts
            #EXTINF:-1 group-title="IT",IT: Rai 1 SD
            http://cdn.example.net/1sd.ts
            #EXTINF:-1 group-title="XXX",Night
            http://cdn.example.net/night.ts
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
    void a_rule_is_added_changed_ordered_and_removed() {
        var added = house.ask("POST", "/api/rules", """
                {"name":"Clean","nameMatches":"^IT: (.*)$","groupContains":"it","providers":[1],"kinds":["ts"],
                "rename":"$1","regroup":"Italy","number":100,"hide":false,"order":"first","mergeName":"Rai"}""");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/rules/1");
        assertThat(added.body()).isEqualTo("""
                {"id":1,"name":"Clean","enabled":true,"nameMatches":"^IT: (.*)$","groupContains":"it","providers":[1],\
                "kinds":["ts"],"rename":"$1","regroup":"Italy","number":100,"hide":false,"order":"first",\
                "mergeName":"Rai"}""");
        assertThat(house.get("/api/rules/1")).isEqualTo(added.body());
        assertThat(house.names()).containsExactly("Night", "Rai 1 HD", "Rai 1 SD");

        house.ask("POST", "/api/rules", "{\"groupEquals\":\"xxx\",\"hide\":true}");
        assertThat(house.names()).containsExactly("Rai 1 HD", "Rai 1 SD");
        assertThat(house.ask("PUT", "/api/rules/2", "{\"groupEquals\":\"xxx\",\"hide\":true,\"enabled\":false}")
                        .body())
                .contains("\"enabled\":false");
        assertThat(house.names()).hasSize(3);
        assertThat(house.ask("PUT", "/api/rules/order", "{\"rules\":[2,1]}").body())
                .startsWith("{\"total\":2,\"items\":[{\"id\":2,");
        assertThat(house.ask("DELETE", "/api/rules/1", "").statusCode()).isEqualTo(204);
        assertThat(house.names()).containsExactly("IT: Rai 1 HD", "IT: Rai 1 SD", "Night");
        assertThat(house.audit("rule"))
                .containsExactly(
                        "add rule 1 Clean", "add rule 2 ", "edit rule 2 ", "edit rules order", "remove rule 1 ");
    }

    @Test
    void presets_are_switched_on_and_off() {
        assertThat(house.get("/api/rules/presets")).contains("\"name\":\"drop-quality\"", "\"on\":false");
        var on = house.ask(
                "PUT",
                "/api/rules/presets",
                "{\"presets\":[{\"name\":\"drop-country\"},{\"name\":\"one-per-name\",\"providers\":[1]}]}");
        assertThat(on.body()).contains("\"on\":true,\"providers\":[1]");
        assertThat(house.names()).containsExactly("Rai 1 HD", "Night");
        assertThat(house.get("/api/channels/2")).contains("\"mergedInto\":1");
        assertThat(house.catalogs.feeds(new ChannelId(1))).hasSize(2);
        assertThat(house.ask("PATCH", "/api/channels/2", "{\"mergeInto\":0}").body())
                .doesNotContain("mergedInto");
        assertThat(house.names()).containsExactly("Rai 1 HD", "Rai 1 SD", "Night");
        house.ask("PATCH", "/api/channels/2", "{\"mergeInto\":null}");
        assertThat(house.names()).containsExactly("Rai 1 HD", "Night");
        house.ask("PUT", "/api/rules/presets", "{\"presets\":[]}");
        assertThat(house.names()).containsExactly("IT: Rai 1 HD", "IT: Rai 1 SD", "Night");
    }

    @Test
    void a_preview_tells_what_would_change_and_keeps_nothing() {
        var answer = house.ask("POST", "/api/rules/preview", """
                {"presets":[{"name":"one-per-name"}],"samples":1,
                "rules":[{"name":"No nights","groupEquals":"xxx","hide":true},{"nameMatches":"(a+)+$","rename":"x"}]}""");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"channels":3,"all":{"renamed":0,"regrouped":0,"numbered":0,"hidden":1,"moved":0,"merged":1},\
                "news":{"renamed":0,"regrouped":0,"numbered":0,"hidden":1,"moved":0,"merged":1},\
                "rules":[{"name":"No nights","fitting":1,"givenUp":0},{"name":"","fitting":0,"givenUp":0}],\
                "samples":[{"channel":2,"before":{"name":"IT: Rai 1 SD","category":"IT","number":0,"hidden":false},\
                "after":{"name":"IT: Rai 1 SD","category":"IT","number":0,"hidden":false,"mergedInto":1}},\
                {"channel":3,"before":{"name":"Night","category":"XXX","number":0,"hidden":false},\
                "after":{"name":"Night","category":"XXX","number":0,"hidden":true}}]}""");
        assertThat(house.names()).hasSize(3);
        assertThat(house.get("/api/rules")).isEqualTo("{\"total\":0,\"items\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /api/rules         | {"nameContains":"x"}                        | 400 | a rule has to change something
            POST | /api/rules         | {"nameMatches":"(","hide":true}             | 400 | not a regular expression
            POST | /api/rules         | {"nameMatches":"(){999999999}","hide":true} | 400 | the counts in a regular expression
            POST | /api/rules         | {"nameContains":"","hide":true}             | 400 | 1 to 300 characters
            POST | /api/rules         | {"nameContains":"a","nameEquals":"b","hide":true} | 400 | the only condition on the name
            POST | /api/rules         | {"kinds":["radio"],"hide":true}             | 400 | a list of kinds
            POST | /api/rules         | {"kinds":["episode"],"hide":true}           | 400 | not at their episodes
            POST | /api/rules         | {"order":"up"}                              | 400 | "first\\", \\"name\\" or \\"last
            POST | /api/rules         | {"number":0}                                | 400 | a rule numbers from 1
            POST | /api/rules         | {"mergeInto":1,"mergeName":"x"}             | 400 | either into a channel or by a name
            PUT  | /api/rules/9       | {"hide":true}                               | 404 | There is no rule 9.
            PUT  | /api/rules/order   | {"rules":[1]}                               | 400 | an order names every rule once
            PUT  | /api/rules/presets | {"presets":[{"name":"magic"}]}              | 400 | one of drop-quality
            PUT  | /api/rules/presets | {"presets":["drop-quality"]}                | 400 | a list of objects
            POST | /api/rules/preview | {"rules":[{"shout":true}]}                  | 400 | There is no field 'shout' here
            PATCH | /api/channels/1   | {"mergeInto":1}                             | 400 | merged into itself
            PATCH | /api/channels/1   | {"mergeInto":99}                            | 404 | There is no channel 99.
            """)
    void what_cannot_be_is_refused_and_says_why(String method, String path, String body, int status, String why) {
        var answer = house.ask(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(why);
    }
}
