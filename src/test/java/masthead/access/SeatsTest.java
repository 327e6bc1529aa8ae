package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import masthead.config.Secret;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sits where, and who must go. */
class SeatsTest {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Device SOFA = new Device("192.0.2.1", "VLC/3.0.20 LibVLC/3.0.20");
    private static final Device SOFA_UPDATED = new Device("192.0.2.1", "VLC/3.0.21 LibVLC/3.0.21");
    private static final Device TABLET = new Device("192.0.2.1", "TiviMate/4.7.0");
    private static final Device PHONE = new Device("198.51.100.7", "VLC/3.0.20 LibVLC/3.0.20");
    private static final Device OFFICE = new Device("203.0.113.9", "Kodi/20.2");

    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger leaked = new AtomicInteger();
    private final Seats seats = seats(WhenFull.NEWEST_WINS, GRACE);

    /** A seat and its holder. */
    private static final class Sitter implements Seat.Holder {
        final Lease seat;
        final AtomicInteger told = new AtomicInteger();
        boolean alive = true;
        boolean left;

        Sitter(Lease seat) {
            this.seat = seat;
            seat.heldBy(this);
        }

        Sitter watches() {
            seat.firm();
            return this;
        }

        void leaves() {
            left = true;
            seat.close();
        }

        boolean sits() {
            return told.get() == 0 && !left;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void leave() {
            told.incrementAndGet();
        }
    }

    @Test
    void a_player_that_opens_the_next_channel_before_it_closes_the_last_has_a_grace() {
        Sitter old = sit(1, SOFA, "a").watches();
        Sitter young = sit(1, SOFA, "b").watches();
        assertThat(old.sits()).isTrue();
        timer.pass(GRACE.minusMillis(1));
        assertThat(old.sits()).isTrue();
        timer.pass(Duration.ofMillis(1));
        assertThat(old.told).hasValue(1);
        assertThat(young.sits()).isTrue();
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void a_player_that_closes_the_last_channel_in_time_is_never_told_to_leave() {
        Sitter old = sit(1, SOFA, "a").watches();
        Sitter young = sit(1, SOFA, "b").watches();
        old.leaves();
        timer.pass(GRACE);
        assertThat(old.told).hasValue(0);
        assertThat(young.told).hasValue(0);
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void a_loser_at_another_address_ends_with_the_newcomers_first_media_byte() {
        Sitter home = sit(1, SOFA, "a").watches();
        Sitter phone = sit(1, PHONE, "b");
        assertThat(home.sits()).isTrue();
        phone.watches();
        assertThat(home.told).hasValue(1);
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void a_newcomer_whose_channel_opens_slowly_ends_the_other_address_after_the_grace() {
        Sitter home = sit(1, SOFA, "a").watches();
        Sitter phone = sit(1, PHONE, "b");
        timer.pass(GRACE);
        assertThat(home.told).hasValue(1);
        assertThat(phone.sits()).isTrue();
    }

    @Test
    void a_probe_that_never_shows_a_picture_ends_nobodys() {
        Sitter home = sit(1, SOFA, "a").watches();
        sit(1, SOFA, "b").leaves();
        sit(1, PHONE, "b").leaves();
        sit(1, SOFA, "a").leaves();
        timer.pass(GRACE);
        assertThat(home.sits()).isTrue();
        assertThat(watching()).isEqualTo(1);
    }

    @Test
    void a_probe_while_the_next_channel_opens_does_not_prolong_the_grace_of_the_last() {
        Sitter old = sit(1, SOFA, "a").watches();
        Sitter young = sit(1, SOFA, "b").watches();
        sit(1, SOFA, "b").leaves();
        timer.pass(GRACE);
        assertThat(List.of(old.sits(), young.sits())).containsExactly(false, true);
    }

    @Test
    void without_a_grace_the_last_channel_ends_with_the_first_media_byte_of_the_next() {
        Seats strict = seats(WhenFull.NEWEST_WINS, Duration.ZERO);
        Sitter old = new Sitter(strict.give(subscriber(1, 1), play(SOFA, "a")).orElseThrow()).watches();
        Sitter young = new Sitter(strict.give(subscriber(1, 1), play(SOFA, "b")).orElseThrow());
        assertThat(old.sits()).isTrue();
        young.watches();
        assertThat(old.told).hasValue(1);
    }

    @Test
    void zapping_fast_never_makes_more_than_one_too_many_and_ends_the_last_one_only_for_a_picture() {
        Sitter first = sit(1, SOFA, "a").watches();
        Sitter second = sit(1, SOFA, "b");
        Sitter third = sit(1, SOFA, "c");
        assertThat(taken()).isEqualTo(2);
        assertThat(second.told).as("he showed nothing yet").hasValue(1);
        assertThat(first.sits()).isTrue();
        third.watches();
        Sitter fourth = sit(1, SOFA, "d").watches();
        assertThat(first.told).as("the third shows a picture").hasValue(1);
        timer.pass(GRACE);
        assertThat(List.of(third.sits(), fourth.sits())).containsExactly(false, true);
    }

    @Test
    void two_screens_of_a_home_that_zap_at_once_both_get_their_new_channel() {
        Sitter oneOld = sit(2, SOFA, "a").watches();
        Sitter otherOld = sit(2, TABLET, "b").watches();
        Sitter one = sit(2, SOFA, "c");
        Sitter other = sit(2, TABLET, "d");
        assertThat(taken()).isEqualTo(3);
        one.watches();
        other.watches();
        timer.pass(GRACE);
        assertThat(Stream.of(oneOld, otherOld, one, other).map(Sitter::sits)).containsExactly(false, false, true, true);
    }

    @Test
    void the_same_device_yields_before_the_same_address_and_that_before_the_oldest_of_all() {
        Sitter office = sit(3, OFFICE, "a").watches();
        Sitter tablet = sit(3, TABLET, "b").watches();
        Sitter sofa = sit(3, SOFA, "c").watches();
        Sitter sofaToo = sit(3, SOFA_UPDATED, "d").watches();
        timer.pass(GRACE);
        assertThat(sofa.sits()).isFalse();
        sofaToo.leaves();
        Sitter kodi = sit(3, OFFICE, "e").watches();
        Sitter vlc = sit(3, SOFA, "f").watches();
        timer.pass(GRACE);
        assertThat(List.of(office.sits(), tablet.sits(), kodi.sits(), vlc.sits()))
                .as("no VLC is there: the tablet at the same address")
                .containsExactly(true, false, true, true);
        Sitter phone = sit(3, PHONE, "g").watches();
        assertThat(List.of(office.sits(), kodi.sits(), vlc.sits(), phone.sits()))
                .containsExactly(false, true, true, true);
    }

    @Test
    void the_same_channel_on_the_same_device_again_does_not_count_twice() {
        Sitter one = sit(2, SOFA, "a").watches();
        Sitter again = sit(2, SOFA, "a").watches();
        assertThat(watching()).isEqualTo(1);
        assertThat(List.of(one.sits(), again.sits()))
                .as("two sets of one home may show the same")
                .containsExactly(true, true);
        Sitter phone = sit(2, PHONE, "b").watches();
        assertThat(List.of(one.sits(), again.sits(), phone.sits()))
                .as("one of the two makes room for the phone")
                .containsExactly(false, true, true);
        assertThat(watching()).isEqualTo(2);
    }

    @Test
    void a_player_that_comes_back_to_its_channel_takes_its_own_seat_and_nobody_elses() {
        Sitter tablet = sit(2, TABLET, "b").watches();
        Sitter lost = sit(2, SOFA, "a").watches();
        Sitter back = sit(2, SOFA, "a");
        assertThat(lost.sits()).isTrue();
        back.watches();
        assertThat(List.of(tablet.sits(), lost.sits(), back.sits())).containsExactly(true, false, true);
    }

    @Test
    void who_must_not_take_a_seat_elsewhere_is_refused_and_who_zaps_is_not() {
        Seats strict = seats(WhenFull.REFUSE, GRACE);
        Sitter home = new Sitter(strict.give(subscriber(1, 1), play(SOFA, "a")).orElseThrow()).watches();
        assertThat(strict.give(subscriber(1, 1), play(PHONE, "a"))).isEmpty();
        assertThat(strict.give(subscriber(1, 1), play(SOFA, "b"))).isPresent();
        timer.pass(GRACE);
        assertThat(home.told).hasValue(1);
        assertThat(strict.taken()).isEqualTo(1);
    }

    @Test
    void who_yields_goes_sooner_where_the_newcomer_waits_for_a_provider() {
        Sitter old = sit(1, SOFA, "a").watches();
        Sitter young = sit(1, SOFA, "b");
        seats.hurry();
        assertThat(old.sits()).as("the newcomer may be a probe").isTrue();
        timer.pass(Duration.ofMillis(250));
        assertThat(List.of(old.sits(), young.sits())).containsExactly(false, true);
    }

    @Test
    void who_says_late_that_he_holds_a_seat_that_was_taken_is_told_at_once() {
        Lease old = seats.give(subscriber(1, 1), play(SOFA, "a")).orElseThrow();
        sit(1, PHONE, "b").watches();
        assertThat(new Sitter(old).told).hasValue(1);
    }

    @Test
    void closing_twice_gives_back_one_seat() {
        Sitter first = sit(2, SOFA, "a");
        sit(2, TABLET, "a");
        first.leaves();
        first.leaves();
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void zero_means_unlimited() {
        for (int i = 0; i < 100; i++) {
            sit(0, SOFA, "a" + i).watches();
        }
        timer.pass(GRACE);
        assertThat(taken()).isEqualTo(100);
        assertThat(watching()).isEqualTo(100);
        assertThat(seats.taken()).isEqualTo(100);
    }

    @Test
    void a_seat_whose_holder_is_dead_for_two_sweeps_is_freed_and_counted() {
        Sitter watching = sit(0, SOFA, "a").watches();
        Sitter lost = sit(0, SOFA, "b").watches();
        seats.give(subscriber(1, 0), play(SOFA, "c")); // nobody ever holds it
        assertThat(seats.sweep(leaked::incrementAndGet)).isEqualTo(1);
        lost.alive = false;
        assertThat(seats.sweep(leaked::incrementAndGet)).isEqualTo(2);
        assertThat(taken()).as("the one that nobody held").isEqualTo(2);
        assertThat(seats.sweep(leaked::incrementAndGet)).isEqualTo(1);
        assertThat(taken()).isEqualTo(1);
        assertThat(leaked).hasValue(2);
        assertThat(seats.sweep(leaked::incrementAndGet)).isZero();
        assertThat(watching.sits()).isTrue();
    }

    @Test
    void a_holder_who_was_only_slow_to_say_so_keeps_his_seat() {
        Sitter slow = sit(0, SOFA, "a");
        slow.alive = false;
        seats.sweep(leaked::incrementAndGet);
        slow.alive = true;
        seats.sweep(leaked::incrementAndGet);
        slow.alive = false;
        seats.sweep(leaked::incrementAndGet);
        assertThat(taken()).isEqualTo(1);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Random arrivals, first bytes, departures, expulsions and passing time. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_happens_nobody_is_lost_and_the_limit_is_passed_by_one_for_the_grace_at_most(long seed) {
        Random random = new Random(seed);
        List<Device> devices = List.of(SOFA, SOFA_UPDATED, TABLET, PHONE, OFFICE);
        int limit = 1 + random.nextInt(3);
        List<Sitter> ever = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(12)) {
                case 0 -> seats.hurry();
                case 1 -> timer.pass(Duration.ofMillis(random.nextInt(1500)));
                case 2, 3, 4 -> pick(ever, random).ifPresent(Sitter::watches);
                case 5, 6 -> pick(ever, random).ifPresent(Sitter::leaves);
                case 7 -> {
                    if (random.nextInt(10) == 0) {
                        seats.takeAll(new SubscriberId(1));
                    }
                }
                default -> {
                    Sitter newest = sit(limit, devices.get(random.nextInt(devices.size())), "c" + random.nextInt(3));
                    ever.add(newest);
                    assertThat(newest.sits())
                            .as("the newest wins, seed %d", seed)
                            .isTrue();
                }
            }
            List<Sitter> sitting = ever.stream().filter(Sitter::sits).toList();
            assertThat(taken()).as("seed %d", seed).isEqualTo(sitting.size()).isLessThanOrEqualTo(limit + 1);
            assertThat(watching()).isLessThanOrEqualTo(limit);
            assertThat(ever).allSatisfy(each -> assertThat(each.told).hasValueLessThan(2));
        }
        timer.pass(GRACE);
        timer.pass(GRACE);
        assertThat(taken()).as("seed %d", seed).isLessThanOrEqualTo(limit);
        ever.forEach(Sitter::leaves);
        assertThat(seats.taken()).isZero();
        assertThat(seats.holders()).isEmpty();
    }

    private static Optional<Sitter> pick(List<Sitter> sitters, Random random) {
        List<Sitter> sitting = sitters.stream().filter(Sitter::sits).toList();
        return sitting.isEmpty() ? Optional.empty() : Optional.of(sitting.get(random.nextInt(sitting.size())));
    }

    private Sitter sit(int limit, Device device, String channel) {
        return new Sitter(
                seats.give(subscriber(1, limit), play(device, channel)).orElseThrow());
    }

    private int taken() {
        return seats.taken(new SubscriberId(1));
    }

    private int watching() {
        return seats.watching(new SubscriberId(1));
    }

    private Seats seats(WhenFull whenFull, Duration grace) {
        return new Seats(new Seats.Policy(grace, whenFull), timer, new Metrics(), new ManualClock());
    }

    private static Play play(Device device, String channel) {
        return new Play(
                new Credentials("viewer", new Secret("secret")), Format.TS, device, new Content("live " + channel));
    }

    private static Subscriber subscriber(int id, int maxConnections) {
        return new Subscriber(
                new SubscriberId(id),
                "viewer" + id,
                true,
                Optional.empty(),
                false,
                maxConnections,
                Set.of(Format.TS),
                Locks.NONE,
                Optional.empty(),
                Instant.EPOCH);
    }
}
