package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import masthead.studio.CardCheck;
import masthead.studio.Golden;
import masthead.studio.StreamCheck;
import masthead.studio.TestCard;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HlsWindowTest {
    private static final long FIRST = 1000;
    private static final TestCard.Shape TWO_SECONDS = new TestCard.Shape(25, 50, 26);

    private final RelaySettings settings = TestSettings.of(RelaySettings.class, Map.of());
    private final Preroll ring = new Preroll();
    private final RingBudget budget = new RingBudget(Long.MAX_VALUE);
    private final ChunkBuilder builder =
            new ChunkBuilder(ByteBufAllocator.DEFAULT, Duration.ofHours(1).toNanos(), this::publish);
    private RingLimits limits = new RingLimits(settings, budget);
    private HlsWindow window = new HlsWindow(settings, ring, Clock.systemUTC(), FIRST, 0);
    /** Long ago, so that all of it has happened. */
    private long now = System.nanoTime() - Duration.ofHours(2).toNanos();

    private void publish(Chunk chunk) {
        ring.keep(chunk);
        window.published(chunk);
        limits.keep(window.keepNanos(), window.floor());
        limits.apply(ring, chunk.bornNanos());
    }

    @AfterEach
    void nothing_leaks() {
        builder.close();
        ring.clear();
        limits.close();
        assertThat(budget.kept()).isZero();
    }

    @Test
    void segments_begin_with_tables_and_a_key_frame_and_join_without_a_gap() {
        play(new TestCard("x", 0, TWO_SECONDS), 20);
        CardCheck card = new CardCheck("x");
        StreamCheck stream = new StreamCheck();
        for (HlsSegment each : window.playlist().segments()) {
            byte[] bytes = bytes(each);
            assertThat(new CardCheck("x").take(bytes).verdict().startsClean()).isTrue();
            card.take(bytes);
            stream.take(bytes);
        }
        assertThat(card.verdict().flawless()).as("%s", card.verdict()).isTrue();
        assertThat(card.verdict().packets()).isGreaterThan(3 * 50 * 27);
        assertThat(stream.faults()).isEmpty();
    }

    @Test
    void durations_are_those_of_the_streams_own_clock_even_in_a_burst() {
        playAtOnce(new TestCard("x", 0, TWO_SECONDS), 20, bytes -> bytes);
        HlsPlaylist playlist = window.playlist();
        assertThat(playlist.targetSeconds()).isEqualTo(2);
        assertThat(playlist.segments())
                .hasSizeGreaterThan(2)
                .allSatisfy(each -> assertThat(each.nanos()).isEqualTo(2_000_000_000L));
    }

    @Test
    void a_stream_without_a_clock_is_measured_by_the_one_on_the_wall() {
        play(new TestCard("x", 0, TWO_SECONDS), 12, HlsWindowTest::withoutPcr);
        assertThat(window.playlist().segments())
                .allSatisfy(each -> assertThat(each.seconds()).isBetween(1.95, 2.05));
    }

    @Test
    void a_clock_that_wraps_goes_on() {
        play(new TestCard("x", 0, TWO_SECONDS), 12, bytes -> shifted(bytes, (1L << 33) - 5 * 90_000));
        assertThat(window.playlist().segments()).allSatisfy(each -> {
            assertThat(each.nanos()).isEqualTo(2_000_000_000L);
            assertThat(each.discontinuity()).isFalse();
        });
    }

    @Test
    void a_clock_that_jumps_makes_a_discontinuity_that_is_counted_when_it_has_gone_by() {
        play(new TestCard("x", 0, TWO_SECONDS), 10);
        long before = window.playlist().discontinuitySequence();
        TestCard other = new TestCard("x", 1, TWO_SECONDS);
        play(other, 6, bytes -> shifted(bytes, 1 << 30));
        HlsPlaylist playlist = window.playlist();
        assertThat(playlist.segments().stream().filter(HlsSegment::discontinuity))
                .hasSize(1);
        assertThat(playlist.discontinuitySequence()).isEqualTo(before);
        assertThat(playlist.text("")).containsOnlyOnce("#EXT-X-DISCONTINUITY\n");
        play(other, 14, bytes -> shifted(bytes, 1 << 30));
        assertThat(window.playlist().segments()).noneMatch(HlsSegment::discontinuity);
        assertThat(window.playlist().discontinuitySequence()).isEqualTo(before + 1);
    }

    @Test
    void another_feed_begins_a_segment_of_its_own_behind_a_discontinuity() {
        play(new TestCard("x", 0, TWO_SECONDS), 9);
        builder.restart(now, true);
        play(new TestCard("x", 1, TWO_SECONDS), 5);
        List<HlsSegment> listed = window.playlist().segments();
        assertThat(listed.stream().filter(HlsSegment::discontinuity))
                .singleElement()
                .satisfies(each -> {
                    CardCheck card = new CardCheck("x").take(bytes(each));
                    assertThat(card.verdict().startsClean()).isTrue();
                    assertThat(card.verdict().first())
                            .as("the new feed from its first packet")
                            .isZero();
                });
        StreamCheck stream = new StreamCheck();
        listed.forEach(each -> stream.take(bytes(each)));
        assertThat(stream.faults()).isEmpty();
    }

    @Test
    void a_feed_that_breaks_off_before_its_key_frame_leaves_no_segment_without_a_picture_and_no_time() {
        TestCard torn = new TestCard("x", 0, TWO_SECONDS);
        play(torn, 10, HlsWindowTest::withoutSound);
        long before = window.nextSequence();
        take(Arrays.copyOf(torn.nextFrame(), 188 * 4 + 20)); // PAT, PMT and the beginning of a key frame
        builder.flush(now);
        for (int i = 0; i < 8; i++) {
            now += 250_000_000L;
            builder.idle(now);
        }
        builder.restart(now, false);
        play(new TestCard("x", 1, TWO_SECONDS), 6, HlsWindowTest::withoutSound);
        assertThat(window.nextSequence()).as("the open one and two more").isEqualTo(before + 3);
        HlsPlaylist playlist = window.playlist();
        assertThat(playlist.segments().stream().filter(HlsSegment::discontinuity))
                .hasSize(1);
        assertThat(playlist.segments()).allSatisfy(each -> {
            assertThat(new CardCheck("x").take(bytes(each)).verdict().packets()).isGreaterThan(25 * 26);
            assertThat(each.seconds()).isBetween(0.9, 2.1);
        });
    }

    @Test
    void a_group_that_is_longer_than_was_told_is_cut_and_the_target_stays() {
        play(new TestCard("x", 0, TWO_SECONDS), 10);
        assertThat(window.playlist().targetSeconds()).isEqualTo(2);
        play(new TestCard("x", 1, new TestCard.Shape(25, 200, 26)), 24);
        HlsPlaylist playlist = window.playlist();
        assertThat(playlist.targetSeconds()).isEqualTo(2);
        assertThat(playlist.segments())
                .allSatisfy(each -> assertThat(Math.round(each.seconds())).isLessThanOrEqualTo(2));
        HlsSegment forced = playlist.segments().stream()
                .filter(HlsSegment::forced)
                .findFirst()
                .orElseThrow();
        ByteBuf bytes = Unpooled.wrappedBuffer(bytes(forced));
        assertThat(bytes.getUnsignedShort(1) & 0x1fff).as("PAT").isZero();
        assertThat(bytes.getUnsignedShort(188 + 1) & 0x1fff).as("PMT").isEqualTo(0x1000);
    }

    @Test
    void where_groups_differ_the_target_has_a_reserve() {
        play(new TestCard("x", 0, new TestCard.Shape(25, 50, 26)), 4);
        play(new TestCard("x", 0, new TestCard.Shape(25, 75, 26)), 7);
        assertThat(window.playlist().targetSeconds()).isEqualTo(5);
    }

    @Test
    void the_first_segment_is_there_after_one_group_of_pictures() {
        TestCard card = new TestCard("x"); // a key frame every second
        play(card, 1);
        assertThat(window.ready()).isFalse();
        play(card, 0.1);
        assertThat(window.playlist().segments())
                .singleElement()
                .satisfies(each -> assertThat(each.seconds()).isEqualTo(1));
    }

    @Test
    void a_channel_on_air_has_a_playlist_at_once() {
        play(new TestCard("x", 0, TWO_SECONDS), 11);
        window = new HlsWindow(settings, ring, Clock.systemUTC(), FIRST, 0);
        assertThat(window.ready()).isTrue();
        assertThat(window.playlist().segments()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void six_segments_are_listed_and_older_ones_can_be_fetched_for_as_long_again() {
        play(new TestCard("x", 0, TWO_SECONDS), 60);
        List<HlsSegment> listed = window.playlist().segments();
        assertThat(listed).hasSize(6);
        long newest = listed.getLast().sequence();
        assertThat(listed.getFirst().sequence()).isEqualTo(newest - 5);
        assertThat(released(newest - 11)).isPositive();
        assertThat(released(newest - 20)).as("dropped with the ring").isZero();
        assertThat(released(newest + 1)).as("not there yet").isZero();
    }

    @Test
    void when_memory_is_short_three_segments_stay() {
        limits = new RingLimits(settings, new RingBudget(0));
        play(new TestCard("x", 0, TWO_SECONDS), 30);
        List<HlsSegment> listed = window.playlist().segments();
        assertThat(listed).hasSize(3);
        assertThat(listed)
                .allSatisfy(each -> assertThat(released(each.sequence())).isPositive());
        limits.close();
        limits = new RingLimits(settings, budget);
    }

    @Test
    void the_time_of_day_grows_by_what_segments_last() {
        play(new TestCard("x", 0, TWO_SECONDS), 30);
        List<HlsSegment> listed = window.playlist().segments();
        for (int i = 1; i < listed.size(); i++) {
            Instant expected =
                    listed.get(i - 1).at().plusNanos(listed.get(i - 1).nanos());
            assertThat(listed.get(i).at()).isEqualTo(expected);
        }
    }

    @Test
    void a_playlist_is_what_players_expect() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        HlsPlaylist playlist = new HlsPlaylist(
                3,
                7,
                List.of(
                        new HlsSegment(41, 0, 9, 2_000_000_000L, noon, 8, true, false),
                        new HlsSegment(42, 9, 20, 1_920_000_000L, noon.plusMillis(2000), 8, false, false),
                        new HlsSegment(43, 20, 31, 9_999_000_000L, noon.plusMillis(3920), 9, true, true)));
        Golden.check("hls/window.m3u8", playlist.text("/hls/token/"));
    }

    @Test
    void what_leaves_the_list_stays_for_as_long_again_and_three_target_durations_stay_in_it() {
        TestCard card = new TestCard("x"); // a key frame every second: the first segments are shorter than the others
        play(card, 1.1);
        HlsPlaylist last = window.playlist();
        Map<Long, Long> promised = new HashMap<>();
        for (int second = 0; second < 60; second++) {
            play(card, 1);
            HlsPlaylist next = window.playlist();
            for (HlsSegment each : last.segments()) {
                if (each.sequence() < next.segments().getFirst().sequence()) {
                    promised.put(each.sequence(), now + nanos(last) + each.nanos() - 1_000_000_000);
                }
            }
            if (next.segments().getFirst().sequence() > FIRST) {
                assertThat(nanos(next)).isGreaterThanOrEqualTo(3_000_000_000L * next.targetSeconds());
            }
            promised.values().removeIf(until -> until < now);
            assertThat(promised.keySet())
                    .allSatisfy(each -> assertThat(released(each)).isPositive());
            last = next;
        }
        assertThat(promised).isNotEmpty();
    }

    private static long nanos(HlsPlaylist playlist) {
        return playlist.segments().stream().mapToLong(HlsSegment::nanos).sum();
    }

    private void play(TestCard card, double seconds) {
        play(card, seconds, bytes -> bytes);
    }

    private void play(TestCard card, double seconds, UnaryOperator<byte[]> change) {
        for (int frame = 0; frame < Math.round(seconds * 25); frame++) {
            take(change.apply(card.nextFrame()));
            now += 40_000_000;
        }
    }

    private void playAtOnce(TestCard card, int seconds, UnaryOperator<byte[]> change) {
        for (int frame = 0; frame < seconds * 25; frame++) {
            take(change.apply(card.nextFrame()));
        }
    }

    private void take(byte[] frame) {
        builder.take(Unpooled.wrappedBuffer(frame), now);
        builder.flush(now);
    }

    private byte[] bytes(HlsSegment segment) {
        ByteBuf all = Unpooled.wrappedBuffer(window.packets(segment.sequence()).toArray(ByteBuf[]::new));
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes).release();
        return bytes;
    }

    /** How many bytes a segment has; they are let go of. */
    private long released(long sequence) {
        List<ByteBuf> pieces = window.packets(sequence);
        long size = pieces.stream().mapToLong(ByteBuf::readableBytes).sum();
        pieces.forEach(ByteBuf::release);
        return size;
    }

    private static byte[] withoutSound(byte[] packets) {
        for (int at = 0; at < packets.length; at += 188) {
            if (((packets[at + 1] & 0x1f) << 8 | (packets[at + 2] & 0xff)) == 0x101) {
                packets[at + 1] |= 0x1f;
                packets[at + 2] = (byte) 0xff;
            }
        }
        return packets;
    }

    private static byte[] withoutPcr(byte[] frame) {
        for (int at = 0; at < frame.length; at += 188) {
            if ((frame[at + 3] & 0x20) != 0) {
                frame[at + 5] = (byte) (frame[at + 5] & ~0x10);
            }
        }
        return frame;
    }

    private static byte[] shifted(byte[] frame, long ticks) {
        ByteBuf bytes = Unpooled.wrappedBuffer(frame);
        for (int at = 0; at < frame.length; at += 188) {
            if ((frame[at + 3] & 0x20) != 0 && (frame[at + 5] & 0x10) != 0) {
                long pcr = (bytes.getUnsignedInt(at + 6) << 1) | (bytes.getUnsignedByte(at + 10) >> 7);
                long moved = (pcr + ticks) & ((1L << 33) - 1);
                bytes.setInt(at + 6, (int) (moved >> 1));
                bytes.setByte(at + 10, (int) ((moved & 1) << 7) | (bytes.getByte(at + 10) & 0x7f));
            }
        }
        return frame;
    }
}
