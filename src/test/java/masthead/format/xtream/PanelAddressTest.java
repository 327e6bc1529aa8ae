package masthead.format.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import masthead.format.xtream.XtreamAddress.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of panels and of what they hold. */
class PanelAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://tv.example.net:8080                                              | http://tv.example.net:8080
            http://tv.example.net:8080/                                             | http://tv.example.net:8080
            tv.example.net:8080                                                     | http://tv.example.net:8080
            https://tv.example.net/player_api.php                                   | https://tv.example.net
            http://tv.example.net/c/                                                | http://tv.example.net
            http://tv.example.net/iptv/one/get.php?type=m3u_plus                    | http://tv.example.net/iptv/one
            HTTP://my_panel:80/player_api                                           | http://my_panel:80
            http://[::1]:8080/xmltv.php                                             | http://[::1]:8080
            http://user:word@tv.example.net/                                        | http://tv.example.net
            """)
    void what_people_type_becomes_the_panels_address(String typed, String base) {
        assertThat(PanelAddress.typed(typed).base()).isEqualTo(base);
    }

    @Test
    void credentials_typed_with_the_address_are_taken_out_of_it() {
        PanelAddress.Typed typed = PanelAddress.typed(
                "http://tv.example.net/get.php?username=nora%40home&password=k7+Q%26z&type=m3u_plus&output=ts");
        assertThat(typed)
                .isEqualTo(new PanelAddress.Typed("http://tv.example.net", "nora@home", "k7 Q&z"))
                .hasToString("Typed[with an account]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://tv.example.net", "http://", "file:///etc/passwd", "http://a b/"})
    void what_is_no_panels_address_is_refused(String typed) {
        assertThatThrownBy(() -> PanelAddress.typed(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mirrors_come_after_the_first_address_and_each_once() {
        assertThat(PanelAddress.bases("http://a:1", "http://b/player_api.php,http://a:1/  nonsense://x c"))
                .containsExactly("http://a:1", "http://b", "http://c");
    }

    @Test
    void an_account_is_joined_to_what_is_opened() {
        PanelAddress panel = new PanelAddress("http://tv/sub", "no ra", "k7/&?");
        assertThat(panel.of(new XtreamAddress(Part.LIVE, "12", "ts")))
                .contains("http://tv/sub/live/no%20ra/k7%2F%26%3F/12.ts");
        assertThat(panel.of(new XtreamAddress(Part.MOVIE, "12", "mkv")))
                .contains("http://tv/sub/movie/no%20ra/k7%2F%26%3F/12.mkv");
        assertThat(panel.of(new XtreamAddress(Part.EPISODE, "12", "")))
                .contains("http://tv/sub/series/no%20ra/k7%2F%26%3F/12");
        assertThat(panel.of(new XtreamAddress(Part.SERIES, "12", ""))).isEmpty();
        assertThat(panel.api("action=get_series"))
                .isEqualTo("http://tv/sub/player_api.php?username=no%20ra&password=k7%2F%26%3F&action=get_series");
        assertThat(panel).hasToString("PanelAddress[***]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xtream:live/123.ts",
                "xtream:live/123.m3u8",
                "xtream:movie/456.mkv",
                "xtream:series/789",
                "xtream:episode/1011.mp4",
                "xtream:movie/5%2E0.mp4",
                "xtream:live/%2E%2E%2Fx"
            })
    void an_address_is_written_as_it_was_read(String written) {
        assertThat(XtreamAddress.parse(written)).map(XtreamAddress::toString).contains(written);
    }

    @Test
    void an_id_may_be_anything() {
        for (String id : new String[] {"5.0", "../x", "a b", "ñ", "4294967296", "+"}) {
            XtreamAddress address = new XtreamAddress(Part.MOVIE, id, "mkv");
            assertThat(XtreamAddress.parse(address.toString())).contains(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xtream:live/",
                "xtream:radio/1.ts",
                "xtream:live/1/2",
                "xtream:live/1.ts?x",
                "http://xtream:live/1",
                "xtream:movie/%00"
            })
    void what_is_none_is_none(String written) {
        assertThat(XtreamAddress.parse(written)).isEmpty();
    }
}
