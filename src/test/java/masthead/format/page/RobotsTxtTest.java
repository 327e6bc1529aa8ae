package masthead.format.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9309, with its own examples. */
class RobotsTxtTest {
    private static boolean allowed(String text, String path) {
        return RobotsTxt.parse(text, "masthead").allows(path);
    }

    @Test
    void without_rules_everything_is_allowed() {
        assertThat(allowed("", "/")).isTrue();
        assertThat(allowed("nonsense\n\u0000\nDisallow: /\n", "/")).isTrue();
        assertThat(allowed("User-agent: *\nDisallow:\n", "/")).isTrue();
    }

    @Test
    void the_group_of_our_own_name_wins_over_that_of_everybody() {
        String text =
                "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: MastHead\nDisallow: /private\nCrawl-delay: 2.5\n";
        assertThat(allowed(text, "/page")).isTrue();
        assertThat(allowed(text, "/private/1")).isFalse();
        assertThat(RobotsTxt.parse(text, "masthead").delay()).contains(Duration.ofMillis(2500));
        assertThat(RobotsTxt.parse(text, "curl").allows("/page")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /page                , true
            /example/page        , true
            /example/page/       , true
            /example/page/disallowed.gif , false
            /tmp/a.gif           , false
            /tmp/a.gif?x         , true
            /deep/one/two/end    , false
            /deep/end            , true
            """)
    void the_longest_rule_that_matches_decides(String path, boolean allowed) {
        assertThat(allowed("""
                user-agent: *
                allow: /example/page/
                disallow: /example/page/disallowed.gif
                disallow: /*.gif$
                disallow: /deep/*/end # and what begins so
                """, path)).isEqualTo(allowed);
    }

    @Test
    void of_two_rules_as_long_the_one_that_allows_wins() {
        assertThat(allowed("User-agent: *\nDisallow: /page\nAllow: /page\n", "/page"))
                .isTrue();
    }

    @Test
    void a_rule_full_of_stars_takes_no_time() {
        String text = "User-agent: *\nDisallow: /" + "*a".repeat(2000) + "b$\n";
        assertThat(allowed(text, "/" + "a".repeat(5000))).isTrue();
    }
}
