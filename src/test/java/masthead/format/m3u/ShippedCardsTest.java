package masthead.format.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The list of test cards that the demo imports. */
class ShippedCardsTest {
    @Test
    void every_card_of_the_list_has_its_stream_and_its_logo() throws IOException {
        List<M3uEntry> cards = new ArrayList<>();
        try (InputStream list = Objects.requireNonNull(getClass().getResourceAsStream("/masthead/cards/cards.m3u"))) {
            assertThat(new M3uReader().read(list, cards::add).skipped()).isEmpty();
        }
        assertThat(cards).hasSize(6);
        assertThat(cards).extracting(each -> each.group().orElseThrow()).containsOnly("News", "Leisure");
        assertThat(cards)
                .extracting(each -> each.attribute("tvg-chno").orElseThrow())
                .doesNotHaveDuplicates();
        for (M3uEntry each : cards) {
            String name = each.url().substring("card:".length());
            assertThat(each.attribute("tvg-logo")).contains("card:" + name);
            assertThat(getClass().getResource("/masthead/cards/" + name + ".ts"))
                    .isNotNull();
            assertThat(getClass().getResource("/masthead/cards/" + name + ".png"))
                    .isNotNull();
        }
    }
}
