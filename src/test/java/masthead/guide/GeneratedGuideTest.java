package masthead.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import org.junit.jupiter.api.Test;

class GeneratedGuideTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:34:56Z");

    @Test
    void the_guide_runs_without_a_gap_from_yesterday_to_three_days_ahead() {
        List<Programme> programmes = guide(NOW, "one");
        assertThat(programmes.getFirst().start()).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(programmes.getLast().stop()).isEqualTo("2026-01-05T00:00:00Z");
        for (int i = 1; i < programmes.size(); i++) {
            assertThat(programmes.get(i).start())
                    .isEqualTo(programmes.get(i - 1).stop());
        }
        assertThat(programmes).allSatisfy(each -> {
            assertThat(each.start().getEpochSecond() % 1800).isZero();
            assertThat(Duration.between(each.start(), each.stop()))
                    .isBetween(Duration.ofMinutes(30), Duration.ofHours(2));
            assertThat(each.title()).isNotBlank();
            assertThat(each.description()).isNotBlank();
        });
    }

    @Test
    void a_day_is_the_same_whenever_it_is_asked_for() {
        List<Programme> today = guide(NOW, "one");
        List<Programme> tomorrow = guide(NOW.plus(Duration.ofDays(1)), "one");
        assertThat(tomorrow)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsAll(today.stream()
                        .filter(each -> !each.start().isBefore(Instant.parse("2026-01-01T00:00:00Z")))
                        .toList());
    }

    @Test
    void channels_show_different_things_and_those_without_a_guide_id_nothing() {
        List<Programme> programmes = guide(NOW, "one", "", "two", "one");
        assertThat(programmes).extracting(Programme::guideId).containsOnly("one", "two");
        assertThat(programmes.stream().filter(each -> each.guideId().equals("one")))
                .hasSameSizeAs(guide(NOW, "one"));
        assertThat(guide(NOW, "one").stream().map(Programme::title).toList())
                .isNotEqualTo(guide(NOW, "two").stream().map(Programme::title).toList());
    }

    private static List<Programme> guide(Instant now, String... guideIds) {
        List<Channel> channels = new ArrayList<>();
        for (String each : guideIds) {
            channels.add(new Channel(
                    new ChannelId(channels.size() + 1),
                    "Channel",
                    new CategoryId(1),
                    0,
                    "",
                    each,
                    0,
                    now,
                    List.of(),
                    0));
        }
        List<Programme> programmes = new ArrayList<>();
        GeneratedGuide.of(channels, now).forEach(programmes::add);
        return programmes;
    }
}
