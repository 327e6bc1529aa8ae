package masthead.format.xmltv;

import javax.xml.stream.XMLStreamReader;

/** The text within an element, as the parser hands it over piece by piece. Not thread-safe. */
final class GatheredText {
    private final StringBuilder pieces = new StringBuilder();
    private String only = "";
    private int unknownEntities;

    void clear() {
        only = "";
        pieces.setLength(0);
    }

    void add(String piece) {
        if (only.isEmpty() && pieces.isEmpty()) {
            only = piece;
        } else {
            if (pieces.isEmpty()) {
                pieces.append(only);
            }
            pieces.append(piece);
        }
    }

    /** What the parser does not know: HTML's entities, and those that a DOCTYPE declares, which are left as they stand. */
    void addEntity(XMLStreamReader xml) {
        String text = Texts.entity(xml.getLocalName());
        if (text.startsWith("&") && text.length() > 1) {
            unknownEntities++;
        }
        add(text);
    }

    int unknownEntities() {
        return unknownEntities;
    }

    @Override
    public String toString() {
        return pieces.isEmpty() ? only : pieces.toString();
    }
}
