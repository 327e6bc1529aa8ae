package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long NO_FLOOR = 0;
    private static final Health.Clock GOOD_CLOCK = new Health.Clock(true, Duration.ZERO, Duration.ZERO, 1);
    private static final Health.Traffic GOOD_TRAFFIC = new Health.Traffic(List.of(), 1_000_000, 0, 0);

    private final Watchdog watchdog = watchdog(Map.of());
    private Map<Indicator, Health.Count> errors = Map.of();
    private Health.Clock clock = GOOD_CLOCK;
    private Health.Traffic traffic = GOOD_TRAFFIC;
    private Optional<Duration> silent = Optional.of(Duration.ZERO);
    private Optional<Health.Loop> loop = Optional.empty();
    private Duration watched = Duration.ofMinutes(2);

    @Test
    void a_stream_without_faults_is_fine() {
        assertThat(judge()).isEqualTo(new Verdict.Fine());
        assertThat(judge().trouble()).isEmpty();
    }

    @Test
    void a_few_lost_packets_make_it_poor_and_many_failing() {
        errors = Map.of(Indicator.CONTINUITY_COUNT_ERROR, new Health.Count(4, 900));
        assertThat(judge()).isEqualTo(new Verdict.Fine());
        errors = Map.of(Indicator.CONTINUITY_COUNT_ERROR, new Health.Count(4, 900), Indicator.TRANSPORT_ERROR, once());
        assertThat(judge()).isEqualTo(new Verdict.Poor("5 lost or damaged packets in ten seconds."));
        assertThat(judge().failing()).isEmpty();
        errors = Map.of(Indicator.CONTINUITY_COUNT_ERROR, new Health.Count(100, 900));
        assertThat(judge().failing()).contains("100 lost or damaged packets in ten seconds.");
    }

    @Test
    void a_clock_that_stands_still_makes_it_failing_but_one_it_never_had_does_not() {
        clock = new Health.Clock(true, Duration.ofMillis(1999), Duration.ZERO, 1);
        assertThat(judge()).isEqualTo(new Verdict.Fine());
        clock = new Health.Clock(true, Duration.ofSeconds(2), Duration.ZERO, 1);
        assertThat(judge()).isEqualTo(new Verdict.Failing("Its clock has not gone on for 2 s."));
        clock = new Health.Clock(false, Duration.ofSeconds(20), Duration.ZERO, 1);
        assertThat(judge()).isEqualTo(new Verdict.Fine());
    }

    @Test
    void a_mostly_scrambled_stream_is_failing() {
        traffic = new Health.Traffic(List.of(), 1_000_000, 0, 0.5);
        assertThat(judge()).isEqualTo(new Verdict.Fine());
        traffic = new Health.Traffic(List.of(), 1_000_000, 0, 0.96);
        assertThat(judge()).isEqualTo(new Verdict.Failing("96 % of its packets are scrambled."));
    }

    @Test
    void sound_that_stopped_makes_it_failing_but_a_silent_film_is_fine() {
        silent = Optional.of(Duration.ofSeconds(10));
        assertThat(judge()).isEqualTo(new Verdict.Failing("No sound for 10 s."));
        silent = Optional.empty();
        assertThat(judge()).isEqualTo(new Verdict.Fine());
    }

    @Test
    void a_bitrate_under_the_floor_is_failing_once_ten_seconds_are_known() {
        assertThat(judge(1_000_001))
                .isEqualTo(new Verdict.Failing("1000 kbit/s are under the channel's floor of 1000."));
        assertThat(judge(1_000_000)).isEqualTo(new Verdict.Fine());
        watched = Duration.ofSeconds(9);
        assertThat(judge(1_000_001)).isEqualTo(new Verdict.Fine());
    }

    @Test
    void a_pause_between_segments_is_not_under_the_floor() {
        traffic = new Health.Traffic(List.of(), 0, 0, 0);
        assertThat(judge(1_000_000)).isEqualTo(new Verdict.Fine());
    }

    @Test
    void repeating_pictures_are_poor_unless_the_operator_says_more() {
        loop = Optional.of(new Health.Loop(1, Duration.ofSeconds(29)));
        assertThat(judge()).isEqualTo(new Verdict.Fine());
        loop = Optional.of(new Health.Loop(1, Duration.ofSeconds(30)));
        assertThat(judge()).isEqualTo(new Verdict.Poor("Its picture has stood still for 30 s."));
        loop = Optional.of(new Health.Loop(4, Duration.ofSeconds(40)));
        assertThat(judge()).isEqualTo(new Verdict.Poor("Its pictures have gone round in a loop for 40 s."));
        Watchdog strict = watchdog(Map.of("watchdog.repetition-fails", "true"));
        assertThat(strict.judge(health(), NO_FLOOR))
                .isEqualTo(new Verdict.Failing("Its pictures have gone round in a loop for 40 s."));
    }

    @Test
    void what_a_stream_announces_but_does_not_bring_makes_it_poor() {
        errors = Map.of(Indicator.PID_ERROR, once());
        assertThat(judge()).isEqualTo(new Verdict.Poor("A picture or sound that it announces does not come."));
    }

    @Test
    void a_source_slower_than_its_stream_is_poor() {
        clock = new Health.Clock(true, Duration.ZERO, Duration.ZERO, 0.8);
        assertThat(judge()).isEqualTo(new Verdict.Poor("It comes too slowly: 80 % of a minute in a minute."));
        watched = Duration.ofSeconds(59);
        assertThat(judge()).isEqualTo(new Verdict.Fine());
    }

    @Test
    void nothing_but_text_is_failing() {
        errors = Map.of(Indicator.TS_SYNC_LOSS, new Health.Count(9, 9));
        assertThat(judge()).isEqualTo(new Verdict.Failing("9 gaps without packets in ten seconds."));
    }

    @Test
    void each_trigger_can_be_turned_off() {
        Watchdog lax = watchdog(Map.of(
                "watchdog.poor-errors", "0",
                "watchdog.failing-errors", "0",
                "watchdog.failing-sync-losses", "0",
                "watchdog.clock-timeout", "0s",
                "watchdog.scrambled-percent", "100",
                "watchdog.audio-timeout", "0s",
                "watchdog.repetition", "0s"));
        errors = Map.of(
                Indicator.CONTINUITY_COUNT_ERROR, new Health.Count(1000, 1000),
                Indicator.TS_SYNC_LOSS, new Health.Count(1000, 1000));
        clock = new Health.Clock(true, Duration.ofHours(1), Duration.ZERO, 1);
        traffic = new Health.Traffic(List.of(), 1_000_000, 0, 1);
        silent = Optional.of(Duration.ofHours(1));
        loop = Optional.of(new Health.Loop(1, Duration.ofHours(1)));
        assertThat(lax.judge(health(), NO_FLOOR)).isEqualTo(new Verdict.Fine());
    }

    private static Watchdog watchdog(Map<String, String> values) {
        return new Watchdog(TestSettings.of(WatchdogSettings.class, values), new Metrics());
    }

    private static Health.Count once() {
        return new Health.Count(1, 1);
    }

    private Verdict judge() {
        return judge(NO_FLOOR);
    }

    private Verdict judge(long floorBitsPerSecond) {
        return watchdog.judge(health(), floorBitsPerSecond);
    }

    private Health health() {
        return new Health(watched, errors, traffic, clock, List.of(), silent, loop, List.of());
    }
}
