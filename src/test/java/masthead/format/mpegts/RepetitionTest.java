package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private final Repetition repetition = new Repetition();
    private final SplittableRandom random = new SplittableRandom(1);
    private long nowNanos;

    @Test
    void moving_pictures_do_not_repeat() {
        for (int group = 0; group < 1000; group++) {
            group(random.nextLong());
            assertThat(repetition.look()).isEmpty();
        }
    }

    @Test
    void the_same_sizes_for_the_third_time_are_a_still_picture() {
        group(1);
        group(7);
        group(7);
        assertThat(repetition.look()).isEmpty();
        group(7);
        group(8); // what is open does not count yet
        assertThat(repetition.look()).hasValueSatisfying(loop -> {
            assertThat(loop.groups()).isEqualTo(1);
            assertThat(loop.lasting()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void a_short_film_shown_for_the_third_time_is_a_loop() {
        for (int round = 0; round < 3; round++) {
            for (int part = 0; part < 10; part++) {
                group(part);
            }
        }
        assertThat(repetition.look()).isEmpty();
        group(0);
        assertThat(repetition.look()).hasValueSatisfying(loop -> {
            assertThat(loop.groups()).isEqualTo(10);
            assertThat(loop.lasting()).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void other_pictures_end_it() {
        for (int group = 0; group < 5; group++) {
            group(7);
        }
        assertThat(repetition.look()).isPresent();
        group(8);
        group(7);
        assertThat(repetition.look()).isEmpty();
    }

    /** One second of pictures whose sizes follow from {@code what}; it is over when the next one begins. */
    private void group(long what) {
        repetition.key(nowNanos);
        SplittableRandom sizes = new SplittableRandom(what);
        for (int picture = 0; picture < 25; picture++) {
            repetition.picture(1 + sizes.nextInt(50));
        }
        nowNanos += 1_000_000_000;
    }
}
