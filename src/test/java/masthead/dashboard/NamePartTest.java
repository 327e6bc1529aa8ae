package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamePartTest {
    @Test
    void a_part_is_found_without_regard_to_case_and_accents() {
        assertThat(new NamePart("SPORT").in("Sky sport 1")).isTrue();
        assertThat(new NamePart("espana").in("La España de Noche")).isTrue();
        assertThat(new NamePart("España").in("ESPANA HD")).isTrue();
        assertThat(new NamePart("1").in("Sport 1")).isTrue();
        assertThat(new NamePart("").in("")).isTrue();
        assertThat(new NamePart("sport 2").in("Sport 1")).isFalse();
        assertThat(new NamePart("longer than it").in("long")).isFalse();
    }
}
