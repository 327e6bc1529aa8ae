package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import masthead.format.mpegts.CardLoop;
import masthead.studio.StreamCheck;
import masthead.studio.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlatesTest {
    private static final Duration SHIPPED = Duration.ofMillis(6400);
    private static final Duration OWN = Duration.ofMillis(9600);

    @TempDir
    Path data;

    private EventLoop loop;

    @BeforeEach
    void start() {
        loop = new DefaultEventLoop();
    }

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Slate.class)
    void five_rounds_of_every_shipped_slate_are_one_continuous_stream(Slate slate) throws IOException {
        CardLoop card = slates(Map.of()).open(slate).orElseThrow();
        assertThat(card.duration()).isEqualTo(SHIPPED);
        StreamCheck check = new StreamCheck();
        ByteBuf target = Unpooled.buffer(188 * 1000);
        for (int tick = 0; tick <= 32_000 / 40; tick++) {
            card.fill(target, Duration.ofMillis(tick * 40L));
            check.take(ByteBufUtil.getBytes(target));
            target.clear();
        }
        assertThat(check.faults()).isEmpty();
        assertThat(check.units(256)).isBetween(800L, 803L);
        assertThat(shipped(slate).length).isLessThan(200_000);
    }

    @Test
    void two_who_are_shown_the_same_slate_do_not_disturb_each_other() {
        Slates slates = slates(Map.of());
        CardLoop first = slates.open(Slate.ONE_MOMENT).orElseThrow();
        CardLoop second = slates.open(Slate.ONE_MOMENT).orElseThrow();
        ByteBuf one = Unpooled.buffer(400_000);
        ByteBuf two = Unpooled.buffer(400_000);
        first.fill(one, Duration.ofSeconds(3));
        second.fill(two, Duration.ofSeconds(3));
        assertThat(one.isReadable()).isTrue();
        assertThat(two).isEqualTo(one);
    }

    @Test
    void a_show_begins_with_what_it_is_ahead_and_goes_on_in_real_time_until_it_is_closed() {
        StreamCheck check = new StreamCheck();
        AtomicInteger pieces = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        long start = System.nanoTime();
        AtomicReference<Slates.Show> show = new AtomicReference<>();
        loop.execute(() -> show.set(slates(Map.of()).play(Slate.CHANNEL_OFFLINE, Duration.ofSeconds(2), loop, piece -> {
            byte[] bytes = ByteBufUtil.getBytes(piece);
            atOnce.compareAndSet(0, bytes.length);
            check.take(bytes);
            pieces.incrementAndGet();
        })));
        Awaitility.await().until(() -> pieces.get() >= 10);
        loop.submit(() -> show.get().close()).syncUninterruptibly();
        double seconds = (System.nanoTime() - start) / 1e9;
        int shown = pieces.get();
        assertThat(atOnce.get()).isGreaterThan(10_000); // a key frame and the frames of two seconds
        assertThat(check.faults()).isEmpty();
        assertThat(check.span(256) / 90_000.0).isBetween(1.5, seconds + 2.5);
        loop.schedule(() -> {}, 100, TimeUnit.MILLISECONDS).syncUninterruptibly();
        assertThat(pieces.get()).isEqualTo(shown);
    }

    @Test
    void a_taker_who_fails_ends_his_show_alone() {
        Slates slates = slates(Map.of());
        AtomicInteger failing = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        loop.execute(() -> {
            slates.play(Slate.ONE_MOMENT, Duration.ZERO, loop, piece -> {
                failing.incrementAndGet();
                throw new IllegalStateException("a fault of the test's own");
            });
            slates.play(Slate.ONE_MOMENT, Duration.ZERO, loop, piece -> other.incrementAndGet());
        });
        Awaitility.await().until(() -> other.get() >= 5);
        assertThat(failing.get()).isEqualTo(1);
    }

    @Test
    void an_operators_own_slate_is_shown_in_the_place_of_ours() throws IOException {
        Path folder = Files.createDirectories(data.resolve("slates"));
        Files.write(folder.resolve("mine.ts"), card());
        Slates slates = slates(Map.of("slates.channel-offline", "mine.ts"));
        assertThat(duration(slates, Slate.CHANNEL_OFFLINE)).isEqualTo(OWN);
        assertThat(duration(slates, Slate.ONE_MOMENT)).isEqualTo(SHIPPED);
    }

    @Test
    void an_operators_own_slate_may_be_anywhere(@TempDir Path elsewhere) throws IOException {
        Path file = Files.write(elsewhere.resolve("mine.ts"), card());
        assertThat(duration(slates(Map.of("slates.account-expired", file.toString())), Slate.ACCOUNT_EXPIRED))
                .isEqualTo(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.ts", "text.ts", "torn.ts", "large.ts", "folder.ts", "."})
    void for_an_own_slate_that_is_none_ours_is_shown(String name) throws IOException {
        Path folder = Files.createDirectories(data.resolve("slates"));
        Files.writeString(folder.resolve("text.ts"), "no transport stream at all");
        Files.write(folder.resolve("torn.ts"), Arrays.copyOf(card(), 1000));
        Files.write(folder.resolve("large.ts"), new byte[9 * 1024 * 1024]);
        Files.createDirectories(folder.resolve("folder.ts"));
        assertThat(duration(slates(Map.of("slates.one-moment", name)), Slate.ONE_MOMENT))
                .isEqualTo(SHIPPED);
    }

    private static Duration duration(Slates slates, Slate slate) {
        return slates.open(slate).orElseThrow().duration();
    }

    private Slates slates(Map<String, String> settings) {
        return new Slates(TestSettings.of(SlateSettings.class, settings), data);
    }

    private static byte[] card() throws IOException {
        return resource("cards/one.ts");
    }

    private static byte[] shipped(Slate slate) throws IOException {
        return resource("slates/" + slate.wireName() + ".ts");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SlatesTest.class.getResourceAsStream("/masthead/" + name))) {
            return in.readAllBytes();
        }
    }
}
