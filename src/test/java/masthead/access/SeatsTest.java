package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
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

    /** Random gifts, returns, shorter limits and expulsions, against a list per subscriber that is plainly right. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_happens_the_live_set_is_what_it_should_be(long seed) {
        Random random = new Random(seed);
        List<Subscriber> people = List.of(subscriber(1, 0), subscriber(2, 1), subscriber(3, 2), subscriber(4, 5));
        Map<SubscriberId, List<Lease>> expected = new HashMap<>();
        people.forEach(each -> expected.put(each.id(), new ArrayList<>()));
        Map<Lease, AtomicInteger> told = new IdentityHashMap<>();
        Map<Lease, Integer> shouldBeTold = new IdentityHashMap<>();
        List<Lease> everGiven = new ArrayList<>();

        for (int step = 0; step < 300; step++) {
            Subscriber who = people.get(random.nextInt(people.size()));
            List<Lease> his = expected.get(who.id());
            switch (random.nextInt(10)) {
                case 0 -> {
                    his.forEach(each -> shouldBeTold.put(each, 1));
                    his.clear();
                    seats.takeAll(who.id());
                }
                case 1 -> {
                    int limit = 1 + random.nextInt(3);
                    while (his.size() > limit) {
                        shouldBeTold.put(his.removeFirst(), 1);
                    }
                    seats.fit(subscriber(who.id().value(), limit));
                }
                case 2, 3, 4 -> {
                    if (!everGiven.isEmpty()) {
                        Lease any = everGiven.get(random.nextInt(everGiven.size()));
                        expected.get(any.subscriber()).remove(any);
                        any.close();
                    }
                }
                default -> {
                    while (who.maxConnections() > 0 && his.size() >= who.maxConnections()) {
                        shouldBeTold.put(his.removeFirst(), 1);
                    }
                    Lease seat = seats.give(who);
                    AtomicInteger calls = new AtomicInteger();
                    told.put(seat, calls);
                    seat.whenTaken(calls::incrementAndGet);
                    his.add(seat);
                    everGiven.add(seat);
                }
            }
            people.forEach(each -> assertThat(seats.taken(each.id()))
                    .as("seed %d, subscriber %s", seed, each.id())
                    .isEqualTo(expected.get(each.id()).size()));
        }
        everGiven.forEach(
                each -> assertThat(told.get(each)).as("seed %d", seed).hasValue(shouldBeTold.getOrDefault(each, 0)));
        assertThat(seats.taken())
                .isEqualTo(expected.values().stream().mapToInt(List::size).sum());
        everGiven.forEach(Lease::close);
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
