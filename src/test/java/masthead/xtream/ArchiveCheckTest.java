package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import masthead.archive.ArchiveCheck;
import masthead.archive.ArchiveCheck.Found;
import masthead.archive.ArchiveCheck.Outcome;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.format.archive.ArchiveForm;
import masthead.studio.ArchiveMood;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is noon: the top of the last hour is eleven. */
class ArchiveCheckTest {
    @TempDir
    Path folder;

    private final FakePanel panel = new FakePanel();
    private DoorWorld world;
    private ArchiveCheck check;

    @BeforeEach
    void open() {
        world = new DoorWorld(folder, Map.of("tuner.slot-settle", "0s"));
        check = new ArchiveCheck(world.past, world.lessons, world.clock);
        world.take(
                "#EXTM3U\n#EXTINF:-1 catchup-days=\"7\" group-title=\"News\",Past\n" + panel.url("/live/acc/pw/77.ts")
                        + "\n#EXTINF:-1 group-title=\"News\",Live only\n" + panel.url("/live/acc/pw/78.ts") + "\n");
    }

    @AfterEach
    void close() {
        world.close();
        panel.close();
    }

    @Test
    void it_plays_the_top_of_the_last_hour_off_by_no_second() {
        panel.under("/timeshift/", ArchiveMood.panel());
        Found found = plays();
        assertThat(found.asked()).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
        assertThat(found.off()).contains(Duration.ZERO);
        assertThat(found.form()).isEqualTo(ArchiveForm.XTREAM_PATH);
        assertThat(found.firstKeyFrame()).isPresent();
        assertThat(found.suggestion()).isEmpty();
        await().untilAsserted(() -> assertThat(world.slots.held()).isZero());
    }

    @Test
    void a_zone_that_is_not_the_one_the_provider_names_is_found_out_and_corrected() {
        panel.under("/timeshift/", ArchiveMood.panel().in("Europe/Berlin"));
        Found wrong = plays();
        assertThat(wrong.off()).contains(Duration.ofHours(-1));
        assertThat(wrong.suggestion()).contains(Duration.ofHours(1));
        check.correct(wrong.feed().provider(), wrong.suggestion().orElseThrow());
        Found right = plays();
        assertThat(right.off()).contains(Duration.ZERO);
        assertThat(right.correction()).isEqualTo(Duration.ofHours(1));
        assertThat(right.suggestion()).isEmpty();
    }

    @Test
    void a_few_seconds_are_no_matter_of_zones() {
        panel.under("/timeshift/", ArchiveMood.panel().lateBy(Duration.ofSeconds(7)));
        assertThat(plays().off()).contains(Duration.ofSeconds(7));
        assertThat(plays().suggestion()).isEmpty();
    }

    @Test
    void a_stream_that_tells_no_time_is_said_to_be_not_measurable() {
        panel.under("/timeshift/", ArchiveMood.panel().withoutTime());
        Found found = plays();
        assertThat(found.off()).isEmpty();
        assertThat(found.suggestion()).isEmpty();
    }

    @Test
    void an_archive_that_does_not_play_is_told_with_what_was_tried() {
        panel.under("/timeshift/", Moods.html());
        assertThat(check.check(channel("Past")))
                .isInstanceOfSatisfying(
                        Outcome.Silent.class,
                        silent -> assertThat(silent.tried())
                                .anySatisfy(line -> assertThat(line).contains("xtream-path: it is no transport stream"))
                                .noneSatisfy(line -> assertThat(line).contains("pw")));
    }

    @Test
    void a_channel_without_an_archive_has_nothing_to_check() {
        assertThat(check.check(channel("Live only"))).isInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void what_was_learned_is_kept() {
        panel.under("/streaming/", ArchiveMood.panel());
        assertThat(plays().form()).isEqualTo(ArchiveForm.XTREAM_QUERY);
        assertThat(world.freshLessons().of(plays().feed().provider()).form())
                .isEqualTo(Optional.of(ArchiveForm.XTREAM_QUERY));
    }

    private Found plays() {
        Outcome outcome = check.check(channel("Past"));
        assertThat(outcome).isInstanceOf(Outcome.Plays.class);
        return ((Outcome.Plays) outcome).found();
    }

    private Channel channel(String name) {
        return world.catalogs.current().channel(new ChannelId(world.id(name))).orElseThrow();
    }
}
