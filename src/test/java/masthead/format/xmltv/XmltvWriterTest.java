package masthead.format.xmltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
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
            <!ELEMENT channel (display-name+, icon*)>
            <!ATTLIST channel id CDATA #REQUIRED>
            <!ELEMENT display-name (#PCDATA)>
            <!ELEMENT icon EMPTY>
            <!ATTLIST icon src CDATA #REQUIRED>
            <!ELEMENT programme (title+, desc*)>
            <!ATTLIST programme start CDATA #REQUIRED stop CDATA #IMPLIED channel CDATA #REQUIRED>
            <!ELEMENT title (#PCDATA)>
            <!ELEMENT desc (#PCDATA)>
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
