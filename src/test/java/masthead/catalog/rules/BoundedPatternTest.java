package masthead.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {
    @Test
    void an_ordinary_expression_finds_its_groups() {
        var found = BoundedPattern.of("^IT: (.*?)( HD)?$").find("IT: Rai 1 HD").orElseThrow();
        assertThat(found.group(1)).isEqualTo("Rai 1");
        assertThat(BoundedPattern.of("x").find("y")).isEmpty();
    }

    /** Each of these would run for years, or take all the stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|aa)+$",
                "(.*)*=",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(a*)*(a*)*(a*)*b",
                "(?:a?){30}a{30}b",
                "(x|a)*b",
                "(?=(a+))+b",
            })
    void a_hostile_expression_is_given_up_and_fits_nothing(String expression) {
        BoundedPattern pattern = BoundedPattern.of(expression);
        long begun = System.nanoTime();
        for (int name = 0; name < 50_000; name++) {
            assertThat(pattern.find("a".repeat(60) + "!")).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(){2000000000}", "((){100}){100}", "(a{50}){50}", "a{1,99999999999999999999}"})
    void counts_that_multiply_to_much_are_refused(String expression) {
        assertThatThrownBy(() -> BoundedPattern.of(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_expression_is_refused() {
        assertThatThrownBy(() -> BoundedPattern.of("(")).isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> new TextTest(TextTest.How.MATCHES, "["))
                .hasMessageContaining("not a regular expression");
    }

    @Test
    void a_text_longer_than_any_name_is_looked_at_in_part() {
        assertThat(BoundedPattern.of("b").find("a".repeat(600) + "b")).isEmpty();
    }
}
