package masthead.format.xmltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

class XmltvWriterTest {
    /** What xmltv.dtd says of the elements and attributes that we write. */
    private static final String DTD = """
            <!ELEMENT tv (channel*, programme*)>
            <!ATTLIST tv generator-info-name CDATA #IMPLIED>
            <!ELEMENT channel (display-name+, icon*, url*)>
            <!ATTLIST channel id CDATA #REQUIRED>
            <!ELEMENT display-name (#PCDATA)>
            <!ELEMENT icon EMPTY>
            <!ATTLIST icon src CDATA #REQUIRED>
            <!ELEMENT programme (title+, sub-title*, desc*, credits?, date?, category*, keyword*, language?, orig-language?,
                length?, icon*, url*, country*, episode-num*, video?, audio?, previously-shown?, premiere?, last-chance?,
                new?, subtitles*, rating*, star-rating*, image*)>
            <!ATTLIST programme start CDATA #REQUIRED stop CDATA #IMPLIED channel CDATA #REQUIRED>
            <!ELEMENT title (#PCDATA)> <!ATTLIST title lang CDATA #IMPLIED>
            <!ELEMENT sub-title (#PCDATA)> <!ATTLIST sub-title lang CDATA #IMPLIED>
            <!ELEMENT desc (#PCDATA)> <!ATTLIST desc lang CDATA #IMPLIED>
            <!ELEMENT credits (director*, actor*, writer*, adapter*, producer*, composer*, editor*, presenter*, commentator*,
                guest*)>
            <!ELEMENT director (#PCDATA)> <!ELEMENT actor (#PCDATA)> <!ATTLIST actor role CDATA #IMPLIED>
            <!ELEMENT writer (#PCDATA)> <!ELEMENT adapter (#PCDATA)> <!ELEMENT producer (#PCDATA)>
            <!ELEMENT composer (#PCDATA)> <!ELEMENT editor (#PCDATA)> <!ELEMENT presenter (#PCDATA)>
            <!ELEMENT commentator (#PCDATA)> <!ELEMENT guest (#PCDATA)>
            <!ELEMENT date (#PCDATA)>
            <!ELEMENT category (#PCDATA)> <!ATTLIST category lang CDATA #IMPLIED>
            <!ELEMENT keyword (#PCDATA)> <!ATTLIST keyword lang CDATA #IMPLIED>
            <!ELEMENT language (#PCDATA)> <!ATTLIST language lang CDATA #IMPLIED>
            <!ELEMENT orig-language (#PCDATA)> <!ATTLIST orig-language lang CDATA #IMPLIED>
            <!ELEMENT length (#PCDATA)> <!ATTLIST length units (seconds | minutes | hours) #REQUIRED>
            <!ELEMENT url (#PCDATA)> <!ATTLIST url system CDATA #IMPLIED>
            <!ELEMENT country (#PCDATA)> <!ATTLIST country lang CDATA #IMPLIED>
            <!ELEMENT episode-num (#PCDATA)> <!ATTLIST episode-num system CDATA "onscreen">
            <!ELEMENT video (aspect?, quality?)> <!ELEMENT aspect (#PCDATA)> <!ELEMENT quality (#PCDATA)>
            <!ELEMENT audio (stereo?)> <!ELEMENT stereo (#PCDATA)>
            <!ELEMENT previously-shown EMPTY>
            <!ATTLIST previously-shown start CDATA #IMPLIED channel CDATA #IMPLIED>
            <!ELEMENT premiere (#PCDATA)> <!ATTLIST premiere lang CDATA #IMPLIED>
            <!ELEMENT last-chance (#PCDATA)> <!ATTLIST last-chance lang CDATA #IMPLIED>
            <!ELEMENT new EMPTY>
            <!ELEMENT subtitles (language?)> <!ATTLIST subtitles type (teletext | onscreen | deaf-signed) #IMPLIED>
            <!ELEMENT rating (value, icon*)> <!ATTLIST rating system CDATA #IMPLIED>
            <!ELEMENT star-rating (value, icon*)> <!ATTLIST star-rating system CDATA #IMPLIED>
            <!ELEMENT value (#PCDATA)>
            <!ELEMENT image (#PCDATA)>
            <!ATTLIST image type (poster | backdrop | still | person | character) #IMPLIED>
            """;

    @Test
    void the_document_is_the_golden_one() throws IOException {
        assertThat(written(false)).isEqualTo(Files.readString(Path.of("src/test/resources/golden/xmltv/guide.xml")));
    }

    @Test
    void the_document_is_valid_and_reads_back() throws Exception {
        Document document = valid(written(false));
        Element channel = (Element) document.getElementsByTagName("channel").item(1);
        assertThat(channel.getAttribute("id")).isEqualTo("b\"<eta>");
        assertThat(channel.getTextContent()).isEqualTo("Béta 日本 😀");
        Element programme = (Element) document.getElementsByTagName("programme").item(1);
        assertThat(programme.getAttribute("channel")).isEqualTo("b\"<eta>");
    }

    @Test
    void a_guide_without_anything_is_valid() throws Exception {
        StringBuilder out = new StringBuilder();
        XmltvWriter writer = new XmltvWriter(out);
        writer.begin("Masthead");
        writer.end();
        valid(out.toString());
    }

    @Test
    void timestamps_are_written_only_when_asked_for() {
        assertThat(written(false)).doesNotContain("timestamp");
        assertThat(written(true)).contains(" start_timestamp=\"1767268800\" stop_timestamp=\"1767270600\" channel=");
    }

    @Test
    void a_channel_after_a_programme_is_a_mistake() {
        XmltvWriter writer = new XmltvWriter(new StringBuilder());
        assertThatThrownBy(writer::end).isInstanceOf(IllegalStateException.class);
        writer.begin("Masthead");
        writer.programme(
                new XmltvProgramme("a", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), "t", "", XmltvDetails.NONE));
        assertThatThrownBy(() -> writer.channel("a", "A", Optional.empty())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void all_that_a_guide_says_is_written_again() throws Exception {
        String written = rewritten(Files.readString(Path.of("src/test/resources/xmltv/rich.xml")));
        assertThat(written).isEqualTo(Files.readString(Path.of("src/test/resources/golden/xmltv/rich.xml")));
        valid(written);
        assertThat(rewritten(written)).isEqualTo(written);
    }

    @Test
    void a_guide_that_breaks_the_rules_is_written_by_the_rules() throws Exception {
        valid(rewritten("""
                <tv><channel id="a"/><programme start="20260101120000" channel="a">
                <star-rating>5</star-rating><image type="huge">http://x.example/i.jpg</image><length>45</length>
                <language>it</language><language>en</language><date>2001</date><date>2002</date><new/><new/>
                <credits><guest>G</guest><actor>A</actor><director>D</director></credits><live/>
                <previously-shown start="long ago"/><video><quality>HD</quality></video><desc>Late</desc>
                <credits><writer>W</writer></credits><subtitles type="odd"><language>fr</language></subtitles>
                <sub-title/><category/><title>T</title></programme></tv>"""));
    }

    @Test
    void the_real_dtd_and_the_real_validator_agree(@TempDir Path folder) throws Exception {
        Path dtd = Path.of("/usr/share/xmltv/xmltv.dtd");
        assumeThat(dtd).exists();
        Path guide = folder.resolve("guide.xml");
        Files.writeString(guide, rewritten(Files.readString(Path.of("src/test/resources/xmltv/rich.xml"))));
        List.of(
                        List.of("xmllint", "--nonet", "--noout", "--dtdvalid", dtd.toString(), guide.toString()),
                        List.of("tv_validate_file", guide.toString()))
                .forEach(command -> {
                    assumeThat(Path.of("/usr/bin", command.getFirst())).exists();
                    assertThat(said(command, "/usr/share/xmltv")).isEmpty();
                });
    }

    private static String said(List<String> command, String supplement) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("XMLTV_SUPPLEMENT", supplement);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said + "failed";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rewritten(String guide) throws IOException {
        StringBuilder out = new StringBuilder();
        XmltvWriter writer = new XmltvWriter(out);
        writer.begin("Masthead");
        try (XmltvReader reader =
                new XmltvReader(new ByteArrayInputStream(guide.getBytes(StandardCharsets.UTF_8)), ZoneOffset.UTC)) {
            for (XmltvItem item = reader.next(); item != null; item = reader.next()) {
                switch (item) {
                    case XmltvChannel channel -> writer.channel(channel);
                    case XmltvProgramme programme -> {
                        XmltvDetails details =
                                XmltvDetails.unpacked(programme.details().packed());
                        assertThat(details).isEqualTo(programme.details());
                        writer.programme(programme);
                    }
                }
            }
        }
        writer.end();
        return out.toString();
    }

    private static String written(boolean timestamps) {
        StringBuilder out = new StringBuilder();
        XmltvWriter writer = new XmltvWriter(out, timestamps);
        writer.begin("Masthead");
        writer.channel(
                "alpha.news", "Alpha & News HD", Optional.of("http://tv.example.net:8080/logo/1001.png?a=1&b=2"));
        writer.channel("b\"<eta>", "Béta 日本 😀", Optional.empty());
        writer.programme(new XmltvProgramme(
                "alpha.news",
                Instant.parse("2026-01-01T12:00:00Z"),
                Instant.parse("2026-01-01T12:30:00Z"),
                "Evening News",
                "World headlines.\r\nWeather <b>after</b>.",
                XmltvDetails.NONE));
        writer.programme(new XmltvProgramme(
                "b\"<eta>",
                Instant.parse("2026-03-29T01:30:00Z"),
                Instant.parse("2026-03-29T02:30:00Z"),
                "a\u0000\u0008\ud800b\uffff",
                "",
                XmltvDetails.NONE));
        writer.end();
        return out.toString();
    }

    private static Document valid(String document) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setValidating(true);
        DocumentBuilder parser = factory.newDocumentBuilder();
        parser.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader(DTD)));
        parser.setErrorHandler(new Strict());
        return parser.parse(new InputSource(new StringReader(document)));
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException problem) throws SAXParseException {
            throw problem;
        }

        @Override
        public void error(SAXParseException problem) throws SAXParseException {
            throw problem;
        }

        @Override
        public void fatalError(SAXParseException problem) throws SAXParseException {
            throw problem;
        }
    }
}
