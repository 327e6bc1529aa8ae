package masthead.format.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/a/b.m3u8?t=1, c.ts, http://h/a/c.ts",
        "http://h/a/b.m3u8?t=/x/, c.ts?t=2, http://h/a/c.ts?t=2",
        "http://h/a/b.m3u8, ../c.ts, http://h/c.ts",
        "http://h/a/b.m3u8, ../../../c.ts, http://h/c.ts",
        "http://h/a/b/d.m3u8, ./../x/./c.ts, http://h/a/x/c.ts",
        "http://h/a/b.m3u8, /c/d.ts, http://h/c/d.ts",
        "http://h:80/a/b.m3u8, //g/c.ts, http://g/c.ts",
        "https://h/a/b.m3u8, http://g/c.ts, http://g/c.ts",
        "http://h/a/b.m3u8?t=1, ?t=2, http://h/a/b.m3u8?t=2",
        "http://h/a/b.m3u8?t=1#f, '', http://h/a/b.m3u8?t=1",
        "http://h, c.ts, http://h/c.ts",
        "http://h?x=1, c.ts, http://h/c.ts",
        "http://h/a/b.m3u8, live-12:30.ts, http://h/a/live-12:30.ts",
        "http://h/a/b.m3u8, a b[1].ts, http://h/a/a b[1].ts",
        "http://h/a/b.m3u8, .., http://h/",
        "http://h/a/b.m3u8, c/, http://h/a/c/",
        "http://h/a/b.m3u8, c.ts?u=http://x/y, http://h/a/c.ts?u=http://x/y",
        "http://h/a//b.m3u8, c.ts, http://h/a//c.ts",
    })
    void an_address_within_a_playlist_is_made_absolute(String from, String reference, String meant) {
        assertThat(References.resolve(from, reference)).isEqualTo(meant);
    }
}
