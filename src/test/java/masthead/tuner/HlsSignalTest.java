package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import masthead.studio.FakeHls;
import masthead.studio.FakeHls.Trait;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** HLS sources as they are, over real sockets. A segment has 675 marked packets and lasts a second. */
class HlsSignalTest {
    private static final int SEGMENT = 675;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void a_live_playlist_is_played_without_a_packet_lost() {
        FakeHls source = source().live();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() >= 6 * SEGMENT);
        assertThat(watcher.verdict().flawless()).as("%s", watcher.verdict()).isTrue();
        assertThat(watcher.breaks).hasValue(0);
        assertThat(watcher.lost()).isEmpty();
        assertThat(watcher.count("masthead_hls_segments_total")).isGreaterThanOrEqualTo(5);
    }

    @Test
    void it_starts_three_target_durations_before_the_end() {
        FakeHls source = source();
        LongStream.range(0, 5).forEach(each -> source.advance());
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        assertThat(watcher.verdict().first()).isEqualTo(5L * SEGMENT);
        assertThat(segmentsAsked(source, "")).containsExactly("5.ts", "6.ts", "7.ts");
    }

    @Test
    void a_playlist_is_asked_for_no_more_often_than_is_polite() {
        FakeHls source = source();
        Watcher watcher = watch(source.url(), Map.of("tuner.silence-timeout", "10s"));
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        long from = System.nanoTime();
        await().pollDelay(Duration.ofMillis(3400)).until(() -> true);
        long seconds = (System.nanoTime() - from) / 1_000_000_000;
        // Unchanged: every half second; the first second belongs to the change.
        assertThat(source.panel().connections(source.path("index.m3u8")).total())
                .isBetween(4, 3 + 2 * (int) seconds);
    }

    @ParameterizedTest
    @EnumSource(
            value = Trait.class,
            names = {"ENCRYPTED", "EXPLICIT_IV", "BYTE_RANGES", "REDIRECTED", "EXPIRING_TOKENS"})
    void a_source_that_is_special_is_played_like_any_other(Trait trait) {
        FakeHls source = source().with(trait).live();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() >= 5 * SEGMENT);
        assertThat(watcher.verdict().flawless()).as("%s", watcher.verdict()).isTrue();
    }

    @Test
    void a_server_that_ignores_ranges_is_played_all_the_same() {
        FakeHls source = source().with(Trait.BYTE_RANGES, Trait.RANGES_IGNORED).live();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() >= 4 * SEGMENT);
        assertThat(watcher.verdict().flawless()).as("%s", watcher.verdict()).isTrue();
    }

    @Test
    void a_key_is_asked_for_once() {
        FakeHls source = source().with(Trait.ENCRYPTED).live();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() >= 4 * SEGMENT);
        assertThat(source.panel().connections(source.path("key.bin")).total()).isEqualTo(1);
    }

    @Test
    void a_key_that_is_refused_is_the_reason() {
        FakeHls source = source().with(Trait.ENCRYPTED, Trait.NO_KEY).live();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost().orElseThrow().reason())
                .isEqualTo("The key to what the source sends cannot be had: The source answered 403.");
    }

    @ParameterizedTest
    @CsvSource({"0, high", "1000000, low", "2000000, high", "100, low"})
    void the_best_variant_within_the_bandwidth_is_played(String most, String chosen) {
        FakeHls source = source().live();
        Watcher watcher = watch(source.master(), Map.of("tuner.hls-max-bandwidth", most));
        await().until(() -> watcher.verdict().packets() >= 3 * SEGMENT);
        assertThat(segmentsAsked(source, chosen + "/")).isNotEmpty();
        assertThat(segmentsAsked(source, chosen.equals("low") ? "high/" : "low/"))
                .isEmpty();
    }

    @Test
    void a_variant_that_holds_its_sound_goes_before_a_better_one_that_does_not() {
        FakeHls source = source().with(Trait.SEPARATE_AUDIO).live();
        Watcher watcher = watch(source.master());
        await().until(() -> watcher.verdict().packets() >= SEGMENT);
        assertThat(segmentsAsked(source, "low/")).isNotEmpty();
        assertThat(segmentsAsked(source, "high/")).isEmpty();
    }

    @Test
    void a_discontinuity_is_passed_on_where_it_is() {
        FakeHls source = source();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        source.breakOff();
        source.advance();
        source.advance();
        await().until(() -> watcher.verdict().packets() == 5 * SEGMENT);
        assertThat(watcher.breaks).hasValue(1);
        assertThat(watcher.verdict().runs()).isEqualTo(2);
        assertThat(watcher.verdict().whole()).isTrue();
    }

    @Test
    void a_stream_that_begins_anew_is_followed() {
        FakeHls source = source();
        LongStream.range(0, 9).forEach(each -> source.advance());
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        source.restart();
        source.live();
        await().until(() -> watcher.verdict().packets() >= 5 * SEGMENT);
        assertThat(watcher.verdict().runs()).isEqualTo(2);
        assertThat(watcher.verdict().whole()).as("%s", watcher.verdict()).isTrue();
        assertThat(watcher.breaks).hasValue(1);
    }

    @Test
    void segments_that_came_and_went_between_two_playlists_are_missing_and_counted() {
        FakeHls source = source();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        LongStream.range(0, 8).forEach(each -> source.advance()); // 11 made, 5 to 10 are listed
        await().until(() -> watcher.verdict().packets() == 9 * SEGMENT);
        assertThat(watcher.verdict().lost()).isEqualTo(2L * SEGMENT);
        assertThat(watcher.verdict().whole()).isTrue();
        assertThat(watcher.breaks).hasValue(1);
        assertThat(watcher.count("masthead_hls_segments_missed_total")).isEqualTo(2);
    }

    @Test
    void a_segment_that_breaks_off_goes_on_where_it_was() {
        FakeHls source = source().with(Trait.CUT_ONCE);
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        assertThat(watcher.verdict().flawless()).as("%s", watcher.verdict()).isTrue();
        assertThat(watcher.count("masthead_hls_segments_resumed_total")).isEqualTo(3);
    }

    @Test
    void an_encrypted_segment_that_breaks_off_goes_on_where_it_was() {
        FakeHls source = source().with(Trait.CUT_ONCE, Trait.ENCRYPTED);
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        assertThat(watcher.verdict().flawless()).as("%s", watcher.verdict()).isTrue();
    }

    @Test
    void segments_that_are_gone_for_a_while_are_left_out_and_the_signal_stays() {
        FakeHls source = source();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        source.with(Trait.SEGMENTS_GONE).advance();
        await().until(() -> watcher.count("masthead_hls_segments_missed_total") >= 1);
        source.without(Trait.SEGMENTS_GONE).advance();
        await().until(() -> watcher.verdict().packets() == 4 * SEGMENT);
        assertThat(watcher.verdict().lost()).isEqualTo(SEGMENT);
        assertThat(watcher.breaks).hasValue(1);
        assertThat(watcher.lost()).isEmpty();
    }

    @Test
    void three_segments_gone_in_a_row_lose_the_signal() {
        Watcher watcher = watch(source().with(Trait.SEGMENTS_GONE).live().url());
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost()).contains(new NoSignal.Refused(404));
        assertThat(watcher.shown()).isFalse();
    }

    @Test
    void a_playlist_that_stands_still_is_silence() {
        FakeHls source = source().with(Trait.STALE);
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost()).contains(new NoSignal.Silent());
    }

    @Test
    void a_playlist_that_ends_ends_the_signal_after_its_last_segment() {
        FakeHls source = source();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        source.with(Trait.ENDED).advance();
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost()).contains(new NoSignal.Ended("the playlist is at its end"));
        assertThat(watcher.verdict().packets()).isEqualTo(4 * SEGMENT);
    }

    @Test
    void a_recording_is_played_from_its_start_at_its_own_pace() {
        FakeHls source = source().with(Trait.ENDED);
        LongStream.range(0, 3).forEach(each -> source.advance());
        long start = System.nanoTime();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 6 * SEGMENT);
        // Six seconds, three of them ahead; the last segment is asked for two seconds after the first.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
        assertThat(watcher.verdict().first()).isZero();
        assertThat(watcher.verdict().flawless()).isTrue();
    }

    @Test
    void a_session_that_is_over_is_begun_again_at_the_feeds_own_address() {
        FakeHls source = source().live();
        FakePanel front = open(new FakePanel());
        front.on("/start", Moods.redirect(source.url()));
        Watcher watcher = watch(front.url("/start"));
        await().until(() -> watcher.verdict().packets() >= 3 * SEGMENT);
        FakeHls other = source();
        LongStream.range(0, source.next() - 1).forEach(each -> other.advance());
        front.on("/start", Moods.redirect(other.url()));
        source.with(Trait.REFUSED);
        other.live();
        await().until(() -> other.panel().connections(other.path("index.m3u8")).total() > 0);
        await().until(() -> watcher.verdict().packets() >= 7 * SEGMENT);
        assertThat(watcher.lost()).isEmpty();
    }

    @Test
    void a_playlist_that_is_refused_for_good_loses_the_signal() {
        FakeHls source = source();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() == 3 * SEGMENT);
        source.with(Trait.REFUSED);
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost()).contains(new NoSignal.Refused(403));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FMP4          | The source sends fMP4 segments (EXT-X-MAP) instead of a transport stream.",
                "SAMPLE_AES    | The source sends segments encrypted by SAMPLE-AES instead of a transport stream.",
                "HTML          | The source sends a web page instead of a transport stream.",
                "SEGMENTS_HTML | The source sends a web page instead of a transport stream.",
                "REFUSED       | The source answered 403.",
            })
    void what_cannot_be_played_is_refused_with_its_reason(Trait trait, String reason) {
        Watcher watcher = watch(source().with(trait).url());
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost().orElseThrow().reason()).isEqualTo(reason);
        assertThat(watcher.shown()).isFalse();
    }

    @Test
    void bytes_go_on_as_they_arrive_and_not_by_whole_segments() {
        FakeHls source = source().with(Trait.SLOW);
        Watcher watcher = watch(source.url());
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> watcher.verdict().packets() > 100);
        assertThat(watcher.verdict().packets()).isLessThan(SEGMENT);
    }

    @Test
    void one_connection_is_open_at_a_time() {
        FakeHls source = source().with(Trait.ENCRYPTED, Trait.SLOW).live();
        Watcher watcher = watch(source.url());
        await().until(() -> watcher.verdict().packets() >= 4 * SEGMENT);
        assertThat(source.overlaps()).isZero();
    }

    @Test
    void a_list_with_one_address_in_it_is_followed_once() {
        FakePanel panel = open(new FakePanel());
        panel.on("/live", Moods.live("one"));
        panel.on("/list", Moods.document("audio/x-mpegurl", "#EXTM3U\n#EXTINF:-1,One\nlive\n"));
        panel.on("/loop", Moods.document("audio/x-mpegurl", "#EXTM3U\nlist\n"));
        panel.on("/two", Moods.document("audio/x-mpegurl", "#EXTM3U\nlive\nother\n"));
        Watcher watcher = watch(panel.url("/list"));
        await().until(() -> watcher.verdict().packets() > 500);
        assertThat(watcher.verdict().flawless()).isTrue();
        for (String path : List.of("/loop", "/two")) {
            Watcher refused = watch(panel.url(path));
            await().until(() -> refused.lost().isPresent());
            assertThat(refused.lost().orElseThrow().reason())
                    .isEqualTo("The source sends a list of channels instead of a transport stream.");
        }
    }

    @Test
    void a_playlist_beyond_all_bounds_is_refused() {
        FakePanel panel = open(new FakePanel());
        panel.on("/endless", reply -> {
            reply.head(200, "Content-Type: application/vnd.apple.mpegurl");
            reply.body("#EXTM3U\n#EXT-X-TARGETDURATION:1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (int each = 0; each < 100_000; each++) {
                reply.body("#EXTINF:1,\nsegment.ts\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        });
        Watcher watcher = watch(panel.url("/endless"));
        await().until(() -> watcher.lost().isPresent());
        assertThat(watcher.lost()).contains(new NoSignal.NotTransportStream("an endless playlist"));
    }

    private FakeHls source() {
        return open(new FakeHls("one"));
    }

    private Watcher watch(String url) {
        return open(new Watcher(url, "one"));
    }

    private Watcher watch(String url, Map<String, String> own) {
        return open(new Watcher(url, "one", own));
    }

    private <T extends AutoCloseable> T open(T each) {
        opened.add(each);
        return each;
    }

    private static List<String> segmentsAsked(FakeHls source, String folder) {
        return LongStream.range(0, source.next())
                .mapToObj(number -> number + ".ts")
                .filter(name ->
                        source.panel().connections(source.path(folder + name)).total() > 0)
                .toList();
    }
}
