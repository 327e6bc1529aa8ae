package masthead.guide.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import masthead.catalog.Catalogs;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.guide.GuideRow;
import masthead.guide.Programme;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillingTest {
    private static final Instant NOW = Instant.parse("2026-05-18T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));

    private Database database;
    private Catalogs catalogs;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics());
        catalogs = new Catalogs(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Programme> filled(String name, Map<String, String> settings) {
        Channel channel =
                new Channel(new ChannelId(7), name, new CategoryId(1), 0, "", "", 0, Instant.EPOCH, List.of(), 0);
        GuideRow row = new GuideRow("7.masthead", channel, List.of(), Duration.ZERO);
        return new Filling(TestSettings.of(FillSettings.class, settings), catalogs, new FillTexts(database))
                .of(row, NOW, LATER, NOW);
    }

    private static void followEachOther(List<Programme> programmes) {
        for (int i = 1; i < programmes.size(); i++) {
            assertThat(programmes.get(i).start())
                    .isEqualTo(programmes.get(i - 1).stop());
            assertThat(programmes.get(i).stop()).isAfter(programmes.get(i).start());
        }
    }

    @Test
    void a_channel_without_a_guide_shows_its_name_without_a_gap() {
        List<Programme> programmes = filled("Delta", Map.of());
        assertThat(programmes).hasSize(4);
        followEachOther(programmes);
        assertThat(programmes).allSatisfy(each -> {
            assertThat(each.title()).isEqualTo("Delta");
            assertThat(each.guideId()).isEqualTo("7.masthead");
            assertThat(each.id()).isPositive();
        });
        assertThat(programmes.getFirst().start()).isBeforeOrEqualTo(NOW);
        assertThat(programmes.getLast().stop()).isAfterOrEqualTo(LATER);
        assertThat(programmes).extracting(Programme::id).doesNotHaveDuplicates();
    }

    @Test
    void the_operator_says_what_stands_there() {
        List<Programme> programmes = filled(
                "Delta",
                Map.of(
                        "guide.fill.title",
                        "On {name}",
                        "guide.fill.description",
                        "In {group}",
                        "guide.fill.length",
                        "1h"));
        assertThat(programmes).hasSize(24).allSatisfy(each -> {
            assertThat(each.title()).isEqualTo("On Delta");
            assertThat(each.description()).isEqualTo("In ");
        });
        assertThat(filled("Delta", Map.of("guide.fill.enabled", "false"))).isEmpty();
    }

    @Test
    void a_channel_may_have_a_text_of_its_own_which_lasts() {
        FillTexts texts = new FillTexts(database);
        texts.set(new ChannelId(7), new FillText("{name}: films", "All day"));
        texts.set(new ChannelId(8), new FillText("Others", ""));
        assertThat(filled("Delta", Map.of())).allSatisfy(each -> {
            assertThat(each.title()).isEqualTo("Delta: films");
            assertThat(each.description()).isEqualTo("All day");
        });
        texts.clear(new ChannelId(7));
        assertThat(filled("Delta", Map.of())).extracting(Programme::title).containsOnly("Delta");
        assertThat(texts.version()).isEqualTo(3);
    }

    @Test
    void an_event_is_announced_shown_and_over() {
        List<Programme> programmes = filled("PPV 3 | Fury vs Usyk 20:00", Map.of());
        followEachOther(programmes);
        assertThat(programmes)
                .extracting(Programme::title)
                .containsExactly(
                        "Next: Fury vs Usyk",
                        "Next: Fury vs Usyk",
                        "Fury vs Usyk",
                        "PPV 3 | Fury vs Usyk 20:00",
                        "PPV 3 | Fury vs Usyk 20:00",
                        "PPV 3 | Fury vs Usyk 20:00");
        assertThat(programmes.get(2).start()).isEqualTo("2026-05-18T20:00:00Z");
        assertThat(programmes.get(2).stop()).isEqualTo("2026-05-18T23:00:00Z");
    }

    @Test
    void an_event_without_a_time_stands_there_all_day() {
        assertThat(filled("PPV 4 | Joshua vs Wilder", Map.of()))
                .extracting(Programme::title)
                .containsOnly("Joshua vs Wilder");
    }
}
