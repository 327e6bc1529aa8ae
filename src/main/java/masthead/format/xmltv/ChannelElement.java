package masthead.format.xmltv;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A {@code channel} of xmltv.dtd, read from a parser that stands at its start tag. For one element. */
final class ChannelElement {
    private static final int MAX_NAMES = 20;

    private final GatheredText text = new GatheredText();
    private final List<String> names = new ArrayList<>();
    private String id = "";
    private String icon = "";
    private boolean named;

    /** Reads up to the element's end. */
    void read(XMLStreamReader xml) throws XMLStreamException {
        id = Limits.id(Attributes.of(xml, "id"));
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    if (depth == 2) {
                        child(xml);
                    }
                }
                case XMLStreamReader.END_ELEMENT -> {
                    if (depth == 2 && named) {
                        name();
                    }
                    depth--;
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> {
                    if (named) {
                        text.add(xml.getText());
                    }
                }
                case XMLStreamReader.ENTITY_REFERENCE -> {
                    if (named) {
                        text.addEntity(xml);
                    }
                }
                default -> {
                    // comments and instructions say nothing
                }
            }
        }
    }

    private void child(XMLStreamReader xml) {
        named = xml.getLocalName().equals("display-name");
        text.clear();
        if (icon.isEmpty() && xml.getLocalName().equals("icon")) {
            icon = Limits.clipped(Attributes.of(xml, "src"), Limits.ADDRESS);
        }
    }

    private void name() {
        String name = Limits.clipped(Texts.plain(text.toString()), Limits.TEXT);
        if (!name.isEmpty() && !names.contains(name) && names.size() < MAX_NAMES) {
            names.add(name);
        }
        named = false;
    }

    String id() {
        return id;
    }

    XmltvChannel channel() {
        return new XmltvChannel(id, names, icon);
    }
}
