package masthead.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true",
                "deflate, gzip|true",
                "deflate,GZIP ; q=0.5|true",
                "x-gzip|true",
                "gzip;q=1|true",
                "gzip;q=0.001|true",
                "gzip;q=0|false",
                "gzip; q=0.000, deflate|false",
                "gzip ; Q = 0|false",
                "identity|false",
                "not-gzip|false",
                "gzipped|false",
                "*|false",
                "''|false"
            })
    void gzip_is_sent_to_those_who_ask_for_it(String accepted, boolean gzip) {
        assertThat(Incoming.acceptsGzip(List.of(accepted))).isEqualTo(gzip);
        assertThat(Incoming.acceptsGzip(List.of("br", accepted))).isEqualTo(gzip);
    }
}
