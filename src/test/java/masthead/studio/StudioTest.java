package masthead.studio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The fakes tell the truth: what they do wrong on purpose is seen, what is right is not called wrong. */
class StudioTest {
    @Test
    void a_whole_card_is_flawless() {
        byte[] stream = new TestCard("a").nextFrames(100);
        assertThat(new StreamCheck().take(stream).faults()).isEmpty();
        CardCheck.Verdict verdict = new CardCheck("a").take(stream).verdict();
        assertThat(verdict.flawless()).isTrue();
        assertThat(verdict.packets()).isEqualTo(100 * 27);
    }

    @Test
    void bytes_may_come_in_any_pieces() {
        byte[] stream = new TestCard("a").nextFrames(3);
        CardCheck check = new CardCheck("a");
        for (int at = 0; at < stream.length; at += 7) {
            check.take(stream, at, Math.min(7, stream.length - at));
        }
        assertThat(check.verdict().flawless()).isTrue();
        assertThat(check.verdict().packets()).isEqualTo(3 * 27);
    }

    @Test
    void a_lost_packet_shows() {
        byte[] stream = new TestCard("a").nextFrames(10);
        CardCheck check = new CardCheck("a").take(stream, 0, 1880).take(stream, 1880 + 376, stream.length - 2256);
        assertThat(check.verdict().lost()).isEqualTo(2);
        assertThat(check.verdict().gaps()).isEqualTo(1);
        assertThat(check.verdict().blindGaps()).isEqualTo(1);
        assertThat(check.verdict().whole()).isFalse();
        assertThat(new StreamCheck()
                        .take(stream, 0, 1880)
                        .take(stream, 2256, 1880)
                        .faults())
                .isNotEmpty();
    }

    @Test
    void a_jump_to_a_key_frame_is_a_gap_but_not_a_blind_one() {
        TestCard card = new TestCard("a");
        CardCheck check = new CardCheck("a").take(card.nextFrames(10));
        card.nextFrames(15);
        check.take(card.nextFrames(10));
        assertThat(check.verdict().gaps()).isEqualTo(1);
        assertThat(check.verdict().whole()).isTrue();
        assertThat(check.verdict().flawless()).isFalse();
    }

    @Test
    void torn_mixed_and_repeated_packets_show() {
        byte[] stream = new TestCard("a").nextFrames(4);
        CardCheck torn = new CardCheck("a").take(stream, 0, 1000).take(stream, 1880, 1880);
        assertThat(torn.verdict().torn()).isPositive();
        CardCheck mixed = new CardCheck("a").take(stream).take(new TestCard("b").nextFrame());
        assertThat(mixed.verdict().foreign()).isEqualTo(27);
        CardCheck repeated = new CardCheck("a").take(stream).take(stream, 1880, 1880);
        assertThat(repeated.verdict().disordered()).isEqualTo(10);
        CardCheck late = new CardCheck("a").take(Arrays.copyOfRange(stream, 188 * 3, stream.length));
        assertThat(late.verdict().startsClean()).isFalse();
    }

    @Test
    void a_player_sees_the_panels_stream_as_it_is() {
        try (FakePanel panel = new FakePanel().on("/a", Moods.live("a").unpaced());
                FakePlayer player = FakePlayer.tune(panel.url("/a?token=x"), "a");
                FakePlayer wrong = FakePlayer.tune(panel.url("/a"), "b")) {
            assertThat(player.status()).isEqualTo(200);
            assertThat(player.head().header("content-type")).isEqualTo("video/mp2t");
            await().until(() -> player.bytes() > 1_000_000 && wrong.bytes() > 1_000_000);
            assertThat(player.verdict().flawless()).isTrue();
            assertThat(wrong.verdict().foreign()).isPositive();
            assertThat(panel.connections("/a").now()).isEqualTo(2);
            player.hangUp();
            wrong.hangUp();
            await().until(() -> panel.connections("/a").now() == 0);
            assertThat(panel.connections("/a")).isEqualTo(new FakePanel.Connections(0, 2, 2));
        }
    }

    @Test
    void a_paced_stream_takes_its_time() {
        try (FakePanel panel = new FakePanel().on("/a", Moods.live("a"));
                FakePlayer player = FakePlayer.tune(panel.url("/a"), "a")) {
            long start = System.nanoTime();
            await().until(() -> player.verdict().packets() >= 20 * 27);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(600), Duration.ofSeconds(8));
        }
    }

    @Test
    void a_stream_ends_as_it_was_told_to() {
        try (FakePanel panel = new FakePanel()
                .on("/cut", Moods.live("a").unpaced().cutAfter(100_000))
                .on("/stall", Moods.live("a").unpaced().stallingAfter(188 * 100))
                .on("/reset", Moods.live("a").unpaced().resetAfter(188 * 100))) {
            FakePlayer cut = FakePlayer.tune(panel.url("/cut"), "a");
            FakePlayer stall = FakePlayer.tune(panel.url("/stall"), "a");
            FakePlayer reset = FakePlayer.tune(panel.url("/reset"), "a");
            await().until(() -> cut.ended() && reset.ended() && stall.bytes() == 188 * 100);
            assertThat(cut.bytes()).isEqualTo(100_000);
            assertThat(cut.unfinished()).isEqualTo(100_000 % 188);
            assertThat(stall.ended()).isFalse();
            panel.hangUp();
            await().atMost(5, SECONDS).until(stall::ended);
        }
    }

    @Test
    void a_panel_can_refuse_redirect_lie_and_be_silent() {
        FakePanel.Mood live = Moods.live("a").unpaced();
        try (FakePanel panel = new FakePanel()
                .on("/403", Moods.status(403))
                .on("/away", Moods.redirect("http://localhost/x"))
                .on("/hops", Moods.redirects(2, live))
                .on("/lie", Moods.live("a").typed("text/html"))
                .on("/html", Moods.html())
                .on("/silent", Moods.silent())
                .on("/slow", Moods.slow(Duration.ofMillis(300), live))
                .on("/picky", Moods.requiring("User-Agent", "Right/1", live))) {
            assertThat(status(panel, "/nothing")).isEqualTo(404);
            assertThat(status(panel, "/403")).isEqualTo(403);
            try (FakePlayer player = FakePlayer.tune(panel.url("/away"), "a")) {
                assertThat(player.head().header("Location")).isEqualTo("http://localhost/x");
            }
            assertThat(status(panel, "/hops")).isEqualTo(302);
            assertThat(status(panel, "/hops?hop=2")).isEqualTo(200);
            assertThat(status(panel, "/picky")).isEqualTo(403);
            Map<String, String> right = Map.of("user-agent", "Right/1");
            try (FakePlayer player = FakePlayer.tune(panel.url("/picky"), "a", FakePlayer.Manner.EAGER.with(right));
                    FakePlayer silent = FakePlayer.tune(panel.url("/silent"), "a");
                    FakePlayer slow = FakePlayer.tune(panel.url("/slow"), "a");
                    FakePlayer lie = FakePlayer.tune(panel.url("/lie"), "a")) {
                assertThat(player.status()).isEqualTo(200);
                assertThat(lie.head().header("Content-Type")).isEqualTo("text/html");
                assertThat(slow.status()).isEqualTo(200);
                assertThat(silent.answered()).isFalse();
                assertThat(panel.requests("/picky").getLast().header("USER-AGENT"))
                        .isEqualTo("Right/1");
            }
        }
    }

    @Test
    void a_trickle_reader_falls_behind() {
        try (FakePanel panel = new FakePanel()
                        .on("/a", Moods.live("a").shaped(TestCard.Shape.LARGE).unpaced());
                FakePlayer eager = FakePlayer.tune(panel.url("/a"), "a");
                FakePlayer trickle = FakePlayer.tune(panel.url("/a"), "a", FakePlayer.Manner.trickle(20_000))) {
            await().until(() -> eager.bytes() > 10_000_000);
            assertThat(trickle.status()).isEqualTo(200);
            assertThat(trickle.bytes()).isLessThan(1_000_000);
        }
    }

    private static int status(FakePanel panel, String path) {
        try (FakePlayer player = FakePlayer.tune(panel.url(path), "a")) {
            return player.status();
        }
    }
}
