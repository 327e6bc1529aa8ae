package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import masthead.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of a feed for another account of the same provider. */
class AccountNamesTest {
    private static final AccountNames MAIN = new AccountNames("nora", new Secret("k7 Qz/9x"));
    private static final AccountNames OTHER = new AccountNames("p&ul", new Secret("a b?c#ä"));
    private static final String OTHER_ESCAPED = "p%26ul/a%20b%3Fc%23%C3%A4";

    @ParameterizedTest
    @CsvSource({
        "http://x:8080/live/nora/k7%20Qz%2F9x/7.ts, http://x:8080/live/OTHER/7.ts",
        "http://x/nora/k7%20Qz%2f9x/7, http://x/OTHER/7",
        "http://x/base/movie/nora/k7%20Qz%2F9x/7.mkv?a=b&c, http://x/base/movie/OTHER/7.mkv?a=b&c",
        "http://x/%6Eora/k7%20Qz%2F9x/7, http://x/OTHER/7",
        "http://x/live/nora/k7%20Qz%2F9x/, http://x/live/OTHER/",
        "http://nora:secret@x/nora/k7%20Qz%2F9x/nora, http://nora:secret@x/OTHER/nora",
        "http://x/nora/nora/k7%20Qz%2F9x/7, http://x/nora/OTHER/7",
    })
    void in_a_path_they_are_neighbours(String before, String after) {
        assertThat(MAIN.rewritten(before, OTHER)).contains(after.replace("OTHER", OTHER_ESCAPED));
    }

    @ParameterizedTest
    @CsvSource({
        "http://x/live.php?username=nora&password=k7+Qz/9x&id=7, http://x/live.php?username=p%26ul&password=a%20b%3Fc%23%C3%A4&id=7",
        "http://x/?password=k7%20Qz%2F9x&x&username=nora, http://x/?password=a%20b%3Fc%23%C3%A4&x&username=p%26ul",
        "http://x?username=nora&password=k7+Qz/9x, http://x?username=p%26ul&password=a%20b%3Fc%23%C3%A4",
    })
    void in_a_query_they_have_names(String before, String after) {
        assertThat(MAIN.rewritten(before, OTHER)).contains(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x/live/nora/other/7.ts",
                "http://x/live/noraa/k7%20Qz%2F9x/7.ts",
                "http://x/live/k7%20Qz%2F9x/nora/7.ts",
                "http://x/nora/k7%20Qz%2F9x",
                "http://nora/k7%20Qz%2F9x/7",
                "http://x/play?username=nora&password=wrong",
                "http://x/play?user=nora&password=k7+Qz/9x",
                "http://x/token/abcdef",
                "http://x/%zz/k7%20Qz%2F9x/7",
                "nonsense",
                ""
            })
    void an_address_without_both_of_them_is_left_alone(String url) {
        assertThat(MAIN.rewritten(url, OTHER)).isEmpty();
    }

    @Test
    void those_of_the_main_account_are_read_from_the_address_of_its_list() {
        assertThat(AccountNames.of("http://x/get.php?type=m3u_plus&username=n%6Fra&password=k7+Qz%2F9x#top"))
                .contains(MAIN);
        assertThat(AccountNames.of("http://x/get.php?username=nora")).isEmpty();
        assertThat(AccountNames.of("http://x/list.m3u")).isEmpty();
    }

    @Test
    void plus_is_a_plus_in_a_path_and_stays_one_in_both() {
        AccountNames plus = new AccountNames("a+b", new Secret("c*d~e"));
        assertThat(plus.rewritten("http://x/a+b/c*d~e/1", plus)).contains("http://x/a%2Bb/c%2Ad~e/1");
        assertThat(plus.rewritten("http://x/?username=a%2Bb&password=c*d~e", plus))
                .contains("http://x/?username=a%2Bb&password=c%2Ad~e");
    }

    @Test
    void nothing_prints_a_password() {
        assertThat(MAIN.toString()).contains("nora").doesNotContain("Qz");
    }
}
