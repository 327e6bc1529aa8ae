package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import masthead.config.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where from and with what somebody may watch. */
class LocksTest {
    @Test
    void without_locks_everything_is_allowed() {
        assertThat(Locks.NONE.allowAddress("192.0.2.7")).isTrue();
        assertThat(Locks.NONE.allowAddress("unknown")).isTrue();
        assertThat(Locks.NONE.allowAgent("")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, true",
        "192.0.3.7, false",
        "2001:db8::1, true",
        "2001:db9::1, false",
        "::ffff:192.0.2.7, true",
        "unknown, false",
    })
    void an_address_must_lie_in_an_allowed_range(String address, boolean allowed) {
        assertThat(Locks.read("192.0.2.0/24,2001:db8::/32", "").allowAddress(address))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "tivimate, TiviMate/4.7.0 (Android 12), true",
                "tivimate, Kodi/20.2, false",
                "tivimate, \"\", false",
                "VLC/*, VLC/3.0.20 LibVLC/3.0.20, true",
                "VLC/*, MyVLC/3.0.20, false",
                "*LibVLC/3.0.20, VLC/3.0.20 LibVLC/3.0.20, true",
                "*LibVLC/3.0.2, VLC/3.0.20 LibVLC/3.0.20, false",
                "a*b*c, aXXbYYc, true",
                "a*b*c, acb, false",
                "ab*ba, aba, false",
                "a*bc*c, abc, false",
                "*, \"\", true",
            })
    void a_program_is_matched_by_a_part_of_it_or_by_all_of_it_with_stars(String lock, String agent, boolean allowed) {
        assertThat(new Locks(Locks.NONE.networks(), List.of(lock)).allowAgent(agent))
                .isEqualTo(allowed);
    }

    @Test
    void a_pattern_of_many_stars_costs_no_more_than_the_text_is_long() {
        String pattern = "*a".repeat(90) + "*b";
        assertThat(new Locks(Locks.NONE.networks(), List.of(pattern)).allowAgent("a".repeat(200)))
                .isFalse();
    }

    @Test
    void what_is_written_is_read_again() {
        Locks locks = new Locks(Networks.parse("192.0.2.7,10.0.0.0/8,fd00::/8"), List.of("TiviMate, 4*", "VLC"));
        assertThat(Locks.read(locks.writtenNetworks(), locks.writtenAgents())).isEqualTo(locks);
        assertThat(Locks.read(Locks.NONE.writtenNetworks(), Locks.NONE.writtenAgents()))
                .isEqualTo(Locks.NONE);
    }

    @Test
    void locks_are_few_and_short() {
        assertThatThrownBy(() -> new Locks(Locks.NONE.networks(), Collections.nCopies(51, "x")))
                .hasMessageContaining("at most 50");
        assertThatThrownBy(() -> new Locks(Locks.NONE.networks(), List.of("x".repeat(201))))
                .hasMessageContaining("1 to 200");
        assertThatThrownBy(() -> new Locks(Locks.NONE.networks(), List.of("two\nlines")))
                .hasMessageContaining("control");
    }
}
