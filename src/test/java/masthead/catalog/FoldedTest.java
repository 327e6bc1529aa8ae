package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Das Erste HD      | das erste hd
            '  A   B '        | a b
            TÉLÉ Québec       | tele quebec
            ΕΡΤ ΚΌΣΜΟΣ        | ερτ κοσμοσ
            Россия 24         | россия 24
            ＦＯＸ ²            | fox 2
            """)
    void names_are_compared_without_case_accents_and_spacing(String name, String folded) {
        assertThat(Folded.of(name).replace('ς', 'σ')).isEqualTo(folded);
    }
}
