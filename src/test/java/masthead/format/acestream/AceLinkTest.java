package masthead.format.acestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import masthead.format.acestream.AceContent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AceLinkTest {
    /** {@code ID} stands for 40 hex digits, {@code OTHER} for 40 others. */
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    private static final String OTHER = "89abcdef0123456789abcdef0123456789abcdef";

    private static String address(String pattern) {
        return pattern.replace("ID", ID).replace("OTHER", OTHER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            content_id=ID ~ acestream://ID
            content_id=ID ~ AceStream://0123456789ABCDEF0123456789ABCDEF01234567
            content_id=ID ~ acestream://ID/
            content_id=ID ~ acestream://ID?name=Harbour%20One
            content_id=ID ~ acestream://ID|User-Agent=VLC
            content_id=ID ~ '  acestream://ID  '
            content_id=ID ~ acestream%3A%2F%2FID
            content_id=ID ~ acestream:ID
            content_id=ID ~ acestream:?content_id=ID
            content_id=ID ~ acestream:?id=ID
            infohash=ID ~ acestream:?infohash=ID
            infohash=ID ~ acestream:%3Finfohash=ID
            content_id=ID ~ acestream:%3Fcontent_id%3DID
            infohash=ID ~ acestream://?infohash=ID
            infohash=ID ~ acestream:?magnet=magnet%3A%3Fxt%3Durn%3Abtih%3AID
            url=http%3A%2F%2Ftv.example.net%2Fone.acelive ~ acestream:?url=http%3A%2F%2Ftv.example.net%2Fone.acelive
            infohash=ID&index=2 ~ acestream:?infohash=ID&index=2
            content_id=ID ~ ID
            content_id=ID ~ 0123456789ABCDEF0123456789abcdef01234567
            content_id=ID ~ http://127.0.0.1:6878/ace/getstream?id=ID
            content_id=ID ~ http://any/ace/getstream?content_id=ID
            content_id=ID ~ https://any:8443/ace/manifest.m3u8?id=ID&format=json
            content_id=ID ~ http://proxy/behind/this/ace/getstream/?id=ID
            content_id=ID ~ HTTP://ANY/ACE/GETSTREAM?Id=ID
            infohash=ID ~ http://any:6878/ace/getstream?infohash=ID
            infohash=ID ~ http://any:6878/ace/manifest.m3u8?transcode_ac3=1&amp;infohash=ID
            infohash=ID ~ http://any:6878/ace/getstream?magnet=magnet:%3Fxt%3Durn:btih:ID
            infohash=ID&index=3 ~ http://any:6878/ace/getstream?infohash=ID&_idx=3
            url=http%3A%2F%2Ftv.example.net%2Fa%3Fb%3D1 ~ http://any:6878/ace/getstream?url=http%3A%2F%2Ftv.example.net%2Fa%3Fb%3D1
            content_id=ID ~ http://proxy:8000/pid/ID/stream.mp4
            content_id=ID ~ http://proxy:8000/content_id/ID/stream.ts
            infohash=ID ~ http://proxy:8000/infohash/ID/
            infohash=ID ~ http://proxy:8000/infohash/ID
            content_id=ID ~ plugin://script.module.horus?action=play&id=ID
            content_id=ID ~ plugin://script.module.horus/?action=play&id=ID&title=One
            content_id=ID ~ plugin://program.plexus/?url=acestream%3A%2F%2FID&mode=1&name=One
            infohash=ID ~ magnet:?xt=urn:btih:ID&dn=One
            infohash=ID ~ magnet:?dn=One&xt=urn%3Abtih%3AID
            infohash=ID ~ magnet:?xt=urn:btmh:1220aa&xt=urn:btih:ID
            infohash=ID ~ magnet:?xt.1=urn:btih:ID
            infohash=ID ~ magnet:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH
            infohash=ID ~ magnet:?xt=urn:btih:aerukz4jvpg66ajdivtytk6n54asgrlh
            url=https%3A%2F%2Ftv.example.net%2FOne.acelive ~ HTTPS://tv.example.net/One.acelive
            url=http%3A%2F%2Ftv.example.net%2Fa.torrent%3Fkey%3D1 ~ http://tv.example.net/a.torrent?key=1#top
            """)
    void every_form_of_address_is_read(String canonical, String address) {
        assertThat(AceLink.of(address(address)).map(AceLink::canonical)).contains("acestream:?" + address(canonical));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            content_id=ID ~ http://any/ace/getstream?infohash=OTHER&id=ID
            content_id=ID ~ http://any/ace/getstream?content_id=ID&id=OTHER
            infohash=ID ~ http://any/ace/getstream?url=http%3A%2F%2Fa%2Fb.acelive&infohash=ID
            infohash=ID ~ http://any/ace/getstream?id=&infohash=ID
            infohash=ID ~ http://any/ace/getstream?id=1042&infohash=ID
            infohash=ID ~ http://any/ace/getstream?pid=OTHER&infohash=ID
            """)
    void of_several_contents_in_one_address_the_engine_takes_the_first_of_its_own_order(
            String canonical, String address) {
        assertThat(AceLink.of(address(address)).map(AceLink::canonical)).contains("acestream:?" + address(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acestream:",
                "acestream://",
                "acestream://harbour-one",
                "acestream://0123456789abcdef0123456789abcdef0123456",
                "acestream://ID0",
                "acestream://IDzz",
                "acestream://zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "acestream:?pid=ID",
                "acestream:?content_id=1042",
                "acestream:?data=QUJD",
                "ID0",
                "0ID",
                "http://any:6878/ace/getstream?pid=ID",
                "http://any:6878/ace/getstream?id=1042",
                "http://any:6878/ace/getstream?id=ID0",
                "http://any:6878/ace/getstream",
                "http://any:6878/ace/getstream?path=/etc/passwd",
                "http://any:6878/ace/getstream?direct_url=http://a/b.ts",
                "http://any:6878/ace/getstream?url=file:///etc/passwd",
                "http://any:6878/ace/getstream?url=one.acelive",
                "http://tv.example.net/watch?id=ID",
                "http://tv.example.net/live.ts?token=ID",
                "http://tv.example.net/live/ID",
                "http://tv.example.net/pid/1042/stream.ts",
                "http://tv.example.net/pid/ID0/stream.ts",
                "http://tv.example.net/watch?next=/ace/getstream&id=ID",
                "http://tv.example.net/one.ts?file=a.acelive",
                "magnet:?xt=urn:sha1:ID",
                "magnet:?xt=urn:btih:IDzz",
                "magnet:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRL1",
                "magnet:?dn=ID",
                "plugin://plugin.video.youtube/play/?video_id=ID",
                "plugin://script.module.horus?action=play&id=7",
                "ftp://tv.example.net/pid/ID/",
                "%%%",
                "acestream:%3"
            })
    void what_only_looks_like_an_address_of_a_content_is_none(String address) {
        assertThat(AceLink.of(address(address))).isEmpty();
    }

    @Test
    void a_source_may_say_that_its_bare_digits_are_infohashes() {
        assertThat(AceLink.of(ID, Kind.INFOHASH)).contains(new AceLink(new AceContent(Kind.INFOHASH, ID), 0));
        assertThat(AceLink.of("acestream://" + ID, Kind.INFOHASH))
                .as("a link says itself what it is")
                .contains(new AceLink(new AceContent(Kind.CONTENT_ID, ID), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://tv.example.net/live/ID", "https://a/ID/index.m3u8?x=1", "http://a/watch/ID#now"})
    void a_lone_id_in_a_path_counts_only_where_a_source_is_known_to_write_so(String address) {
        assertThat(AceLink.of(address(address))).isEmpty();
        assertThat(AceLink.guess(address(address), Kind.CONTENT_ID))
                .contains(new AceLink(new AceContent(Kind.CONTENT_ID, ID), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/ID/OTHER", "http://a/?id=ID", "rtmp://a/ID", "http://a/ID0/", "http://ID/"})
    void not_even_a_guess_makes_an_id_of_these(String address) {
        assertThat(AceLink.guess(address(address), Kind.CONTENT_ID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acestream://ID",
                "magnet:?xt=urn:btih:ID",
                "http://a/b c/one.acelive?x=%20%26&y=ü",
                "acestream:?infohash=ID&index=7"
            })
    void what_is_written_is_read_as_the_same(String address) {
        AceLink link = AceLink.of(address(address)).orElseThrow();

        assertThat(AceLink.of(link.canonical())).contains(link);
    }

    @Test
    void addresses_nested_without_end_and_endless_addresses_are_refused_at_once() {
        String nested = "acestream://" + ID;
        for (int depth = 0; depth < 6; depth++) {
            nested = "acestream:?url=" + Percent.encode(nested);
        }
        assertThat(AceLink.of(nested)).isEmpty();
        assertThat(AceLink.of("acestream://" + ID + "?" + "x".repeat(8000))).isEmpty();
        assertThat(AceLink.of("http://any/ace/getstream?" + "&id".repeat(2000))).isEmpty();
        String slashes = "http://a" + "/ace".repeat(1900);
        assertThat(CompletableFuture.supplyAsync(() -> AceLink.of(slashes)))
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(Optional.empty());
    }

    @Test
    void the_same_digits_may_be_tried_as_the_other_kind() {
        AceContent content = new AceContent(Kind.CONTENT_ID, ID);

        assertThat(content.mistaken()).contains(new AceContent(Kind.INFOHASH, ID));
        assertThat(content.mistaken().flatMap(AceContent::mistaken)).contains(content);
        assertThat(new AceContent(Kind.TRANSPORT_URL, "http://a/b.torrent").mistaken())
                .isEmpty();
    }

    @Test
    void a_content_with_a_value_of_another_kind_cannot_be_made() {
        for (String value : new String[] {"", "7", ID.toUpperCase(Locale.ROOT), ID + "0", "http://a/b"}) {
            assertThatThrownBy(() -> new AceContent(Kind.INFOHASH, value)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new AceContent(Kind.TRANSPORT_URL, "file:///etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_address_of_a_transport_file_is_not_shown_where_it_might_be_logged() {
        AceContent content = new AceContent(Kind.TRANSPORT_URL, "http://user:secret@a/b.torrent");

        assertThat(content.toString()).doesNotContain("secret");
        assertThat(new AceLink(content, 0).toString()).doesNotContain("secret");
    }
}
