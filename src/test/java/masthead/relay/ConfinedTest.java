package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedTest {
    private static final String LIST = "https://cdn.example.net:8443/live/one/index.m3u8?token=a/b";

    @ParameterizedTest
    @CsvSource({
        "seg_1.ts, https://cdn.example.net:8443/live/one/seg_1.ts",
        "variant/720.m3u8, https://cdn.example.net:8443/live/one/variant/720.m3u8",
        "a b.ts, https://cdn.example.net:8443/live/one/a%20b.ts",
        "..ts, https://cdn.example.net:8443/live/one/..ts",
        "SEG.TS, https://cdn.example.net:8443/live/one/SEG.TS",
        "50%25.key, https://cdn.example.net:8443/live/one/50%2525.key",
    })
    void a_name_is_looked_for_beside_or_below_the_playlist(String name, String url) {
        assertThat(Confined.resolve(LIST, name, "")).contains(url);
    }

    @Test
    void the_query_is_kept() {
        assertThat(Confined.resolve(LIST, "seg_1.ts", "t=1&u=%2F"))
                .contains("https://cdn.example.net:8443/live/one/seg_1.ts?t=1&u=%2F");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../two/seg.ts",
                "a/../../seg.ts",
                "%2e%2e/seg.ts",
                "%252e%252e/seg.ts",
                "a%2f..%2f..%2fseg.ts",
                "..\\seg.ts",
                "%5c..%5cseg.ts",
                "/etc/passwd.ts",
                "//evil.example.net/seg.ts",
                "a//seg.ts",
                "http://evil.example.net/seg.ts",
                "http:%2f%2fevil.example.net/seg.ts",
                "./seg.ts",
                "seg.ts?x=.m3u8",
                "seg.ts#.m3u8",
                "seg%0d%0a.ts",
                "seg",
                "seg.exe",
                "seg.php",
                ".",
                "..",
                "",
            })
    void nothing_else_can_be_reached(String name) {
        assertThat(Confined.resolve(LIST, name, "")).isEmpty();
    }

    @Test
    void without_a_playlist_there_is_nothing() {
        assertThat(Confined.resolve("", "seg.ts", "")).isEmpty();
        assertThat(Confined.resolve("https://cdn.example.net", "seg.ts", "")).isEmpty();
        assertThat(Confined.resolve("https://cdn.example.net?x=/", "seg.ts", ""))
                .isEmpty();
    }
}
