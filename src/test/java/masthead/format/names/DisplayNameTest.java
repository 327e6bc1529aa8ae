package masthead.format.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            Rai 1 HD                     = Rai 1
            IT: Rai 1 FHD                = IT: Rai 1
            Rai 1 (1080p)                = Rai 1
            Rai 1 [HD] Geo-blocked       = Rai 1 Geo-blocked
            |4K| Sky Cinema              = Sky Cinema
            Sky Cinema | UHD             = Sky Cinema
            Sky Cinema - HEVC H265       = Sky Cinema
            Sky Sport Uno ᴴᴰ             = Sky Sport Uno
            Canal+ ᵁᴴᴰ ³⁸⁴⁰ᴾ             = Canal+
            DAZN 1 50fps RAW             = DAZN 1
            Full HD Rai 2                = Rai 2
            UHD 1                        = UHD 1
            Sky UHD 1                    = Sky UHD 1
            RTL HD+                      = RTL HD+
            IT: 4K                       = IT: 4K
            HD                           = HD
            HDTV Music                   = HDTV Music
            News 24 (Backup)             = News 24 (Backup)
            ### SPORT HD ###             = ### SPORT HD ###
            """)
    void marks_of_quality_are_taken_out_of_a_name_and_nothing_else(String name, String bare) {
        assertThat(DisplayName.withoutQuality(name, ReadName.of(name))).isEqualTo(bare);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            IT: Rai 1                    = Rai 1
            |UK| BBC One                 = BBC One
            US - ESPN                    = ESPN
            [DE] ZDF                     = ZDF
            🇮🇹 Rai 1                     = Rai 1
            EX-YU: HRT 1                 = HRT 1
            ITALIA | La7                 = La7
            Italia 1                     = Italia 1
            US Open                      = US Open
            TV: One                      = TV: One
            France 24                    = France 24
            M6                           = M6
            IT:                          = IT:
            """)
    void a_countrys_code_is_taken_off_the_front_where_something_sets_it_apart(String name, String bare) {
        assertThat(DisplayName.withoutCountry(name)).isEqualTo(bare);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            IT: Rai 1 HD = Rai Uno FHD
            Canale 5 4K  = CANALE5
            Sky Sport F1 = Sky Sport F 1 HD
            """)
    void names_of_one_channel_have_one_key(String one, String other) {
        assertThat(key(one)).isEqualTo(key(other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            Sky Sport 1    = Sky Sport 11
            Rai 1          = Rai 1 +1
            Virgin Radio   = Virgin Radio TV
            Sky 1          = Sky UHD 1
            News           = News 24
            """)
    void names_of_two_channels_have_two_keys(String one, String other) {
        assertThat(key(one)).isNotEqualTo(key(other));
    }

    private static String key(String name) {
        return DisplayName.key(name, ReadName.of(name));
    }

    @Test
    void a_name_that_says_nothing_has_no_key() {
        assertThat(key("##### ITALY #####")).isEmpty();
        assertThat(key("5")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Rai 1 4K, 4",
        "Rai 1 UHD HEVC, 4",
        "Rai 1 (Full HD), 3",
        "Rai 1 1080p, 3",
        "Rai 1 HD, 2",
        "Rai 1, 1",
        "Rai 1 SD, 0"
    })
    void qualities_have_an_order(String name, int quality) {
        assertThat(Quality.of(name)).isEqualTo(quality);
    }

    @Test
    void countries_and_groups_of_them_have_a_label_and_others_have_none() {
        assertThat(Countries.label(Set.of("it"))).contains("Italy");
        assertThat(Countries.label(Set.of("uk"))).contains("United Kingdom");
        assertThat(Countries.label(Countries.ofCode("AR"))).contains("Arabic");
        assertThat(Countries.label(Countries.ofCode("EX-YU"))).contains("Ex-Yu");
        assertThat(Countries.label(Set.of("it", "us"))).isEmpty();
        assertThat(Countries.label(Set.of())).isEmpty();
    }
}
