package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who zap, hang up and are cut off: what is left of them afterwards, and what the provider saw of it. */
class ChurnTest {
    private static final int CHANNELS = 8;
    private static final int ALLOWED = 5;

    /**
     * Settled well after a source has noticed that we left: it notices with its second write, of one each 40 ms, if the machine
     * has time for it.
     */
    private static final Map<String, String> SETTINGS = Map.of("tuner.slot-settle", "800ms", "relay.linger", "1s");

    @TempDir
    Path folder;

    /** A live stream that counts who reads it, together with all others of the provider. */
    private record Counted(Moods.Live stream, AtomicInteger now, AtomicInteger peak) implements FakePanel.Mood {
        @Override
        public void answer(Reply reply) throws IOException {
            int readers = now.incrementAndGet();
            peak.accumulateAndGet(readers, Math::max);
            try {
                stream.answer(reply);
            } finally {
                now.decrementAndGet();
            }
        }
    }

    @Test
    void after_hundreds_of_zaps_and_kills_no_seat_and_no_slot_is_left_and_the_provider_saw_its_limit_kept() {
        churn(10, 120);
    }

    @Tag("slow")
    @Test
    void after_ten_thousand_zaps_and_kills_no_seat_and_no_slot_is_left_and_the_provider_saw_its_limit_kept() {
        churn(50, 10_000);
    }

    private void churn(int subscribers, int zaps) {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        AtomicInteger leaked = new AtomicInteger();
        try (DoorWorld world = new DoorWorld(folder, SETTINGS);
                FakePanel panel = new FakePanel()) {
            StringBuilder list = new StringBuilder("#EXTM3U\n");
            for (int i = 0; i < CHANNELS; i++) {
                panel.on("/c" + i, new Counted(Moods.live("c" + i), now, peak));
                list.append("#EXTINF:-1,c")
                        .append(i)
                        .append('\n')
                        .append(panel.url("/c" + i))
                        .append('\n');
            }
            world.take(list.toString());
            world.providerAllows(ALLOWED);
            List<Deque<FakePlayer>> players = new ArrayList<>();
            for (int i = 0; i < subscribers; i++) {
                world.subscriber("viewer" + i, 1 + i % 3);
                players.add(new ArrayDeque<>());
            }
            Random random = new Random(7);
            int watched = 0;
            for (int zap = 0; zap < zaps; zap++) {
                int who = random.nextInt(subscribers);
                Deque<FakePlayer> open = players.get(who);
                String channel = "c" + random.nextInt(CHANNELS);
                String address =
                        world.address("/live/viewer" + who + "/viewer" + who + "/" + world.id(channel) + ".ts");
                if (random.nextInt(3) == 0 && !open.isEmpty()) {
                    open.removeFirst().close(); // closes the last channel before it opens the next
                }
                FakePlayer newest = FakePlayer.tune(address, channel);
                open.addLast(newest);
                if (random.nextInt(3) == 0) { // watches for a moment
                    await().until(() -> newest.bytes() > 0 || newest.ended());
                    watched += newest.bytes() > 0 ? 1 : 0;
                }
                if (random.nextInt(3) > 0 && open.size() > 1) {
                    open.removeFirst().close();
                }
                while (open.size() > 4) {
                    open.removeFirst().close();
                }
                kill(world, panel, random);
                assertThat(world.slots.held()).isLessThanOrEqualTo(ALLOWED);
                if (zap % 50 == 0) {
                    world.access.seats().sweep(leaked::incrementAndGet);
                    world.slots.sweep(leaked::incrementAndGet);
                    await().until(() -> world.relays.onAir().stream().anyMatch(each -> each.bytesIn() > 0));
                }
            }
            assertThat(watched).as("saw a picture").isGreaterThan(zaps / 20);
            players.forEach(open -> open.forEach(FakePlayer::close));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(world.access.seats().taken()).as("seats").isZero();
                assertThat(world.relays.viewers()).as("viewers").isZero();
            });
            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                assertThat(world.relays.onAir()).isEmpty();
                assertThat(world.slots.held()).as("slots").isZero();
                assertThat(world.tuner.connected()).as("upstream connections").isZero();
            });
            await().until(() -> now.get() == 0);
        }
        assertThat(leaked).as("freed by the sweep").hasValue(0);
        assertThat(peak.get()).as("connections the provider saw at once").isBetween(2, ALLOWED);
    }

    /** Now and then a source cuts everybody off, or an operator ends somebody. */
    private static void kill(DoorWorld world, FakePanel panel, Random random) {
        int fate = random.nextInt(40);
        if (fate == 0) {
            panel.hangUp();
        } else if (fate < 4) {
            world.relays.onAir().stream()
                    .flatMap(each -> each.viewers().stream())
                    .findFirst()
                    .ifPresent(viewer -> world.relays.close(viewer.id()));
        }
    }
}
