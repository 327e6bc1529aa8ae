package masthead.format.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "IT: RAI 1 FHD; Rai1",
                "|IT| RAI UNO ᴴᴰ; Rai 1 HD",
                "UK ★ Sky Sports Main Event UHD; Sky Sports Main Event",
                "[FR] Téva HD; TEVA",
                "DE - ProSieben HEVC; Pro 7",
                "DE: RTL II; RTL Zwei",
                "🇩🇪 VOX ᴴᴰ ◉; vox",
                "Rai 3 (720p) [Geo-blocked]; RAI TRE",
                "ＵＫ： ＩＴＶ３ ＨＤ; ITV 3",
                "UK: ʙʙᴄ ꜰᴏᴜʀ ʜᴅ; BBC 4",
                "UK-SKY: Sky Sports Cricket FHD; Sky Sports Cricket",
                "CH: 3 PLUS; 3+",
                "FR: CANAL + HD; Canal+",
                "RTL 102.5 HD; RTL 1025",
                "US: LAW & CRIME; Law and Crime",
                "ES: TVE LA 1; La 1"
            })
    void what_lists_put_around_a_name_is_not_the_name(String listed, String plain) {
        assertThat(ReadName.of(listed).key()).isEqualTo(ReadName.of(plain).key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Sky Sport 1; Sky Sport 11",
                "Sky Sport 1; Sky Sport",
                "Rai 1; Rai 1 +1",
                "Sky Cinema Uno +1; Sky Cinema Uno +24",
                "BBC One; BBC One London",
                "France 3; France 3 Alsace",
                "RTL; RTL Zwei",
                "Kanal 5; TV 5",
                "Canal+; Canal",
                "UHD 1; 1"
            })
    void numbers_shifts_and_regions_make_another_channel(String one, String other) {
        assertThat(ReadName.of(one).key()).isNotEqualTo(ReadName.of(other).key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "РТС 1; RTS 1",
                "Россия 1; ROSSIYA 1",
                "Россия 24; Rossija 24",
                "ΣΚΑΪ; SKAI",
                "ΕΡΤ1; ERT 1",
                "Новий канал; NOVYI KANAL",
                "Домашний; Domashniy"
            })
    void names_in_other_letters_sound_the_same(String one, String other) {
        assertThat(ReadName.of(one).sound()).isEqualTo(ReadName.of(other).sound());
    }

    @Test
    void a_name_tells_its_country_and_its_shift() {
        assertThat(ReadName.of("|UK| ITV2 +1 HD").countries()).containsExactly("uk");
        assertThat(ReadName.of("|UK| ITV2 +1 HD").shift()).isEqualTo(1);
        assertThat(ReadName.of("Discovery Channel Italia").countries()).containsExactly("it");
        assertThat(ReadName.of("DE: RTL (Almanya)").countries()).containsExactly("de");
        assertThat(ReadName.of("Radio Italia").countries()).isEmpty();
        assertThat(ReadName.of("PL: CANAL+ 1").shift()).isZero();
        assertThat(ReadName.of("AR: MBC 1").countries()).contains("ar", "ae", "sa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"##### SKY CINEMA #####", "----- ITALIA -----", "■■■ RAI ■■■", "★★★", "", "   "})
    void a_heading_between_channels_is_none(String heading) {
        assertThat(ReadName.of(heading).heading()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((",
                "|||",
                "IT:",
                "+1",
                "HD",
                "[]{}()",
                "\uD83C",
                "🇮",
                "٣",
                "IT | HD | 4K",
                "+99999999999",
                "Plus12"
            })
    void nothing_that_a_list_may_hold_breaks_it(String odd) {
        assertThat(ReadName.of(odd.repeat(300)).core().length()).isLessThan(1000);
        assertThat(ReadName.of(odd)).isNotNull();
    }
}
