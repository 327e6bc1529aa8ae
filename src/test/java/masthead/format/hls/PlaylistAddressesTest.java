package masthead.format.hls;

import static org.assertj.core.api.Assertions.assertThat;

import masthead.studio.Golden;
import org.junit.jupiter.api.Test;

class PlaylistAddressesTest {
    private static final String MASTER = """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,URI="skd://key/1",KEYFORMAT="com.apple.streamingkeydelivery"
            #EXT-X-SESSION-KEY:METHOD=AES-128,URI="keys/session.key"
            #EXT-X-SESSION-DATA:DATA-ID="com.example.title",URI="title.json"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English, URI=no",LANGUAGE="en",URI="audio/en.m3u8?x=1"
            #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",URI="/subs/en.m3u8"
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="iframe.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=1280000,AUDIO="a",SUBTITLES="s"
            video/720.m3u8
            # a comment
            #EXT-X-STREAM-INF:BANDWIDTH=640000
            https://other.example.net/480.m3u8
            """;
    private static final String MEDIA = """
            #EXTM3U
            #EXT-X-TARGETDURATION:6
            #EXT-X-MEDIA-SEQUENCE:7
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0
            #EXT-X-PART-INF:PART-TARGET=0.33
            #EXT-X-KEY:METHOD=AES-128,URI="key.php?n=1",IV=0x00
            #EXT-X-MAP:URI="init.mp4",BYTERANGE="600@0"
            #EXTINF:6.0,
            live-12:30.m4s
            #EXT-X-KEY:METHOD=NONE
            #EXT-X-KEY:METHOD=AES-128,URI="data:text/plain;base64,AAAA"
            #EXTINF:6.0,
            //cdn.example.net/seg 2.m4s
            #EXT-X-PART:DURATION=1,URI="part.m4s"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="next.m4s"
            #EXT-X-RENDITION-REPORT:URI="../other.m3u8",LAST-MSN=1
            """;

    @Test
    void every_address_in_a_playlist_is_replaced_and_nothing_else() {
        Golden.check("hls/replaced_master.m3u8", replaced(MASTER));
        Golden.check("hls/replaced_media.m3u8", replaced(MEDIA));
    }

    @Test
    void tags_of_low_latency_are_left_out_and_others_kept() {
        assertThat(replaced(MEDIA))
                .doesNotContain("PART", "PRELOAD", "REPORT", "CONTROL")
                .contains("#EXT-X-KEY:METHOD=NONE", "#EXT-X-TARGETDURATION:6");
    }

    @Test
    void line_ends_of_all_kinds_are_understood() {
        assertThat(PlaylistAddresses.replaced("#EXTM3U\r\na.ts\r\n", each -> "x"))
                .isEqualTo("#EXTM3U\nx\n");
    }

    private static String replaced(String playlist) {
        return PlaylistAddresses.replaced(playlist, each -> "<" + each + ">");
    }
}
