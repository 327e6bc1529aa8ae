package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.FeedId;
import masthead.studio.FakePanel.Mood;
import masthead.studio.Moods;
import masthead.studio.StreamCheck;
import masthead.studio.TestCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a viewer sees when a channel's feed is lost and another goes on. */
class FailoverTest {
    private static final int VIDEO = 0x100;
    private static final TestCard.Shape OTHER_PHASE = new TestCard.Shape(25, 40, 19);

    private static final byte[] NULLS = nulls();

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void a_feed_that_breaks_off_is_followed_by_the_next_without_a_fault_in_the_stream() {
        RelayHouse house = twoFeeds(Map.of(), Moods.live("a").cutAfter(188 * 2500 + 77));
        Watcher watcher = watch(house);
        await().atMost(Duration.ofSeconds(10)).until(() -> watcher.seconds() > 7);
        assertThat(watcher.faults()).isEmpty();
        assertThat(house.relays.onAir()).singleElement().satisfies(onAir -> {
            assertThat(onAir.reconnects()).isEqualTo(1);
            assertThat(onAir.feed())
                    .contains(house.channel("b").feeds().getFirst().id());
        });
    }

    @Test
    void a_feed_that_stops_dead_is_given_up_within_two_seconds() {
        RelayHouse house = twoFeeds(Map.of(), Moods.live("a").stallingAfter(188 * 2500 + 77));
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 2.5);
        long dead = System.nanoTime();
        await().atMost(Duration.ofSeconds(6))
                .until(() -> house.panel.connections("/b").total() == 1);
        // Generous: how quick it is, is measured by the bench.
        assertThat(System.nanoTime() - dead).isLessThan(5_000_000_000L);
        await().until(() -> watcher.seconds() > 6);
        assertThat(watcher.faults()).isEmpty();
    }

    @Test
    void ten_switches_to_and_fro_show_no_fault() {
        RelayHouse house = house(Map.of("tuner.rest", "100ms", "tuner.longest-rest", "100ms"));
        house.panel.on("/a", Moods.live("a").cutAfter(188 * 1200 + 50));
        house.panel.on("/b", Moods.live("b").shaped(OTHER_PHASE).cutAfter(188 * 900 + 131));
        house.provider(0, "a");
        house.provider(0, "b");
        house.backUp("a", "b");
        Watcher watcher = watch(house);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> house.relays.onAir().getFirst().reconnects() >= 10);
        assertThat(watcher.faults()).isEmpty();
    }

    @Test
    void a_feed_that_failed_is_left_alone_while_another_works() {
        RelayHouse house = twoFeeds(Map.of(), Moods.live("a").cutAfter(188 * 500));
        house.panel.on("/b", Moods.live("b").cutAfter(188 * 1500));
        Watcher watcher = watch(house);
        await().until(() -> house.panel.connections("/b").total() >= 1 && watcher.seconds() > 1);
        assertThat(house.metric("masthead_feeds_resting")).endsWith(" 1.0");
        assertThat(house.panel.connections("/a").total()).isEqualTo(1);
    }

    @Test
    void while_nothing_can_be_shown_viewers_get_null_packets_and_then_a_slate_and_then_the_picture_again() {
        RelayHouse house = house(Map.of("relay.slate-after", "700ms"));
        house.panel.on("/a", Moods.live("a").cutAfter(188 * 1500));
        house.provider(0, "a");
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 1);
        house.panel.on("/a", Moods.status(503));
        await().until(() -> watcher.nulls() > 10);
        double shown = watcher.seconds();
        await().until(() -> watcher.seconds() > shown + 3);
        house.panel.on("/a", Moods.live("a"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> house.relays.onAir().getFirst().state() == OnAir.State.ON_AIR);
        double back = watcher.seconds();
        await().until(() -> watcher.seconds() > back + 2);
        assertThat(watcher.faults()).isEmpty();
    }

    @Test
    void a_feed_at_an_impossible_address_is_passed_over() {
        RelayHouse house = house(Map.of());
        house.panel.on("/b", Moods.live("b"));
        house.provider(1, Map.of("a", "http://127.0.0.1:99999/a"));
        house.provider(1, "b");
        house.backUp("a", "b");
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 1);
        assertThat(house.slots.held()).isEqualTo(1);
    }

    @Test
    void a_feed_that_sends_packets_and_no_picture_gives_way_to_the_next() {
        RelayHouse house = twoFeeds(Map.of("relay.key-frame-timeout", "300ms"), reply -> {
            reply.head(200, "Content-Type: video/mp2t");
            for (int i = 0; i < 600; i++) {
                reply.body(NULLS, 0, NULLS.length);
                reply.pause(Duration.ofMillis(20));
            }
        });
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 1);
        assertThat(house.panel.connections("/a").now()).isZero();
    }

    @Test
    void a_warm_standby_takes_over_at_once() {
        RelayHouse house = twoFeeds(
                Map.of("relay.warm-standby", "true", "tuner.stall-timeout", "1s"),
                Moods.live("a").stallingAfter(188 * 9000 + 77));
        Watcher watcher = watch(house);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> house.panel.connections("/b").now() == 1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> house.relays.onAir().getFirst().reconnects() == 1);
        assertThat(house.panel.connections("/b").total()).isEqualTo(1);
        double then = watcher.seconds();
        await().until(() -> watcher.seconds() > then + 1);
        assertThat(watcher.faults()).isEmpty();
    }

    @Test
    void a_channel_returns_to_its_better_feed_where_the_operator_wants_it() {
        RelayHouse house = twoFeeds(
                Map.of("relay.return-after", "2s", "relay.return-check", "1s", "tuner.rest", "1s"),
                Moods.live("a").cutAfter(188 * 800));
        Watcher watcher = watch(house);
        await().until(() -> house.panel.connections("/b").now() == 1);
        house.panel.on("/a", Moods.live("a"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> house.relays
                        .onAir()
                        .getFirst()
                        .feed()
                        .equals(java.util.Optional.of(
                                house.channel("a").feeds().getFirst().id())));
        await().until(() -> house.panel.connections("/b").now() == 0);
        double then = watcher.seconds();
        await().until(() -> watcher.seconds() > then + 1);
        assertThat(watcher.faults()).isEmpty();
    }

    @Test
    void an_operator_switches_to_another_feed_and_viewers_see_no_fault() {
        RelayHouse house = twoFeeds(Map.of(), Moods.live("a"));
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 1);
        assertThat(house.relays.switchFeed(house.channel("a").id(), Optional.empty()))
                .isTrue();
        awaitOnAir(house, "b");
        await().until(() -> house.panel.connections("/a").now() == 0);
        FeedId first = house.channel("a").feeds().getFirst().id();
        house.relays.switchFeed(house.channel("a").id(), Optional.of(first));
        awaitOnAir(house, "a");
        double then = watcher.seconds();
        await().until(() -> watcher.seconds() > then + 1);
        assertThat(watcher.faults()).isEmpty();
        assertThat(house.relays.switchFeed(house.channel("b").id(), Optional.empty()))
                .isFalse();
    }

    @Test
    void a_switch_to_a_feed_that_shows_nothing_leaves_the_picture_as_it_is() {
        RelayHouse house = twoFeeds(Map.of(), Moods.live("a"));
        house.panel.on("/b", Moods.status(503));
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 1);
        house.relays.switchFeed(house.channel("a").id(), Optional.empty());
        await().until(() -> house.panel.connections("/b").total() >= 1);
        double then = watcher.seconds();
        await().until(() -> watcher.seconds() > then + 2);
        assertThat(house.relays.onAir().getFirst().reconnects()).isZero();
        assertThat(watcher.faults()).isEmpty();
    }

    @Test
    void where_there_is_one_connection_for_two_feeds_a_switch_closes_the_first() {
        RelayHouse house = house(Map.of());
        house.panel.on("/a", Moods.live("a"));
        house.panel.on("/b", Moods.live("b").shaped(OTHER_PHASE));
        house.provider(1, "a", "b");
        house.backUp("a", "b");
        Watcher watcher = watch(house);
        await().until(() -> watcher.seconds() > 1);
        house.relays.switchFeed(house.channel("a").id(), Optional.empty());
        awaitOnAir(house, "b");
        double then = watcher.seconds();
        await().until(() -> watcher.seconds() > then + 1);
        assertThat(watcher.faults()).isEmpty();
    }

    private static void awaitOnAir(RelayHouse house, String name) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> house.relays
                        .onAir()
                        .getFirst()
                        .feed()
                        .equals(Optional.of(
                                house.channel(name).feeds().getFirst().id())));
    }

    private static byte[] nulls() {
        byte[] packets = new byte[188 * 7];
        for (int at = 0; at < packets.length; at += 188) {
            packets[at] = 0x47;
            packets[at + 1] = 0x1f;
            packets[at + 2] = (byte) 0xff;
            packets[at + 3] = 0x10;
        }
        return packets;
    }

    /** Channel a, and after it b, of another provider. */
    private RelayHouse twoFeeds(Map<String, String> settings, Mood first) {
        RelayHouse house = house(settings);
        house.panel.on("/a", first);
        house.panel.on("/b", Moods.live("b").shaped(OTHER_PHASE));
        house.provider(1, "a");
        house.provider(1, "b");
        house.backUp("a", "b");
        return house;
    }

    private RelayHouse house(Map<String, String> settings) {
        RelayHouse house = new RelayHouse(folder, settings);
        opened.add(house);
        return house;
    }

    private Watcher watch(RelayHouse house) {
        try {
            Watcher watcher = new Watcher(URI.create(house.url("a")).toURL());
            opened.add(watcher);
            return watcher;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads a stream and looks at it as a strict receiver does. */
    private static final class Watcher implements AutoCloseable {
        private final StreamCheck check = new StreamCheck();
        private final InputStream in;

        Watcher(URL url) throws IOException {
            in = url.openStream();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            byte[] piece = new byte[8192];
            try {
                for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                    synchronized (check) {
                        check.take(piece, 0, count);
                    }
                }
            } catch (IOException e) {
                // the channel went off the air
            }
        }

        /** How much video came. */
        double seconds() {
            synchronized (check) {
                return check.span(VIDEO) / 90_000.0;
            }
        }

        long nulls() {
            synchronized (check) {
                return check.nulls();
            }
        }

        List<String> faults() {
            synchronized (check) {
                return List.copyOf(check.faults());
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
