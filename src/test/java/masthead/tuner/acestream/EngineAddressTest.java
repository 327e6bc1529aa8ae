package masthead.tuner.acestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import masthead.config.HostPorts.HostPort;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where what an engine answers may lead: to itself, and there to streams. */
class EngineAddressTest {
    private static final EngineAddress ENGINE = new EngineAddress(new HostPort("engine", 6879));

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1:6878/ace/r/ab/cd, /ace/r/ab/cd",
        "http://localhost/ace/m/ab/cd.m3u8?a=b&c=%2F, /ace/m/ab/cd.m3u8?a=b&c=%2F",
        "https://evil.example/hls/c/ab/1.ts#x, /hls/c/ab/1.ts",
        "/ace/cmd/ab/cd, /ace/cmd/ab/cd"
    })
    void host_and_port_are_ours_and_the_path_is_the_engines(String given, String path) {
        assertThat(ENGINE.apply(given)).isEqualTo("http://engine:6879" + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://engine:6878/webui/app/token/cmd/shutdown",
                "http://engine:6878/ace/../webui/app",
                "http://engine:6878/ace/%2e%2E/webui/app",
                "http://engine:6878/ace/r/..",
                "http://engine:6878/ace/r/a%2f..%2fb",
                "http://engine:6878/server/api?method=get_status",
                "http://engine:6878",
                "http://engine:6878/ace/r/a b",
                "http://engine:6878/ace/r/a\r\nX: y",
                "file:///etc/passwd",
                "ace/r/ab",
                ""
            })
    void anything_else_is_no_stream(String given) {
        assertThatThrownBy(() -> ENGINE.apply(given)).isInstanceOf(IllegalArgumentException.class);
    }
}
