package masthead.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairsTest {
    @Test
    void each_text_is_decoded_by_itself_and_stays_as_written_where_it_is_not_encoded() {
        assertThat(Pairs.of("username=n%C3%B6ra&password=50%&action=a+b%26c"))
                .isEqualTo(Map.of("username", "n\u00f6ra", "password", "50%", "action", "a b&c"));
        assertThat(Pairs.of("password=%zz&latin=%E9t%E9")).isEqualTo(Map.of("password", "%zz", "latin", "%E9t%E9"));
    }

    @Test
    void a_semicolon_is_a_letter_and_so_is_a_second_equals_sign() {
        assertThat(Pairs.of("password=a;b=c&username=n;x=1"))
                .isEqualTo(Map.of("password", "a;b=c", "username", "n;x=1"));
    }

    @Test
    void of_pairs_with_one_name_the_first_counts() {
        assertThat(Pairs.of("a=1&a=2&b&&=x&c=")).isEqualTo(Map.of("a", "1", "b", "", "c", ""));
        assertThat(Pairs.of("")).isEmpty();
    }

    @Test
    void pairs_without_end_are_not_read_to_their_end() {
        String many = IntStream.range(0, 10_000).mapToObj(each -> each + "=x").collect(Collectors.joining("&"));
        assertThat(Pairs.of(many)).hasSize(100);
    }
}
