package masthead.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is served when many wait. */
class FairQueueTest {
    private static final int LIMIT = 8;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final CopyOnWriteArrayList<String> done = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final FairQueue queue = new FairQueue(LIMIT, 6, address -> !(address.equals("paused") && paused.get()));

    @AfterEach
    void close() {
        gate.countDown();
        end.countDown();
        queue.close();
    }

    @Test
    void a_newcomer_waits_for_one_of_each_address_not_for_a_flood() {
        occupyBothThreadsOneForGood();
        for (int i = 1; i <= 6; i++) {
            offer("flood", "flood" + i);
        }
        offer("newcomer", "newcomer");
        gate.countDown();
        await().until(() -> done.size() == 7);
        assertThat(done.indexOf("newcomer")).isLessThanOrEqualTo(1);
    }

    @Test
    void an_address_has_only_so_many_places() {
        occupyBothThreads();
        for (int i = 1; i <= 7; i++) {
            offer("flood", "flood" + i);
        }
        assertThat(refused).containsExactly("flood7");
    }

    @Test
    void when_all_places_are_taken_the_longest_lane_gives_one_up() {
        occupyBothThreads();
        for (int i = 1; i <= 6; i++) {
            offer("flood", "flood" + i);
        }
        offer("b", "b1");
        offer("c", "c1");
        offer("newcomer", "newcomer");
        assertThat(refused).containsExactly("flood6");
        gate.countDown();
        await().untilAsserted(() -> assertThat(done).contains("newcomer", "b1", "c1"));
    }

    @Test
    void when_nobody_has_more_than_his_share_the_newcomer_is_refused() {
        occupyBothThreads();
        for (int i = 1; i <= LIMIT; i++) {
            offer("address" + i, "task" + i);
        }
        offer("newcomer", "newcomer");
        assertThat(refused).containsExactly("newcomer");
    }

    @Test
    void a_paused_address_holds_up_nobody_and_comes_back() {
        paused.set(true);
        offer("paused", "slowed");
        offer("other", "other");
        await().until(() -> done.equals(List.of("other")));
        assertThat(queue.waiting()).isEqualTo(1);
        paused.set(false);
        await().until(() -> done.equals(List.of("other", "slowed")));
    }

    @Test
    void our_own_work_goes_first() {
        occupyBothThreadsOneForGood();
        offer("a", "a1");
        offer("a", "a2");
        offer("a", "a3");
        queue.offerOwn(new FairQueue.Task(() -> done.add("own"), () -> refused.add("own")));
        gate.countDown();
        await().until(() -> done.size() == 4);
        assertThat(done).startsWith("own");
    }

    @Test
    void closing_refuses_what_waits_and_what_comes_later() {
        occupyBothThreads();
        offer("a", "early");
        queue.close();
        offer("a", "late");
        assertThat(refused).containsExactly("early", "late");
    }

    private void offer(String address, String name) {
        queue.offer(address, new FairQueue.Task(() -> done.add(name), () -> refused.add(name)));
    }

    private void occupyBothThreads() {
        occupy(gate);
        occupy(gate);
    }

    /** One thread is left when the gate opens, so what is served in which order is certain. */
    private void occupyBothThreadsOneForGood() {
        occupy(end);
        occupy(gate);
    }

    private void occupy(CountDownLatch until) {
        CountDownLatch busy = new CountDownLatch(1);
        queue.offerOwn(new FairQueue.Task(
                () -> {
                    busy.countDown();
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                () -> {}));
        await().until(() -> busy.getCount() == 0);
    }
}
