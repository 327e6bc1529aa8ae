package masthead.format.xmltv;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Parses one element after another, each by itself.
 *
 * <p>To the parser they are one document, so that it has not to be made anew for each; after a damaged one it is. Names are kept
 * by the parser: after {@link #RENEWED_AFTER} elements it is made anew as well, so that a guide of invented names fills no
 * memory. No DTD is ever read, and nothing from outside. Not thread-safe.
 */
final class ElementParser {
    private static final int RENEWED_AFTER = 20_000;
    private static final byte[] ROOT = "<?xml version='1.0'?><tv>".getBytes(StandardCharsets.US_ASCII);

    private @Nullable XMLStreamReader xml;
    private Feed feed = new Feed(ROOT);
    private int parsed;

    /**
     * A parser that stands at the start tag of the element, UTF-8, which is called {@code name}.
     *
     * @throws XMLStreamException if it does not begin well-formed
     */
    XMLStreamReader open(String name, byte[] bytes, int from, int length) throws XMLStreamException {
        XMLStreamReader parser = xml;
        if (parser == null || parsed++ >= RENEWED_AFTER) {
            parser = begin();
            xml = parser;
            parsed = 0;
        }
        feed.give(bytes, from, length);
        if (parser.next() != XMLStreamReader.START_ELEMENT
                || !parser.getLocalName().equals(name)) {
            throw new XMLStreamException("not the element that was given");
        }
        return parser;
    }

    /** To be called after an element that is not well-formed. */
    void forget() {
        xml = null;
    }

    private XMLStreamReader begin() throws XMLStreamException {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        feed = new Feed(ROOT);
        XMLStreamReader parser = factory.createXMLStreamReader(feed, "UTF-8");
        parser.next();
        return parser;
    }
}
