package masthead.vod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeNameTest {
    @ParameterizedTest
    @CsvSource({
        "North Pier S01E02,North Pier,1,2,''",
        "North Pier - S01 E02 - The Storm,North Pier,1,2,The Storm",
        "north.pier.s1e2.the.storm,north pier,1,2,the storm",
        "North Pier (2021) S00E01,North Pier (2021),0,1,''",
        "North_Pier_1x02,North Pier,1,2,''",
        "North Pier Season 2 Episode 13,North Pier,2,13,''",
        "|EN| North Pier S10E100,|EN| North Pier,10,100,''",
        "1917 S01E01,1917,1,1,''",
        "A film,A film,1,0,''",
        "S01E02,S01E02,1,2,''",
    })
    void a_name_tells_series_season_and_number(String name, String series, int season, int number, String title) {
        assertThat(EpisodeName.of(name)).isEqualTo(new EpisodeName(series, season, number, title));
    }

    @Test
    void names_of_one_series_share_a_key() {
        assertThat(EpisodeName.of("North.Pier.S01E02").key())
                .isEqualTo(EpisodeName.of("NORTH PIER - S02E01").key())
                .isNotEqualTo(EpisodeName.of("South Pier S01E02").key());
    }

    @Test
    void a_name_made_to_take_long_does_not() {
        assertThat(EpisodeName.of("S1E".repeat(100_000) + " ( - ".repeat(1000)).number())
                .isZero();
    }
}
