package masthead.format.xmltv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads an XMLTV document one channel or programme at a time, in constant memory.
 *
 * <p>Nothing in a document stops it: what is damaged is repaired or left out, and counted. Each element is parsed by itself, as it
 * is, then in another alphabet if its bytes are not of the declared one, then as mended by jsoup. No DTD is read, nothing is
 * fetched and no entity is expanded but XML's and HTML's own. Channels and programmes come in the document's order. Not
 * thread-safe.
 */
public final class XmltvReader implements AutoCloseable {
    /** Larger elements are left out. */
    public static final int MAX_ELEMENT_BYTES = 1024 * 1024;

    /** Programmes that are said to be longer end when the next one starts. */
    public static final Duration MAX_LENGTH = Duration.ofHours(25); // a day in autumn

    private final InputStream xml;
    private final Faults faults = new Faults();
    private final ElementParser parser = new ElementParser();
    private final Judgement judgement;
    private @Nullable ElementCutter cutter;
    private Alphabet alphabet = Alphabet.of("");

    /**
     * A reader of {@code xml}, unpacked; it is closed with the reader.
     *
     * @param zoneWithoutOffset the zone of times that name none
     */
    public XmltvReader(InputStream xml, ZoneId zoneWithoutOffset) {
        this.xml = xml;
        this.judgement = new Judgement(new Times(zoneWithoutOffset), faults);
    }

    /**
     * The next channel or programme; null at the document's end.
     *
     * @throws NotXmltvException if it is no guide at all: only before the first item
     * @throws IOException if the document cannot be read to its end
     */
    public @Nullable XmltvItem next() throws IOException {
        ElementCutter elements = opened();
        while (elements.next()) {
            XmltvItem item = item(elements);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    /** What was wrong so far, with how often. */
    public Map<XmltvFault, Long> faults() {
        return faults.counted();
    }

    /** Whether the document has come to its root's end tag; one that has not was cut off. */
    public boolean complete() {
        return cutter != null && cutter.complete();
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }

    private ElementCutter opened() throws IOException {
        ElementCutter opened = cutter;
        if (opened == null) {
            Opening opening = Opening.of(xml);
            alphabet = opening.alphabet();
            opened = new ElementCutter(opening.body(), faults);
            cutter = opened;
        }
        return opened;
    }

    private @Nullable XmltvItem item(ElementCutter cut) {
        byte[] bytes = cut.bytes();
        int from = cut.start();
        int length = cut.length();
        boolean programme = cut.programme();
        // Where another alphabet is declared, the parser could take its letters for UTF-8's.
        boolean utf8 = !alphabet.foreign() || Alphabet.utf8(bytes, from, length);
        if (utf8) {
            try {
                return parsed(programme, bytes, from, length);
            } catch (XMLStreamException | RuntimeException e) {
                parser.forget();
                utf8 = Alphabet.utf8(bytes, from, length);
            }
        }
        String text =
                utf8 ? new String(bytes, from, length, StandardCharsets.UTF_8) : alphabet.text(bytes, from, length);
        return utf8 ? mended(programme, text) : recoded(programme, text);
    }

    private @Nullable XmltvItem recoded(boolean programme, String text) {
        if (!alphabet.foreign()) {
            faults.count(XmltvFault.ENCODING);
        }
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return parsed(programme, bytes, 0, bytes.length);
        } catch (XMLStreamException | RuntimeException e) {
            parser.forget();
            return mended(programme, text);
        }
    }

    private @Nullable XmltvItem mended(boolean programme, String text) {
        try {
            byte[] bytes = Mending.mended(text).getBytes(StandardCharsets.UTF_8);
            XmltvItem item = parsed(programme, bytes, 0, bytes.length);
            parser.forget(); // whatever it may have left
            if (item != null) {
                faults.count(XmltvFault.MENDED);
            }
            return item;
        } catch (XMLStreamException | RuntimeException e) {
            parser.forget();
            faults.count(XmltvFault.NOT_WELL_FORMED);
            return null;
        }
    }

    /** Throws what a parser throws at hostile text: mostly what it declares. */
    private @Nullable XmltvItem parsed(boolean programme, byte[] bytes, int from, int length)
            throws XMLStreamException {
        XMLStreamReader element = parser.open(programme ? "programme" : "channel", bytes, from, length);
        if (programme) {
            ProgrammeElement read = new ProgrammeElement();
            read.read(element);
            return judgement.programme(read);
        }
        ChannelElement read = new ChannelElement();
        read.read(element);
        if (read.id().isEmpty()) {
            faults.count(XmltvFault.NO_ID);
            return null;
        }
        return read.channel();
    }
}
