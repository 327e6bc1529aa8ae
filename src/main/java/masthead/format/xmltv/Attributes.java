package masthead.format.xmltv;

import javax.xml.stream.XMLStreamReader;

/** The attributes of the start tag that a parser stands at. */
final class Attributes {
    private Attributes() {}

    /** The attribute's value, tidied; empty if there is none. */
    static String of(XMLStreamReader xml, String name) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (xml.getAttributeLocalName(at).equals(name)) {
                return Texts.tidy(xml.getAttributeValue(at));
            }
        }
        return "";
    }
}
