package masthead.vod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import masthead.catalog.ChannelId;
import masthead.catalog.ProviderId;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetailsQueueTest {
    private static final ProviderId PANEL = new ProviderId(1);

    private final DetailsQueue queue =
            new DetailsQueue(TestSettings.of(VodSettings.class, Map.of("vod.details-queue", "3")), new Metrics());
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        open.countDown();
        queue.close();
    }

    private CompletableFuture<Boolean> ask(int title, boolean soon) {
        return queue.ask(PANEL, new ChannelId(title), soon, () -> {
            asked.add(title);
            hold();
        });
    }

    private void hold() {
        try {
            assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void two_at_a_time_are_asked_with_a_pause_between() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        List<Long> begun = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        CountDownLatch second = new CountDownLatch(2);
        for (int i = 1; i <= 4; i++) {
            all.add(queue.ask(PANEL, new ChannelId(i), true, () -> {
                begun.add(System.nanoTime());
                peak.accumulateAndGet(now.incrementAndGet(), Math::max);
                second.countDown();
                try {
                    assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                now.decrementAndGet();
            }));
        }
        assertThat(all.stream().filter(CompletableFuture::join)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(peak.get()).isEqualTo(2);
        for (int i = 1; i < begun.size(); i++) {
            assertThat(begun.get(i) - begun.get(i - 1)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(150));
        }
    }

    @Test
    void who_waits_for_an_answer_is_first_and_nothing_is_asked_twice() {
        ask(1, false);
        ask(2, false);
        Awaitility.await().until(() -> asked.size() == 2);
        CompletableFuture<Boolean> third = ask(3, false);
        ask(4, false);
        assertThat(ask(3, false)).isSameAs(third);
        ask(4, true);
        open.countDown();
        Awaitility.await().until(() -> asked.size() == 4);
        assertThat(asked).containsExactly(1, 2, 4, 3);
    }

    @Test
    void it_is_bounded_and_says_what_it_left_out() {
        for (int i = 1; i <= 8; i++) {
            ask(i, false);
        }
        assertThat(queue.seen().dropped()).isPositive();
        assertThat(queue.seen().providers().getFirst().waiting()).isLessThanOrEqualTo(3);
    }

    @Test
    void what_fails_is_counted_and_told() {
        assertThat(queue.ask(PANEL, new ChannelId(9), true, () -> {
                            throw new IllegalStateException("no answer");
                        })
                        .join())
                .isFalse();
        assertThat(queue.seen().failed()).isEqualTo(1);
        assertThat(queue.seen().providers().getFirst().lastFailure()).isEqualTo("no answer");
    }
}
