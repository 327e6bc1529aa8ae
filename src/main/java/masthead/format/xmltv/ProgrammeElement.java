package masthead.format.xmltv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A {@code programme} of xmltv.dtd, read from a parser that stands at its start tag. For one element. */
final class ProgrammeElement {
    /** Elements that only hold others. */
    private static final Set<String> GROUPS = Set.of("credits", "video", "audio");

    private static final Map<String, XmltvKey> GROUPED = new HashMap<>();
    private static final Map<String, XmltvKey> CHILDREN = new HashMap<>();

    static {
        for (XmltvKey each : XmltvKey.values()) {
            boolean grouped = switch (each) {
                case DIRECTOR,
                        ACTOR,
                        WRITER,
                        ADAPTER,
                        PRODUCER,
                        COMPOSER,
                        EDITOR,
                        PRESENTER,
                        COMMENTATOR,
                        GUEST,
                        ASPECT,
                        QUALITY,
                        STEREO -> true;
                default -> false;
            };
            (grouped ? GROUPED : CHILDREN).put(each.element(), each);
        }
    }

    private final List<XmltvFact> facts = new ArrayList<>();
    private final GatheredText text = new GatheredText();
    private String channel = "";
    private String start = "";
    private String stop = "";

    /** What the text that is being gathered is about. */
    private @Nullable XmltvKey key;

    private String about = "";
    private int keyDepth;
    private boolean clipped;

    String channel() {
        return channel;
    }

    String start() {
        return start;
    }

    String stop() {
        return stop;
    }

    /** All that is said, titles and descriptions too, as it comes. */
    List<XmltvFact> facts() {
        return facts;
    }

    boolean clipped() {
        return clipped;
    }

    boolean unknownEntities() {
        return text.unknownEntities() > 0;
    }

    /** Reads up to the element's end. */
    void read(XMLStreamReader xml) throws XMLStreamException {
        own(xml);
        boolean group = false;
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    if (depth == 2) {
                        String name = xml.getLocalName();
                        group = GROUPS.contains(name);
                        child(xml, CHILDREN.get(name), depth);
                    } else if (depth == 3 && group) {
                        child(xml, GROUPED.get(xml.getLocalName()), depth);
                    } else {
                        text.add(" "); // a line break or a paragraph, most likely
                    }
                }
                case XMLStreamReader.END_ELEMENT -> {
                    if (depth == keyDepth && key != null) {
                        gathered(key);
                    }
                    depth--;
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> {
                    if (key != null && !(group && depth > keyDepth)) {
                        text.add(xml.getText());
                    }
                }
                case XMLStreamReader.ENTITY_REFERENCE -> {
                    if (key != null) {
                        text.addEntity(xml);
                    }
                }
                default -> {
                    // comments and instructions say nothing
                }
            }
        }
    }

    /** The programme's own attributes. */
    private void own(XMLStreamReader xml) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            String value = xml.getAttributeValue(at);
            switch (xml.getAttributeLocalName(at)) {
                case "start" -> start = value;
                case "stop" -> stop = value;
                case "channel" -> channel = Limits.id(Texts.tidy(value));
                case "catchup-id" -> add(XmltvKey.CATCHUP_ID, "", Texts.tidy(value), Limits.TEXT);
                default -> {
                    // Showview and the like: nobody programmes a recorder with us
                }
            }
        }
    }

    private void child(XMLStreamReader xml, @Nullable XmltvKey of, int depth) {
        key = null;
        text.clear();
        if (of == null) {
            return;
        }
        switch (of) {
            case ICON -> add(of, "", Attributes.of(xml, "src"), Limits.ADDRESS);
            case NEW, LIVE -> add(of, "", "", 0);
            case PREVIOUSLY_SHOWN -> add(of, Attributes.of(xml, "channel"), Attributes.of(xml, "start"), Limits.WORD);
            default -> {
                key = of;
                keyDepth = depth;
                about = about(xml, of);
            }
        }
    }

    private static String about(XMLStreamReader xml, XmltvKey of) {
        if (xml.getAttributeCount() == 0) {
            return of == XmltvKey.EPISODE ? "onscreen" : "";
        }
        return Attributes.of(xml, of.attribute());
    }

    private void gathered(XmltvKey of) {
        key = null;
        String whole = text.toString();
        switch (of) {
            case URL, IMAGE -> add(of, about, Texts.tidy(whole), Limits.ADDRESS);
            case DESCRIPTION -> add(of, about, Texts.plain(whole), Limits.DESCRIPTION);
            default -> add(of, about, Texts.plain(whole), Limits.TEXT);
        }
    }

    private void add(XmltvKey of, String said, String value, int limit) {
        boolean says = switch (of) {
            case NEW, LIVE, PREMIERE, LAST_CHANCE, PREVIOUSLY_SHOWN -> true;
            default -> !value.isEmpty();
        };
        if (says && facts.size() < Limits.FACTS) {
            clipped |= value.length() > limit;
            int most = of == XmltvKey.ACTOR || of == XmltvKey.PREVIOUSLY_SHOWN ? Limits.ID : Limits.WORD;
            facts.add(new XmltvFact(of, Limits.clipped(said, most), Limits.clipped(value, limit)));
        }
    }
}
