package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import masthead.studio.StreamCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardLoopTest {
    private static final Duration TICK = Duration.ofMillis(40);
    private static final int VIDEO = 256;

    @ParameterizedTest
    @ValueSource(strings = {"one", "news", "world", "sport", "kids", "music"})
    void five_rounds_of_every_shipped_card_are_one_continuous_stream(String name) throws IOException {
        CardLoop loop = new CardLoop(card(name));
        assertThat(loop.duration()).isEqualTo(Duration.ofMillis(9600));
        StreamCheck check = new StreamCheck().take(play(loop, Duration.ofSeconds(48)));
        assertThat(check.faults()).isEmpty();
        assertThat(check.units(VIDEO)).isBetween(1200L, 1203L);
        assertThat(check.span(VIDEO)).isEqualTo((check.units(VIDEO) - 1) * 3600);
    }

    @Test
    void the_clock_wraps_at_33_bits() throws IOException {
        byte[] late = shifted(card("one"), (1L << 33) - 864_000 * 2 - 500_000);
        StreamCheck check = new StreamCheck().take(play(new CardLoop(late), Duration.ofSeconds(48)));
        assertThat(check.faults()).isEmpty();
        byte[] across = shifted(card("one"), (1L << 33) - 400_000);
        assertThat(new CardLoop(across).duration()).isEqualTo(Duration.ofMillis(9600));
        assertThat(new StreamCheck()
                        .take(play(new CardLoop(across), Duration.ofSeconds(30)))
                        .faults())
                .isEmpty();
    }

    @Test
    void a_stream_of_days_stays_continuous() throws IOException {
        CardLoop loop = new CardLoop(card("news"));
        StreamCheck check = new StreamCheck();
        ByteBuf target = Unpooled.buffer(188 * 1000);
        // 28 hours are more than a whole turn of the clock.
        Duration end = Duration.ofHours(28);
        for (Duration now = Duration.ZERO; now.compareTo(end) < 0; now = now.plusMillis(4800)) {
            loop.fill(target.clear(), now);
            check.take(target.array(), 0, target.readableBytes());
        }
        assertThat(check.faults()).isEmpty();
        assertThat(check.units(VIDEO)).isGreaterThan(28 * 3600 * 25 - 200);
    }

    @Test
    void packets_come_when_they_are_due() throws IOException {
        CardLoop loop = new CardLoop(card("one"));
        ByteBuf target = Unpooled.buffer(188 * 100_000);
        assertThat(loop.fill(target, Duration.ZERO)).isPositive().isLessThan(188 * 10);
        assertThat(loop.fill(target, Duration.ZERO)).isZero();
        long before = target.readableBytes();
        loop.fill(target, Duration.ofMillis(9600));
        double whole = target.readableBytes() - before;
        assertThat(whole).isBetween(100_000.0, 135_000.0);
        int second = loop.fill(target, Duration.ofMillis(10_600));
        assertThat(second / whole).isBetween(0.05, 0.25);
    }

    @Test
    void only_whole_packets_are_written_and_the_rest_comes_later() throws IOException {
        CardLoop loop = new CardLoop(card("one"));
        ByteBuf small = Unpooled.buffer(400, 400);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Duration now = Duration.ofSeconds(3);
        while (loop.fill(small.clear(), now) > 0) {
            assertThat(small.readableBytes() % 188).isZero();
            all.writeBytes(ByteBufUtil.getBytes(small));
        }
        assertThat(all.toByteArray()).isEqualTo(play(new CardLoop(card("one")), now));
    }

    @Test
    void another_phase_starts_with_tables_and_a_key_frame() throws IOException {
        byte[] card = card("sport");
        byte[] start = play(CardLoop.startingAt(card, Duration.ofSeconds(9 * 60 + 5)), Duration.ofSeconds(20));
        ByteBuf packets = Unpooled.wrappedBuffer(start);
        assertThat(pid(packets, 0)).isZero();
        assertThat(pid(packets, 188)).isEqualTo(4096);
        assertThat(pid(packets, 376)).isEqualTo(VIDEO);
        assertThat(packets.getByte(376 + 5) & 0x40)
                .as("random_access_indicator")
                .isNotZero();
        assertThat(new StreamCheck().take(start).faults()).isEmpty();
        assertThat(start).isNotEqualTo(play(CardLoop.startingAt(card, Duration.ZERO), Duration.ofSeconds(20)));
    }

    @Test
    void tables_stand_before_every_key_frame() throws IOException {
        ByteBuf packets = Unpooled.wrappedBuffer(play(new CardLoop(card("kids")), Duration.ofMillis(9599)));
        List<Integer> before = new ArrayList<>();
        for (int at = 376; at < packets.readableBytes(); at += 188) {
            boolean keyFrame = pid(packets, at) == VIDEO
                    && (packets.getByte(at + 3) & 0x20) != 0
                    && (packets.getByte(at + 5) & 0x40) != 0;
            if (keyFrame) {
                before.add(pid(packets, at - 376));
                before.add(pid(packets, at - 188));
            }
        }
        assertThat(before).containsExactly(0, 4096, 0, 4096, 0, 4096, 0, 4096, 0, 4096, 0, 4096);
    }

    @Test
    void a_caller_who_slept_finds_the_stream_paused() throws IOException {
        CardLoop loop = new CardLoop(card("one"));
        byte[] before = play(loop, Duration.ofSeconds(5));
        ByteBuf target = Unpooled.buffer(188 * 100_000);
        int written = loop.fill(target, Duration.ofHours(5));
        assertThat(written).isLessThan(188 * 20);
        loop.fill(target, Duration.ofHours(5).plusSeconds(5));
        assertThat(new StreamCheck()
                        .take(before)
                        .take(ByteBufUtil.getBytes(target))
                        .faults())
                .isEmpty();
    }

    @Test
    void what_is_no_card_is_refused() {
        assertThatThrownBy(() -> new CardLoop(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CardLoop(new byte[187])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CardLoop(new byte[188])).isInstanceOf(IllegalArgumentException.class);
    }

    @Tag("e2e")
    @ParameterizedTest
    @ValueSource(strings = {"one", "news", "world", "sport", "kids", "music"})
    void ffmpeg_has_nothing_to_say_about_five_rounds(String name, @TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "ffmpeg is not installed");
        Path file = folder.resolve("loop.ts");
        // A moment before the sixth round, whose first picture would be torn.
        Files.write(file, play(new CardLoop(card(name)), Duration.ofSeconds(48).minusNanos(1)));
        Process ffmpeg = new ProcessBuilder("/usr/bin/ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-")
                .redirectErrorStream(true)
                .start();
        String said = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffmpeg.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(ffmpeg.exitValue()).isZero();
    }

    private static byte[] play(CardLoop loop, Duration length) {
        ByteBuf target = Unpooled.buffer(188 * 10_000);
        for (Duration now = Duration.ZERO; now.compareTo(length) < 0; now = now.plus(TICK)) {
            loop.fill(target, now);
        }
        loop.fill(target, length);
        return ByteBufUtil.getBytes(target);
    }

    /** The card with {@code ticks} of 90 kHz added to every clock in it. */
    private static byte[] shifted(byte[] card, long ticks) {
        byte[] shifted = card.clone();
        for (int at = 0; at < shifted.length; at += 188) {
            int payload = (shifted[at + 3] & 0x20) == 0 ? 4 : 5 + (shifted[at + 4] & 0xff);
            if (payload > 11 && (shifted[at + 5] & 0x10) != 0) {
                long base = Unpooled.wrappedBuffer(shifted, at + 6, 4).readUnsignedInt() << 1;
                long moved = (base + ticks) >> 1;
                Unpooled.wrappedBuffer(shifted).setInt(at + 6, (int) moved);
            }
            boolean pes = (shifted[at + 1] & 0x40) != 0 && payload < 174 && shifted[at + payload + 2] == 1;
            int stamps = pes && shifted[at + payload] == 0 ? (shifted[at + payload + 7] & 0xff) >> 6 : 0;
            for (int stamp = 0; stamp < stamps - 1; stamp++) {
                shift(shifted, at + payload + 9 + 5 * stamp, ticks);
            }
        }
        return shifted;
    }

    private static void shift(byte[] bytes, int at, long ticks) {
        long stamp = (bytes[at] >> 1 & 7L) << 30
                | (bytes[at + 1] & 0xffL) << 22
                | (bytes[at + 2] >> 1 & 0x7fL) << 15
                | (bytes[at + 3] & 0xffL) << 7
                | (bytes[at + 4] >> 1 & 0x7fL);
        long sum = stamp + ticks;
        bytes[at] = (byte) ((bytes[at] & 0xf1) | (sum >> 29 & 0x0e));
        bytes[at + 1] = (byte) (sum >> 22);
        bytes[at + 2] = (byte) (sum >> 14 | 1);
        bytes[at + 3] = (byte) (sum >> 7);
        bytes[at + 4] = (byte) (sum << 1 | 1);
    }

    private static int pid(ByteBuf packets, int at) {
        return packets.getUnsignedShort(at + 1) & 0x1fff;
    }

    static byte[] card(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CardLoopTest.class.getResourceAsStream("/masthead/cards/" + name + ".ts"), name)) {
            return in.readAllBytes();
        }
    }
}
