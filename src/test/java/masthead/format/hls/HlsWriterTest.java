package masthead.format.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import masthead.studio.Golden;
import org.junit.jupiter.api.Test;

class HlsWriterTest {
    private static final Duration SIX = Duration.ofSeconds(6);

    @Test
    void a_live_playlist_is_written_as_players_want_it() {
        MediaPlaylist live = MediaPlaylist.live(
                Duration.ofMillis(5100),
                41,
                2,
                List.of(
                        Segment.of(41, "41.ts", Duration.ofMillis(4960)).at(Instant.parse("2026-01-02T03:04:05Z")),
                        Segment.of(42, "42.ts", Duration.ofNanos(5_005_005_000L))
                                .afterDiscontinuity()
                                .at(Instant.parse("2026-01-02T03:04:09.9601Z")),
                        Segment.of(43, "43.ts", Duration.ofMillis(40))));
        Golden.check("hls/live.m3u8", HlsWriter.write(live));
    }

    @Test
    void what_is_written_is_read_back_the_same() {
        Key key = Key.aes128("k?a=b,c").withIv(BigInteger.TWO.pow(127));
        MapRef map = new MapRef("init.mp4", Optional.of(new ByteRange(700, 0)));
        Segment mapped = new Segment(
                5, "e.m4s", SIX, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(map), true);
        MediaPlaylist list = new MediaPlaylist(
                7,
                SIX,
                1,
                9,
                true,
                List.of(
                        Segment.of(1, "a b.ts", SIX).encrypted(key),
                        Segment.of(2, "b.ts", SIX).encrypted(Key.aes128("other")),
                        Segment.of(3, "c.ts", SIX).within(new ByteRange(188, 376)),
                        Segment.of(4, "c.ts", Duration.ofNanos(1_001_000))
                                .afterDiscontinuity()
                                .at(Instant.parse("2026-01-02T03:04:05.678Z")),
                        mapped));
        assertThat(HlsReader.read(HlsWriter.write(list))).isEqualTo(list);
    }

    @Test
    void a_choice_of_variants_is_read_back_the_same() {
        Rendition sound = new Rendition(AttributeList.EMPTY
                .with("TYPE", "AUDIO")
                .withText("GROUP-ID", "a")
                .withText("NAME", "say \"hi\",\nplease")
                .withText("URI", "a.m3u8"));
        Variant variant = new Variant(
                "v.m3u8", AttributeList.EMPTY.with("BANDWIDTH", 5_000_000).withText("AUDIO", "a"));
        MultivariantPlaylist list = new MultivariantPlaylist(List.of(variant, Variant.of("w.m3u8", 7)), List.of(sound));
        assertThat(HlsReader.read(HlsWriter.write(list))).isEqualTo(list);
        assertThat(list.renditions().getFirst().name()).isEqualTo("say 'hi', please");
    }

    @Test
    void an_address_cannot_break_out_of_its_line() {
        MediaPlaylist list = MediaPlaylist.live(SIX, 0, 0, List.of(Segment.of(0, "a\n#EXT-X-ENDLIST\r\nb", SIX)));
        assertThat(((MediaPlaylist) HlsReader.read(HlsWriter.write(list))).ended())
                .isFalse();
    }
}
