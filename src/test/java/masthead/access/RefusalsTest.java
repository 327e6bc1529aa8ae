package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;

/** The list of refused plays. */
class RefusalsTest {
    private final ManualClock clock = new ManualClock();
    private final Refusals refusals = new Refusals(3, new Metrics(), clock);

    @Test
    void only_the_last_are_kept_newest_first() {
        for (int i = 1; i <= 5; i++) {
            refusals.add(play("viewer" + i));
        }
        assertThat(refusals.newest())
                .extracting(each -> each.play().username())
                .containsExactly("viewer5", "viewer4", "viewer3");
    }

    @Test
    void a_player_that_retries_all_night_does_not_drive_the_others_out() {
        refusals.add(play("nora"));
        refusals.add(play("paul"));
        for (int i = 0; i < 1000; i++) {
            clock.pass(Duration.ofSeconds(1));
            refusals.add(play("box"));
        }
        assertThat(refusals.newest()).extracting(each -> each.play().username()).containsExactly("box", "paul", "nora");
        Refusals.Entry box = refusals.newest().getFirst();
        assertThat(box.times()).isEqualTo(1000);
        assertThat(Duration.between(box.first(), box.last())).isEqualTo(Duration.ofSeconds(999));
    }

    @Test
    void what_a_stranger_calls_himself_is_shortened_and_made_harmless() {
        assertThat(play("a\u001b[31m" + "x".repeat(1000)).username())
                .hasSize(100)
                .startsWith("a?[31m");
    }

    private static RefusedPlay play(String name) {
        return new RefusedPlay(name, "1", Optional.empty(), new Device("192.0.2.1", ""), 403, "expired", "Over");
    }
}
