package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import masthead.catalog.FeedKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedKindsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TS        | http://tv.example.net:8080/live/nora/secret/1001.ts
            TS        | http://tv.example.net:8080/nora/secret/1001
            TS        | https://tv.example.net/stream?channel=7&type=ts
            TS        | HTTP://TV.EXAMPLE.NET/UDP/239.0.0.1:1234
            TS        | http://tv.example.net/movie/channel
            TS        | http://tv.example.net
            TS        | http://tv.example.net/watch?v=film.mp4
            HLS       | http://tv.example.net/live/nora/secret/1001.m3u8
            HLS       | http://tv.example.net/one.M3U8?token=abc
            HLS       | http://tv.example.net/play?id=3&type=m3u8
            HLS       | http://tv.example.net/play?output=hls&id=3
            HLS       | http://tv.example.net/movie/hd/index.m3u8
            HLS       | http://tv.example.net/x.ism/manifest(format=m3u8-aapl)
            CARD      | card:bars
            FILE      | file:///media/loops/one.ts
            ACESTREAM | acestream://0123456789abcdef0123456789abcdef01234567
            ACESTREAM | acestream:?infohash=0123456789abcdef0123456789abcdef01234567
            ACESTREAM | 0123456789ABCDEF0123456789abcdef01234567
            ACESTREAM | http://127.0.0.1:6878/ace/getstream?id=0123456789abcdef0123456789abcdef01234567
            ACESTREAM | http://127.0.0.1:6878/ace/manifest.m3u8?infohash=0123456789abcdef0123456789abcdef01234567
            ACESTREAM | http://proxy:8000/pid/0123456789abcdef0123456789abcdef01234567/stream.mp4
            ACESTREAM | http://proxy:8000/infohash/0123456789abcdef0123456789abcdef01234567
            ACESTREAM | magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567
            ACESTREAM | http://tv.example.net/sport.acelive
            ACESTREAM | plugin://script.module.horus?action=play&id=0123456789abcdef0123456789abcdef01234567
            MOVIE     | http://tv.example.net/movie/nora/secret/50001.mkv
            MOVIE     | http://tv.example.net/movie/nora/secret/50001
            MOVIE     | http://tv.example.net/films/harbour.mp4?token=1
            MOVIE     | http://tv.example.net/play/token#.mkv
            EPISODE   | http://tv.example.net/series/nora/secret/81001.mp4
            OTHER     | rtmp://tv.example.net/live/1
            OTHER     | rtsp://camera/1
            OTHER     | udp://@239.0.0.1:1234
            OTHER     | rtp://@239.0.0.1:1234
            OTHER     | mms://tv.example.net/1
            OTHER     | http://tv.example.net/one.mpd
            OTHER     | plugin://plugin.video.youtube/play/?video_id=1
            OTHER     | magnet:?xt=urn:sha1:0123
            OTHER     | acestream://harbour
            OTHER     | http://127.0.0.1:6878/ace/getstream?pid=0123456789abcdef0123456789abcdef01234567
            OTHER     | http://127.0.0.1:6878/ace/getstream?path=/srv/one.ts
            """)
    void an_address_tells_its_kind(FeedKind kind, String address) {
        assertThat(FeedKinds.of(address, "Harbour")).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EPISODE | North Pier S01E01
            EPISODE | North Pier - s1 e12 - The Storm
            EPISODE | North Pier 1x02
            MOVIE   | North Pier (2019)
            MOVIE   | North Pier 1920x1080
            """)
    void a_film_whose_name_has_a_season_and_a_number_is_an_episode(FeedKind kind, String name) {
        assertThat(FeedKinds.of("http://tv.example.net/files/1.mkv", name)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource("North Pier S01E01, Channel 1x02")
    void a_season_in_a_name_does_not_make_an_episode_of_a_live_channel(String name) {
        assertThat(FeedKinds.of("http://tv.example.net/live/1.ts", name)).isEqualTo(FeedKind.TS);
    }
}
