package masthead.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a text that may be shown. */
class RedactedTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "asked http://h.example:81/get.php?username=u&password=s3cret now | asked http://h.example:81/… now",
                "(https://u:s3cret@h.example/x) | (https://h.example/…",
                "jdbc:postgresql://u:s3cret@db/tv failed | jdbc:postgresql://db/… failed",
                "file:///data/s3cret.m3u | file:…",
                "http://h example | http://h/… example",
                "GET /live/u/s3cret/12.ts 200 | GET /live/…/12.ts 200",
                "password=s3cret, user=u | password=…, user=u",
                "\"api_key\": \"s3cret x\" | \"api_key\": …",
                "Authorization: Basic czNjcmV0czNjcmV0 | Authorization: …",
                "sent Bearer s3crets3cret | sent Bearer …",
                "Token=s3cret;x=1 | Token=…;x=1",
                "On air channel=\"12\" feed=\"3\" | On air channel=\"12\" feed=\"3\"",
                "Import ended outcome=\"Applied: 2 new\" | Import ended outcome=\"Applied: 2 new\""
            })
    void credentials_go_and_the_rest_stays(String text, String shown) {
        assertThat(new RedactedText(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "://", "http://", "/live/", "password", "token=", "\"", "basic ", "a:", "_"})
    void what_is_repeated_without_end_is_no_more_afterwards(String piece) {
        String text = piece.repeat(2000);
        assertThat(new RedactedText(text).toString().length()).isLessThanOrEqualTo(text.length() + 1);
    }

    @Test
    void an_empty_text_is_empty() {
        assertThat(new RedactedText("")).hasToString("");
    }
}
