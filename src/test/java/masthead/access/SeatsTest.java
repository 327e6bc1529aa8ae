package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sits where. */
class SeatsTest {
    private final Seats seats = new Seats(new Metrics(), new ManualClock());

    @Test
    void over_the_limit_the_newest_wins_and_the_oldest_is_told_to_leave() {
        Subscriber one = subscriber(1, 1);
        AtomicInteger told = new AtomicInteger();
        Lease old = seats.give(one);
        old.whenTaken(told::incrementAndGet);
        Lease young = seats.give(one);
        young.whenTaken(() -> told.addAndGet(100));
        assertThat(told).hasValue(1);
        assertThat(seats.taken(one.id())).isEqualTo(1);
    }

    @Test
    void who_asks_late_whether_his_seat_was_taken_is_told_at_once() {
        Subscriber one = subscriber(1, 1);
        Lease old = seats.give(one);
        seats.give(one);
        AtomicInteger told = new AtomicInteger();
        old.whenTaken(told::incrementAndGet);
        assertThat(told).hasValue(1);
    }

    @Test
    void a_seat_given_back_is_not_taken_later() {
        Subscriber one = subscriber(1, 1);
        Lease seat = seats.give(one);
        AtomicInteger told = new AtomicInteger();
        seat.whenTaken(told::incrementAndGet);
        seat.close();
        seats.give(one);
        seats.takeAll(one.id());
        assertThat(told).hasValue(0);
    }

    @Test
    void closing_twice_gives_back_one_seat() {
        Subscriber two = subscriber(1, 2);
        Lease first = seats.give(two);
        seats.give(two);
        first.close();
        first.close();
        assertThat(seats.taken(two.id())).isEqualTo(1);
    }

    @Test
    void zero_means_unlimited() {
        Subscriber unlimited = subscriber(1, 0);
        for (int i = 0; i < 100; i++) {
            seats.give(unlimited);
        }
        assertThat(seats.taken(unlimited.id())).isEqualTo(100);
        assertThat(seats.taken()).isEqualTo(100);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** A seat that was given, how often its holder was told to leave, and how often he should have been. */
    private static final class Given {
        final Lease seat;
        final AtomicInteger told = new AtomicInteger();
        int shouldBeTold;

        Given(Lease seat) {
            this.seat = seat;
            seat.whenTaken(told::incrementAndGet);
        }
    }

    /** A subscriber and the seats he should have, oldest first. */
    private record Model(Subscriber subscriber, List<Given> seats) {
        void shorten(int limit) {
            while (limit > 0 && seats.size() > limit) {
                seats.removeFirst().shouldBeTold = 1;
            }
        }
    }

    /** Random gifts, returns, shorter limits and expulsions, against a list per subscriber that is plainly right. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_happens_the_live_set_is_what_it_should_be(long seed) {
        Random random = new Random(seed);
        List<Model> people = Stream.of(0, 1, 2, 5)
                .map(limit -> new Model(subscriber(limit + 1, limit), new ArrayList<>()))
                .toList();
        List<Given> everGiven = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            Model who = people.get(random.nextInt(people.size()));
            switch (random.nextInt(10)) {
                case 0 -> {
                    who.seats().forEach(each -> each.shouldBeTold = 1);
                    who.seats().clear();
                    seats.takeAll(who.subscriber().id());
                }
                case 1 -> {
                    int limit = 1 + random.nextInt(3);
                    who.shorten(limit);
                    seats.fit(subscriber(who.subscriber().id().value(), limit));
                }
                case 2, 3, 4 -> {
                    if (!everGiven.isEmpty()) {
                        Given any = everGiven.get(random.nextInt(everGiven.size()));
                        people.forEach(each -> each.seats().remove(any));
                        any.seat.close();
                    }
                }
                default -> {
                    Given given = new Given(seats.give(who.subscriber()));
                    who.seats().add(given);
                    who.shorten(who.subscriber().maxConnections());
                    everGiven.add(given);
                }
            }
            assertThat(people)
                    .as("seed %d", seed)
                    .allSatisfy(each -> assertThat(seats.taken(each.subscriber().id()))
                            .isEqualTo(each.seats().size()));
        }
        assertThat(everGiven)
                .as("seed %d", seed)
                .allSatisfy(each -> assertThat(each.told).hasValue(each.shouldBeTold));
        assertThat(seats.taken())
                .isEqualTo(people.stream().mapToInt(each -> each.seats().size()).sum());
        everGiven.forEach(each -> each.seat.close());
        assertThat(seats.taken()).isZero();
        assertThat(seats.holders()).isEmpty();
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
                Instant.EPOCH);
    }
}
