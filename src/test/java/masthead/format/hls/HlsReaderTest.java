package masthead.format.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import masthead.studio.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HlsReaderTest {
    @Test
    void a_messy_media_playlist_is_read_to_its_end() throws IOException {
        MediaPlaylist list = (MediaPlaylist) HlsReader.read(golden("messy.m3u8"));
        String seen = list.segments().stream().map(Segment::toString).collect(Collectors.joining("\n"));
        Golden.check(
                "hls/messy.txt",
                list.version() + " " + list.targetDuration() + " " + list.mediaSequence() + " "
                        + list.discontinuitySequence() + " " + list.ended() + "\n" + seen + "\n");
    }

    @Test
    void variants_and_renditions_are_read_with_all_their_attributes() throws IOException {
        MultivariantPlaylist list = (MultivariantPlaylist) HlsReader.read(golden("variants.m3u8"));
        assertThat(list.variants())
                .extracting(Variant::uri)
                .containsExactly(
                        "low/index.m3u8", "http://cdn.example/high/index.m3u8", "audio only/index.m3u8", "unsaid.m3u8");
        assertThat(list.variants()).extracting(Variant::bandwidth).containsExactly(1_280_000L, 7_680_000L, 65_000L, 0L);
        assertThat(list.variants()).extracting(Variant::soundOnly).containsExactly(false, false, true, false);
        assertThat(list.variants()).extracting(list::soundWithin).containsExactly(true, false, true, true);
        assertThat(list.variants().get(1).attributes().text("X-NEW")).contains("1");
        assertThat(list.renditions().getFirst().name()).isEqualTo("English, stereo");
        assertThat(list.renditions().getFirst().uri()).isEqualTo("audio/en.m3u8");
        assertThat(list.renditions()).hasSize(3);
    }

    @Test
    void a_list_without_any_tag_of_hls_is_a_plain_one() {
        assertThat(HlsReader.read("#EXTM3U x-tvg-url=\"http://g\"\n#EXTINF:-1,One\nhttp://h/1\n"))
                .isEqualTo(new PlainPlaylist(java.util.List.of("http://h/1")));
    }

    @Test
    void an_ended_list_says_so() {
        assertThat(media("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST")
                        .ended())
                .isTrue();
    }

    @Test
    void a_target_duration_that_is_too_short_or_missing_follows_the_segments() {
        assertThat(media("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:7.5,\na.ts\n")
                        .targetDuration())
                .isEqualTo(Duration.ofMillis(7500));
        assertThat(media("#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:5,\na.ts\n").targetDuration())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(media("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.4,\na.ts\n")
                        .targetDuration())
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(media("#EXTM3U\n#EXT-X-VERSION:3\n").targetDuration()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "99999999999999999999999999",
                "x",
                "",
                "9223372036854775807",
                "1e3",
                "0x10",
                "2305843009213693953"
            })
    void a_strange_sequence_number_counts_as_zero(String number) {
        assertThat(media("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:" + number + "\n#EXTINF:2,\na.ts\n")
                        .segments()
                        .getFirst()
                        .sequence())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-3", "0", "1e300", "", "9999999", "4s"})
    void a_strange_duration_counts_as_the_target_duration(String seconds) {
        assertThat(media("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:" + seconds + ",\na.ts\n")
                        .segments()
                        .getFirst()
                        .duration())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0@5", "-1@5", "x", "5@-1", "5@x", "99999999999999999@0", "@", "5@99999999999999999"})
    void a_strange_byte_range_counts_as_none(String range) {
        assertThat(media("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-BYTERANGE:" + range + "\n#EXTINF:4,\na.ts\n")
                        .segments()
                        .getFirst()
                        .range())
                .isEmpty();
    }

    @Test
    void of_several_keys_the_plain_one_is_used_and_none_ends_them_all() {
        MediaPlaylist list = media("""
                #EXTM3U
                #EXT-X-TARGETDURATION:4
                #EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x",KEYFORMAT="com.apple.streamingkeydelivery"
                #EXTINF:4,
                a.ts
                #EXT-X-KEY:METHOD=AES-128,URI="k"
                #EXTINF:4,
                b.ts
                #EXT-X-KEY:METHOD=NONE
                #EXTINF:4,
                c.ts
                """);
        assertThat(list.segments().get(0).key().orElseThrow().method()).isEqualTo(Key.Method.SAMPLE_AES);
        assertThat(list.segments().get(1).key()).contains(Key.aes128("k"));
        assertThat(list.segments().get(2).key()).isEmpty();
    }

    @Test
    void an_initialization_vector_is_the_explicit_one_or_the_segments_number() {
        assertThat(new Key(Key.Method.AES_128, "k", "fF01", Key.IDENTITY).ivOf(7))
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 1);
        assertThat(Key.aes128("k").ivOf(0x0102L)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T04:05:06Z, 2026-02-03T04:05:06Z",
        "2026-02-03T04:05:06.123+01:00, 2026-02-03T03:05:06.123Z",
        "2026-02-03T04:05:06.123-0130, 2026-02-03T05:35:06.123Z",
        "2026-02-03 04:05:06, 2026-02-03T04:05:06Z",
    })
    void dates_are_read_in_every_form_that_is_seen(String written, Instant meant) {
        assertThat(media("#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:" + written + "\n#EXTINF:4,\na.ts\n")
                        .segments()
                        .getFirst()
                        .dateTime())
                .contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "<html>", "#EXTINF:4,\na.ts", "{}", "G@\u0000"})
    void what_is_no_playlist_is_refused(String text) {
        assertThatThrownBy(() -> HlsReader.read(text)).isInstanceOf(NotHlsException.class);
    }

    @Test
    void a_playlist_beyond_all_limits_is_refused_or_read_without_what_is_too_long() {
        String endless = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n" + "#EXTINF:1,\na\n".repeat(HlsReader.MAX_ENTRIES + 1);
        assertThatThrownBy(() -> HlsReader.read(endless)).isInstanceOf(NotHlsException.class);
        String longest = "a".repeat(HlsReader.MAX_LINE_CHARS + 1);
        assertThat(media("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:9,\n" + longest + "\n#EXTINF:1,\nb.ts\n")
                        .segments())
                .containsExactly(Segment.of(0, "b.ts", Duration.ofSeconds(1)));
    }

    private static MediaPlaylist media(String text) {
        return (MediaPlaylist) HlsReader.read(text);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/golden/hls", name), StandardCharsets.UTF_8);
    }
}
