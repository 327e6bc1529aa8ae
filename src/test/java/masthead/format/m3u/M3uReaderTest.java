package masthead.format.m3u;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class M3uReaderTest {
    private final List<M3uEntry> entries = new ArrayList<>();

    @Test
    void a_messy_list_reads_as_the_golden_listing_says() throws IOException {
        Tally tally = read(Files.readAllBytes(Path.of("src/test/resources/golden/m3u/messy.m3u")));
        StringBuilder listing = new StringBuilder();
        for (M3uEntry each : entries) {
            listing.append(each.name()).append("\n  ").append(each.url()).append("\n  ");
            listing.append(each.group().orElse("-")).append("\n  ").append(each.attributes());
            listing.append("\n  ").append(each.headers()).append('\n');
        }
        listing.append(tally).append('\n');
        assertThat(listing.toString()).isEqualTo(Files.readString(Path.of("src/test/resources/golden/m3u/messy.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "  \r\n\t"})
    void every_kind_of_line_end_will_do(String end) {
        Tally tally =
                read(String.join(end, "\uFEFF#EXTM3U", "#EXTINF:-1,One", "http://h/1", "#EXTINF:-1,Two", "http://h/2"));
        assertThat(entries).extracting(M3uEntry::name).containsExactly("One", "Two");
        assertThat(entries).extracting(M3uEntry::url).containsExactly("http://h/1", "http://h/2");
        assertThat(tally.skipped()).isEmpty();
    }

    @Test
    void a_line_that_is_not_utf_8_is_windows_1252() {
        byte[] latin = "#EXTM3U\n#EXTINF:-1,Télé €\nhttp://h/1\n".getBytes(Charset.forName("windows-1252"));
        byte[] utf8 = "#EXTINF:-1,Übung 日本\nhttp://h/2\n".getBytes(StandardCharsets.UTF_8);
        new M3uReader()
                .read(
                        new SequenceInputStream(new ByteArrayInputStream(latin), new ByteArrayInputStream(utf8)),
                        entries::add);
        assertThat(entries).extracting(M3uEntry::name).containsExactly("Télé €", "Übung 日本");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "#EXTINF:-1,Plain; Plain",
                "#EXTINF:-1 , Spaced ; Spaced",
                "#EXTINF:-1,24 Hours, Live; 24 Hours, Live",
                "#EXTINF:-1 tvg-id=\"a\" group-title=\"x, y\",Comma, inside; Comma, inside",
                "#EXTINF:-1 tvg-id=\"a\",The \"Best\" One; The \"Best\" One",
                "#EXTINF:-1 tvg-name=\"The \"Best\" HD\" tvg-id=\"a\",Name; Name",
                "#EXTINF:-1 tvg-id=\"a\"tvg-name=\"b\",Glued; Glued",
                "#EXTINF:-1,tvg-id=\"a\", tvg-name=\"b\",Commas; Commas",
                "#EXTINF:-1 tvg-id=a group-title=News Room,Bare; Bare",
                "#EXTINF:-1 tvg-id='a' tvg-name='b, c',Single; Single",
                "#EXTINF:-1 tvg-id=\"a,Unclosed; Unclosed",
                "#EXTINF:-1 tvg-id=\"a=b&c=d\",Equals=Sign; Equals=Sign",
                "#extinf:0 TVG-ID=\"a\",Lower; Lower",
                "#EXTINF:-1 tvg-id=\"a\" tvg-name=\"From tvg-name\"; From tvg-name",
                "#EXTINF:-1 tvg-id=\"from.id\",; from.id",
                "#EXTINF:-1 Without a comma; Without a comma",
                "#EXTINF:12.5,; seven",
                "#EXTINF:-1 tvg-logo=\"http://h/a.png?x=1,2\" tvg-id=\"\",Logo; Logo"
            })
    void the_name_is_what_follows_the_last_attribute(String line, String name) {
        read("#EXTM3U\n" + line + "\nhttp://h/live/seven.ts?token=secret\n");
        assertThat(entries).extracting(M3uEntry::name).containsExactly(name);
    }

    @Test
    void quotes_inside_a_value_belong_to_it() {
        read("#EXTM3U\n#EXTINF:-1 tvg-name=\"The \"Best\" HD\" tvg-id=\"a\" group-title=\"x=y, z\",N\nhttp://h/1\n");
        assertThat(entries.getFirst().attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("tvg-name", "The \"Best\" HD", "tvg-id", "a", "group-title", "x=y, z"));
    }

    @Test
    void headers_come_in_four_dialects() {
        read("""
                #EXTM3U
                #EXTINF:-1 http-user-agent="Attribute/1",A
                http://h/1
                #EXTINF:-1,B
                #EXTVLCOPT:http-user-agent=Vlc/1
                #EXTVLCOPT:http-referrer=http://site/
                #EXTVLCOPT:network-caching=1000
                http://h/2
                #EXTINF:-1,C
                #KODIPROP:inputstream.adaptive.stream_headers=User-Agent=Kodi%2F1&X-Token=a%26b
                http://h/3
                #EXTINF:-1,D
                http://h/4|user-agent=Pipe%20Agent&Referer=http%3A%2F%2Fsite%2F&verifypeer=false&Host=evil&Bad%0AName=x
                #EXTINF:-1,E
                http://h/5
                """);
        assertThat(entries)
                .extracting(M3uEntry::headers)
                .containsExactly(
                        Map.of("User-Agent", "Attribute/1"),
                        Map.of("User-Agent", "Vlc/1", "Referer", "http://site/"),
                        Map.of("User-Agent", "Kodi/1", "X-Token", "a&b"),
                        Map.of("User-Agent", "Pipe Agent", "Referer", "http://site/"),
                        Map.of());
        assertThat(entries.get(3).url()).isEqualTo("http://h/4");
    }

    @Test
    void a_header_value_cannot_smuggle_a_line() {
        read("#EXTM3U\n#EXTINF:-1,A\nhttp://h/1|User-Agent=a%0d%0aX-Evil: 1&Referer=ok\n");
        assertThat(entries.getFirst().headers()).isEqualTo(Map.of("Referer", "ok"));
    }

    @Test
    void a_group_is_the_title_or_the_directive_of_this_entry_only() {
        read("""
                #EXTM3U
                #EXTINF:-1 group-title="Title",A
                #EXTGRP:Directive
                http://h/1
                #EXTINF:-1,B
                #EXTGRP: Directive
                http://h/2
                #EXTGRP:Before
                #EXTINF:-1,C
                http://h/3
                #EXTINF:-1,D
                http://h/4
                """);
        assertThat(entries)
                .extracting(each -> each.group().orElse("none"))
                .containsExactly("Title", "Directive", "Before", "none");
    }

    @Test
    void the_header_names_guides_and_catch_up_defaults() {
        Tally tally = read("""
                #EXTM3U url-tvg="http://g/1.xml, http://g/2.xml.gz,guide.xml" x-tvg-url="http://g/1.xml" catchup="shift" catchup-days=3
                #EXTINF:-1 catchup-days="7",A
                http://h/1
                """);
        assertThat(tally.guides()).containsExactly("http://g/1.xml", "http://g/2.xml.gz");
        assertThat(entries.getFirst().attributes()).isEqualTo(Map.of("catchup", "shift", "catchup-days", "7"));
    }

    @Test
    void an_entry_without_a_usable_address_is_skipped_and_counted() {
        Tally tally = read("""
                #EXTM3U
                #EXTINF:-1,Never
                #EXTVLCOPT:http-user-agent=Never/1
                #EXTINF:-1,Relative
                live/1.ts
                #EXTINF:-1,Path
                C:\\list\\1.ts
                #EXTINF:-1,Fine
                acestream://0123456789012345678901234567890123456789
                """);
        assertThat(entries).extracting(M3uEntry::name).containsExactly("Fine");
        assertThat(entries.getFirst().headers()).isEmpty();
        assertThat(tally.entries()).isEqualTo(1);
        assertThat(tally.skipped()).isEqualTo(Map.of(Skip.NO_ADDRESS, 1, Skip.RELATIVE_ADDRESS, 2));
        assertThat(tally.looksTruncated()).isFalse();
    }

    @Test
    void a_content_id_stands_for_an_address() {
        read("#EXTM3U\n#EXTINF:-1,A\n0123456789ABCDEF0123456789abcdef01234567\n");
        assertThat(entries).extracting(M3uEntry::url).containsExactly("0123456789ABCDEF0123456789abcdef01234567");
    }

    @Test
    void a_content_id_with_something_else_around_it_is_no_address() {
        String id = "0123456789abcdef0123456789abcdef01234567";
        read("#EXTM3U\n#EXTINF:-1,A\n%c%s\n#EXTINF:-1,B\n%s%c\n".formatted(1, id, id, 7));
        assertThat(entries).isEmpty();
    }

    @Test
    void a_list_that_ends_before_an_address_looks_truncated() {
        Tally tally = read("#EXTM3U\n#EXTINF:-1,A\nhttp://h/1\n#EXTINF:-1 tvg-id=\"b");
        assertThat(tally.looksTruncated()).isTrue();
        assertThat(tally.entries()).isEqualTo(1);
    }

    @Test
    void a_line_that_is_too_long_takes_its_entry_with_it() {
        String huge = "x".repeat(M3uReader.MAX_LINE_BYTES + 1);
        Tally tally = read("#EXTM3U\n#EXTINF:-1 tvg-logo=\"" + huge + "\",Huge\nhttp://h/1\n#EXTINF:-1,B\nhttp://h/2?"
                + huge + "\n#EXTINF:-1,C\nhttp://h/3\n");
        assertThat(entries).extracting(M3uEntry::name).containsExactly("C");
        assertThat(tally.skipped()).isEqualTo(Map.of(Skip.LINE_TOO_LONG, 2));
    }

    @Test
    void a_list_without_a_header_is_a_list() {
        read("#EXTINF:-1,A\nhttp://h/1\n");
        assertThat(entries).hasSize(1);
    }

    @Test
    void a_list_of_bare_addresses_has_names_from_them() {
        read("#EXTM3U\nhttp://h/live/u/p/sport%20one.ts?token=secret\nrtp://239.0.0.1:5000\nhttp://me:secret@h\n");
        assertThat(entries).extracting(M3uEntry::name).containsExactly("sport%20one", "239.0.0.1:5000", "h");
    }

    @Test
    void warnings_before_the_list_are_skipped() {
        Tally tally = read("Warning: something in playlist.php\n\n#EXTM3U\n#EXTINF:-1,A\nhttp://h/1\n");
        assertThat(entries).hasSize(1);
        assertThat(tally.skipped()).isEqualTo(Map.of(Skip.PREAMBLE, 1));
    }

    @Test
    void a_list_without_entries_is_a_list_without_entries() {
        assertThat(read("#EXTM3U\n")).isEqualTo(new Tally(0, Map.of(), List.of(), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; it is empty",
                "`<!DOCTYPE html><html>`; it is an HTML page",
                "`<?xml version=\"1.0\"?><tv>`; it is XML",
                "`{\"user_info\":{\"auth\":0}}`; it is JSON",
                "`Not found`; it has neither #EXTM3U nor #EXTINF",
                "`http://h/1`; it has neither #EXTM3U nor #EXTINF"
            })
    void another_kind_of_document_is_refused_by_what_it_is(String document, String reason) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(NotM3uException.class)
                .hasMessage(reason);
    }

    @Test
    void bytes_are_refused() {
        assertThatThrownBy(() -> read(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 1}))
                .hasMessage("it is not text");
        assertThatThrownBy(() -> read(new byte[1_000_000])).hasMessage("it is not text");
        assertThatThrownBy(() -> read("x".repeat(1_000_000))).isInstanceOf(NotM3uException.class);
    }

    @Test
    void the_playlist_of_one_stream_is_refused() {
        assertThatThrownBy(
                        () -> read("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nhttp://h/1.ts\n"))
                .isInstanceOf(NotM3uException.class)
                .hasMessageContaining("HLS");
    }

    @Test
    void a_list_that_breaks_off_says_so_after_what_it_had() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream("#EXTM3U\n#EXTINF:-1,A\nhttp://h/1\n#EXTINF".getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }

                    @Override
                    public int read(byte[] into, int from, int count) throws IOException {
                        throw new IOException("connection reset");
                    }
                });
        assertThatThrownBy(() -> new M3uReader().read(broken, entries::add)).isInstanceOf(UncheckedIOException.class);
        assertThat(entries).hasSize(1);
    }

    @Test
    void an_entry_does_not_tell_its_address() {
        read("#EXTM3U\n#EXTINF:-1,A\nhttp://h/live/nora/secret/1.ts|Cookie=secret\n");
        assertThat(entries.getFirst().toString()).doesNotContain("secret");
    }

    private Tally read(String list) {
        return read(list.getBytes(StandardCharsets.UTF_8));
    }

    private Tally read(byte[] list) {
        return new M3uReader().read(new ByteArrayInputStream(list), entries::add);
    }
}
