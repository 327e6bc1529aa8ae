package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HlsReferencesTest {
    private static final String URL = "http://cdn.example.net/v/720.m3u8?t=1";

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Seal seal = new Seal();
    private final HlsReferences references = new HlsReferences(seal, clock);

    @Test
    void an_address_in_use_stays_good() {
        String address = references.address("token", URL);
        for (int hours = 0; hours < 48; hours++) {
            assertThat(asked(references, address)).as("after %s hours", hours).contains(URL);
            now = now.plus(Duration.ofHours(1));
        }
    }

    @Test
    void an_address_that_nobody_uses_is_of_no_use_some_hours_later() {
        String address = references.address("token", URL);
        assertThat(asked(references, address)).contains(URL);
        now = now.plus(Duration.ofHours(7));
        assertThat(asked(references, address)).isEmpty();
    }

    @Test
    void an_address_is_of_no_use_in_the_next_pass() {
        String address = references.address("token", URL);
        HlsReferences next = new HlsReferences(seal, clock);
        next.address("token", "http://cdn.example.net/other.ts");
        assertThat(asked(next, address)).isEmpty();
    }

    @Test
    void what_a_source_named_is_known_whatever_its_query() {
        references.address("token", URL);
        assertThat(references.knows("http://cdn.example.net/v/720.m3u8")).isTrue();
        assertThat(references.knows("http://cdn.example.net/v/72")).isFalse();
        assertThat(references.knows("http://cdn.example.net/v/721.m3u8")).isFalse();
    }

    @Test
    void an_address_that_is_too_long_leads_nowhere() {
        assertThat(references.address("token", "http://cdn.example.net/" + "a".repeat(9000)))
                .isEqualTo("0/x");
    }

    private static Optional<String> asked(HlsReferences references, String address) {
        return references.url(
                "token",
                HlsReferences.Mark.parse(address.substring(0, address.indexOf('/')))
                        .orElseThrow());
    }
}
