package masthead.format.xmltv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmltvReaderTest {
    private static final String GOOD = programme(
            "start=\"20260101120000 +0000\" stop=\"20260101123000 +0000\" channel=\"a\"", "<title>Good</title>");

    private record Read(List<XmltvItem> items, Map<XmltvFault, Long> faults, boolean complete) {
        List<String> titles() {
            return programmes().stream().map(XmltvProgramme::title).toList();
        }

        List<XmltvProgramme> programmes() {
            return items.stream()
                    .filter(XmltvProgramme.class::isInstance)
                    .map(XmltvProgramme.class::cast)
                    .toList();
        }
    }

    @Test
    void a_guide_is_read_in_its_order() throws IOException {
        Read read = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE tv SYSTEM "xmltv.dtd">
                <!-- <programme start="20260101" channel="no"><title>Commented out</title></programme> -->
                <tv generator-info-name="x > y">
                  <channel id="a"><display-name lang="it">Àlfa</display-name><display-name>Alpha</display-name>
                    <display-name>Alpha</display-name><icon src="http://x.example/a.png"/></channel>
                  <channel id="b"/>
                  <programme start="20260101120000 +0100" stop="20260101130000 +0100" channel="a">
                    <title>  One
                       two </title>
                    <desc>Words &amp; signs: &lt;&#x41;&#66;&gt;</desc>
                  </programme>
                  <channel id="c"><display-name>C</display-name></channel>
                </tv>
                """);
        assertThat(read.items())
                .containsExactly(
                        new XmltvChannel("a", List.of("Àlfa", "Alpha"), "http://x.example/a.png"),
                        new XmltvChannel("b", List.of(), ""),
                        new XmltvProgramme(
                                "a",
                                Instant.parse("2026-01-01T11:00:00Z"),
                                Instant.parse("2026-01-01T12:00:00Z"),
                                "One two",
                                "Words & signs: <AB>",
                                XmltvDetails.NONE),
                        new XmltvChannel("c", List.of("C"), ""));
        assertThat(read.faults()).isEmpty();
        assertThat(read.complete()).isTrue();
    }

    static Stream<Arguments> damaged() {
        String times = "start=\"20260101120000 +0000\" stop=\"20260101123000 +0000\" ";
        return Stream.of(
                Arguments.of(XmltvFault.NO_CHANNEL, programme(times, "<title>x</title>")),
                Arguments.of(XmltvFault.NO_CHANNEL, programme(times + "channel=\" \"", "<title>x</title>")),
                Arguments.of(XmltvFault.NO_START, programme("channel=\"a\"", "<title>x</title>")),
                Arguments.of(
                        XmltvFault.UNREADABLE_START, programme("start=\"soon\" channel=\"a\"", "<title>x</title>")),
                Arguments.of(
                        XmltvFault.IMPOSSIBLE_START,
                        programme("start=\"00010101000000 +0000\" channel=\"a\"", "<title>x</title>")),
                Arguments.of(
                        XmltvFault.IMPOSSIBLE_START,
                        programme("start=\"99991231000000 +0000\" channel=\"a\"", "<title>x</title>")),
                Arguments.of(
                        XmltvFault.NO_TITLE, programme(times + "channel=\"a\"", "<title>  </title><desc>x</desc>")),
                Arguments.of(XmltvFault.NO_TITLE, programme(times + "channel=\"a\"", "")),
                Arguments.of(XmltvFault.NO_TITLE, "<programme " + times + " channel=\"a\"/>"),
                Arguments.of(XmltvFault.UNCLOSED, "<programme " + times + " channel=\"a\"><title>x</title>"),
                Arguments.of(XmltvFault.UNCLOSED, "<programme " + times + " channel=\"a\"><title>x</tit"),
                Arguments.of(XmltvFault.UNCLOSED, "<programme " + times + " channel=\"a><title>x</title>"),
                Arguments.of(XmltvFault.UNCLOSED, "<programme " + times + " channel=\"a\"><title><![CDATA[x</title>"),
                Arguments.of(
                        XmltvFault.TOO_LARGE,
                        programme(times + "channel=\"a\"", "<title>x</title><desc>" + "y".repeat(1 << 20) + "</desc>")),
                Arguments.of(XmltvFault.NO_ID, "<channel><display-name>x</display-name></channel>"),
                Arguments.of(XmltvFault.NO_ID, "<channel id=\"\"/>"));
    }

    @ParameterizedTest
    @MethodSource
    void damaged(XmltvFault fault, String element) throws IOException {
        Read read = read("<tv>" + GOOD + element + GOOD + "</tv>");
        assertThat(read.titles()).containsExactly("Good", "Good");
        assertThat(read.faults()).containsExactly(Map.entry(fault, 1L));
        assertThat(fault.skips()).isTrue();
        assertThat(read.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, ''",
        "OPEN, '  '",
        "OPEN, 20260101120000 +0000",
        "UNREADABLE_STOP, later",
        "UNREADABLE_STOP, 00010101000000 +0000",
        "UNREADABLE_STOP, 99991231000000 +0000",
        "STOP_BEFORE_START, 20260101113000 +0000",
        "TOO_LONG, 20260103120000 +0000"
    })
    void a_programme_whose_stop_is_no_use_is_open(XmltvFault fault, String stop) throws IOException {
        Read read = read("<tv>"
                + programme("start=\"20260101120000 +0000\" stop=\"" + stop + "\" channel=\"a\"", "<title>x</title>")
                + GOOD + "</tv>");
        assertThat(read.titles()).containsExactly("x", "Good");
        assertThat(read.programmes().getFirst().stop())
                .isEqualTo(read.programmes().getFirst().start());
        assertThat(read.faults()).containsExactly(Map.entry(fault, 1L));
        assertThat(fault.skips()).isFalse();
    }

    @Test
    void a_programme_without_title_is_named_by_its_sub_title() throws IOException {
        Read read = read("<tv>" + timed("<title/><sub-title lang=\"de\">Zwei</sub-title>") + "</tv>");
        assertThat(read.titles()).containsExactly("Zwei");
        assertThat(read.faults()).containsOnlyKeys(XmltvFault.SUB_TITLE_FOR_TITLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<title>Tom & Jerry</title> | Tom & Jerry",
                "<title>1 < 2</title> | 1 < 2",
                "<title>AT&T; News</title> | AT&T; News",
                "<title>a\u0001\u0008b</title> | a b",
                "<title>a&#0;b&#x1F;c&#xFFFF;</title> | a b c",
                "<title>Line<br>break</title> | Line break",
                "<title lang=it>Nudo</title> | Nudo",
                "<title>Two</title><desc>never closed | Two",
                "<title>Two</title></desc> | Two",
                "<title a=\"1\" a=\"2\">Twice</title> | Twice",
                "<title>Icon</title><icon src=\"http://x.example/?a=1&b=2\"/> | Icon",
                "<title>a]]>b</title> | a]]>b",
                "<title>x:</title><x:y>z</x:y> | x:"
            })
    void a_programme_that_is_not_well_formed_is_mended(String inner, String title) throws IOException {
        Read read = read("<tv>" + timed(inner) + GOOD + "</tv>");
        assertThat(read.titles()).containsExactly(title, "Good");
        assertThat(read.faults().keySet()).isSubsetOf(XmltvFault.MENDED, XmltvFault.UNKNOWN_ENTITY);
        assertThat(read.faults()).isNotEmpty();
        assertThat(read.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caf&eacute;&nbsp;&amp; t&ecirc;te&hellip; | café & tête…",
                "&amp;quot;Twice&amp;quot; &amp;amp; more | \"Twice\" & more",
                "&lt;p&gt;Para&lt;/p&gt;&lt;br /&gt;next | Para next",
                "<![CDATA[<b>Bold</b> & plain]]> | Bold & plain",
                "a &lt; b | a < b",
                "a&#160;b&#8203;c\u0085d | a bc d",
                "<i>x</i>y<!-- no -->z<?pi no?> | xyz",
                "😀 \uFEFFok | 😀 ok"
            })
    void texts_become_one_plain_line(String desc, String plain) throws IOException {
        Read read = read("<tv>" + timed("<title>t</title><desc>" + desc + "</desc>") + "</tv>");
        assertThat(read.programmes()).extracting(XmltvProgramme::description).containsExactly(plain.strip());
        assertThat(read.faults()).isEmpty();
    }

    @Test
    void an_unknown_entity_is_left_as_text() throws IOException {
        Read read = read("<tv>" + timed("<title>a &bogus; b</title>") + GOOD + "</tv>");
        assertThat(read.titles()).containsExactly("a &bogus; b", "Good");
        assertThat(read.faults()).containsExactly(Map.entry(XmltvFault.UNKNOWN_ENTITY, 1L));
    }

    @Test
    void an_entity_bomb_does_not_go_off() throws IOException {
        Read read = read("""
                <?xml version="1.0"?>
                <!DOCTYPE tv [
                  <!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
                  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
                  <!ENTITY p "<programme start='20260101' channel='no'><title>No</title></programme>">
                ]>
                <tv>""" + timed("<title>&c;</title>") + GOOD + "</tv>");
        assertThat(read.titles()).containsExactly("&c;", "Good");
        assertThat(read.faults()).containsOnlyKeys(XmltvFault.DECLARATIONS, XmltvFault.UNKNOWN_ENTITY);
    }

    @Test
    void an_external_entity_is_never_fetched() throws IOException {
        Read read =
                read("<!DOCTYPE tv SYSTEM \"file:///etc/passwd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">] >\n<tv>"
                        + timed("<title>&x;</title>") + "</tv>");
        assertThat(read.titles()).containsExactly("&x;");
    }

    @Test
    void a_doctype_that_never_ends_hides_nothing() throws IOException {
        Read read = read("<!DOCTYPE tv SYSTEM \"xmltv.dtd\"\n<tv><channel id=\"a\"/>" + GOOD + "</tv>");
        assertThat(read.items()).hasSize(2);
    }

    @Test
    void a_comment_that_never_ends_hides_nothing() throws IOException {
        assertThat(read("<tv>" + GOOD + "<!-- oh" + GOOD + "</tv>").titles()).containsExactly("Good", "Good");
    }

    @Test
    void deep_nesting_is_borne() throws IOException {
        Read read = read("<tv>" + timed("<title>x</title>" + "<a>".repeat(100_000)) + GOOD + "</tv>");
        assertThat(read.titles()).endsWith("Good");
    }

    @Test
    void long_texts_are_clipped() throws IOException {
        Read read = read("<tv>"
                + timed("<title>" + "t".repeat(10_000) + "</title><desc>" + "d".repeat(10_000) + "</desc>"
                        + "<category>c</category>".repeat(1_000))
                + GOOD + "</tv>");
        XmltvProgramme programme = read.programmes().getFirst();
        assertThat(programme.title()).hasSize(Limits.TEXT);
        assertThat(programme.description()).hasSize(Limits.DESCRIPTION);
        assertThat(programme.details().facts()).hasSizeLessThanOrEqualTo(Limits.FACTS);
        assertThat(read.faults()).containsExactly(Map.entry(XmltvFault.CLIPPED, 1L));
    }

    @Test
    void a_guide_that_breaks_off_says_so() throws IOException {
        String guide = "<tv>" + GOOD + GOOD + "</tv>";
        Read read = read(guide.substring(0, guide.length() - 20));
        assertThat(read.titles()).containsExactly("Good");
        assertThat(read.complete()).isFalse();
        assertThat(read.faults()).containsExactly(Map.entry(XmltvFault.CUT_OFF, 1L));

        Read tail = read(guide.substring(0, guide.length() - 3));
        assertThat(tail.titles()).containsExactly("Good", "Good");
        assertThat(tail.complete()).isFalse();
    }

    @Test
    void a_stream_that_fails_throws_after_what_it_gave() throws IOException {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(("<tv>" + GOOD).getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }
                });
        try (XmltvReader reader = new XmltvReader(broken, ZoneOffset.UTC)) {
            assertThatThrownBy(() -> {
                        while (reader.next() != null) {
                            assertThat(reader.complete()).isFalse();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | empty",
                "<!DOCTYPE html><html><head><title>Login</title></head></html> | HTML",
                "{\"error\": \"forbidden\"} | JSON",
                "'#EXTM3U' | M3U",
                "<rss><channel><title>News</title></channel></rss> | <rss>",
                "Access denied | not an XMLTV guide",
                "\u001f\u008b\u0008 | not an XMLTV guide"
            })
    void what_is_no_guide_is_told_by_what_it_looks_like(String document, String words) {
        assertThatThrownBy(() -> read(document == null ? "" : document))
                .isInstanceOf(NotXmltvException.class)
                .hasMessageContaining(words.strip());
    }

    @Test
    void a_megabyte_of_nothing_is_no_guide() {
        assertThatThrownBy(() -> read("x".repeat(1 << 20) + "<tv>" + GOOD + "</tv>"))
                .isInstanceOf(NotXmltvException.class);
    }

    @Test
    void a_warning_before_the_guide_is_passed_over() throws IOException {
        Read read = read(
                "<br />\n<b>Warning</b>: something in epg.php on line 3\n<?xml version=\"1.0\"?><tv>" + GOOD + "</tv>");
        assertThat(read.titles()).containsExactly("Good");
    }

    @Test
    void an_empty_guide_is_whole() throws IOException {
        assertThat(read("<tv></tv>").complete()).isTrue();
        assertThat(read("<tv/>").complete()).isTrue();
        assertThat(read("<tv>").complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-1"})
    void a_guide_is_read_in_the_alphabet_it_declares(String charset) throws IOException {
        String guide = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?><tv>" + timed("<title>Café Öl</title>")
                + GOOD + "</tv>";
        Read read = read(guide.getBytes(Charset.forName(charset)));
        assertThat(read.titles()).containsExactly("Café Öl", "Good");
        assertThat(read.faults()).isEmpty();
        assertThat(read.complete()).isTrue();
    }

    @Test
    void a_cyrillic_alphabet_is_read_as_declared() throws IOException {
        String guide = "<?xml version='1.0' encoding='windows-1251'?><tv>" + timed("<title>Новости</title>") + "</tv>";
        assertThat(read(guide.getBytes(Charset.forName("windows-1251"))).titles())
                .containsExactly("Новости");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1", "windows-1251", "", "nonsense", "  "})
    void utf8_is_read_whatever_is_declared(String declared) throws IOException {
        String guide = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?><tv>" + timed("<title>Новости é</title>")
                + "</tv>";
        assertThat(read(guide).titles()).containsExactly("Новости é");
    }

    @Test
    void a_byte_order_mark_is_passed_over() throws IOException {
        assertThat(read("\uFEFF<tv>" + GOOD + "</tv>").titles()).containsExactly("Good");
    }

    @Test
    void latin_bytes_in_what_claims_to_be_utf8_are_windows_1252() throws IOException {
        byte[] guide = ("<?xml version='1.0' encoding='UTF-8'?><tv>" + timed("<title>Café – “Öl”</title>") + GOOD
                        + "</tv>")
                .getBytes(Charset.forName("windows-1252"));
        Read read = read(guide);
        assertThat(read.titles()).containsExactly("Café – “Öl”", "Good");
        assertThat(read.faults()).containsExactly(Map.entry(XmltvFault.ENCODING, 1L));
    }

    @Test
    void a_letter_clipped_in_its_middle_spoils_only_itself() throws IOException {
        String guide = "<tv>" + timed("<title>Новости é?</title>") + GOOD + "</tv>";
        byte[] bytes = guide.getBytes(UTF_8);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?');
        bytes[at] = (byte) 0xd0;
        Read read = read(bytes);
        assertThat(read.titles()).containsExactly("Новости é", "Good");
        assertThat(read.faults()).containsExactly(Map.entry(XmltvFault.ENCODING, 1L));
    }

    @Test
    void times_without_offset_are_of_the_zone_given() throws IOException {
        String guide =
                "<tv>" + programme("start=\"20260701120000\" stop=\"202607011300\" channel=\"a\"", "<title>x</title>")
                        + "</tv>";
        try (XmltvReader reader =
                new XmltvReader(new ByteArrayInputStream(guide.getBytes(UTF_8)), ZoneId.of("Europe/Rome"))) {
            assertThat(reader.next()).isInstanceOfSatisfying(XmltvProgramme.class, each -> {
                assertThat(each.start()).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
                assertThat(each.stop()).isEqualTo(Instant.parse("2026-07-01T11:00:00Z"));
            });
        }
    }

    @Test
    void two_guides_one_after_the_other_are_one() throws IOException {
        Read read = read("<?xml version='1.0'?><tv>" + GOOD + "</tv><?xml version='1.0'?><tv>" + GOOD);
        assertThat(read.titles()).hasSize(2);
        assertThat(read.complete()).isFalse();
    }

    @Test
    void elements_are_found_wherever_the_buffer_ends() throws IOException {
        StringBuilder guide = new StringBuilder("<tv>");
        for (int at = 0; at < 3_000; at++) {
            guide.append(timed("<title>" + at + "</title><desc>" + "x".repeat(at % 499) + "</desc>"));
        }
        Read read = read(guide.append("</tv>").toString());
        assertThat(read.titles()).hasSize(3_000).startsWith("0", "1").endsWith("2998", "2999");
        assertThat(read.faults()).isEmpty();
        assertThat(read.complete()).isTrue();
    }

    private static String timed(String inner) {
        return programme("start=\"20260101120000 +0000\" stop=\"20260101123000 +0000\" channel=\"a\"", inner);
    }

    private static String programme(String attributes, String inner) {
        return "<programme " + attributes + ">" + inner + "</programme>\n";
    }

    private static Read read(String guide) throws IOException {
        return read(guide.getBytes(UTF_8));
    }

    private static Read read(byte[] guide) throws IOException {
        try (XmltvReader reader = new XmltvReader(new ByteArrayInputStream(guide), ZoneOffset.UTC)) {
            List<XmltvItem> items = new ArrayList<>();
            for (XmltvItem item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
            return new Read(items, reader.faults(), reader.complete());
        }
    }
}
