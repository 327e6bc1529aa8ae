package masthead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import masthead.config.ProxyUrl.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyUrlTest {
    @Test
    void a_proxy_is_read_with_its_user_and_password() {
        ProxyUrl proxy = ProxyUrl.parse(" socks5://no%40ra:p%2Fw+d@proxy.example.net:1080/ ");
        assertThat(proxy)
                .isEqualTo(new ProxyUrl(Protocol.SOCKS5, "proxy.example.net", 1080, "no@ra", new Secret("p/w+d")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://proxy:3128",
                "http://nora:pass%20word%25%2B@10.0.0.1:3128",
                "socks4://nora@[::1]:1080",
                "socks5://a:b@h:1"
            })
    void what_is_kept_is_read_again_as_it_was(String text) {
        ProxyUrl proxy = ProxyUrl.parse(text);
        assertThat(proxy.written()).isEqualTo(text);
        assertThat(ProxyUrl.parse(proxy.written())).isEqualTo(proxy);
    }

    @Test
    void what_is_shown_and_what_is_printed_hold_no_password() {
        ProxyUrl proxy = ProxyUrl.parse("http://nora:hunter2@proxy:3128");
        assertThat(proxy.shown()).isEqualTo("http://nora:***@proxy:3128");
        assertThat(proxy.toString()).isEqualTo("http://proxy:3128");
    }

    @Test
    void what_was_shown_is_recognised_when_it_comes_back() {
        ProxyUrl proxy = ProxyUrl.parse("http://nora:hunter2@proxy:3128");
        assertThat(proxy.isShownBy(ProxyUrl.parse(proxy.shown()))).isTrue();
        assertThat(proxy.isShownBy(ProxyUrl.parse("http://other:***@proxy:3128")))
                .isFalse();
        assertThat(proxy.isShownBy(proxy)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "ftp://proxy:21",
                "http://proxy",
                "http://proxy:0",
                "http://proxy:65536",
                "http://proxy:3128/hunter2",
                "http://nora:hunter2@:3128",
                "http://hunter2%:x@proxy:3128",
                "socks4://nora:hunter2@proxy:1080",
                "http://nora:hunter2%0a@proxy:3128",
                ""
            })
    void what_is_no_proxy_is_refused_without_repeating_it(String text) {
        assertThatThrownBy(() -> ProxyUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }
}
