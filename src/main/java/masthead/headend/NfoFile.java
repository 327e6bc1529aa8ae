package masthead.headend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an NFO file, as media centres write them, tells of a movie or an episode, by the names of a list's attributes.
 *
 * <p>The first {@value #LIMIT} bytes of it; no DTD, no entities of its own. What is damaged ends the reading and leaves what was read.
 */
final class NfoFile {
    private static final int LIMIT = 256 * 1024;
    private static final int LONGEST = 900;

    private NfoFile() {}

    static Map<String, String> read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LIMIT);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> cast = new ArrayList<>();
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            read(factory.createXMLStreamReader(new ByteArrayInputStream(bytes)), facts, cast);
        } catch (XMLStreamException damaged) {
            facts.putIfAbsent("title", "");
        }
        if (!cast.isEmpty()) {
            keep(facts, "cast", String.join(", ", cast));
        }
        facts.values().removeIf(String::isBlank);
        return facts;
    }

    private static void read(XMLStreamReader xml, Map<String, String> facts, List<String> cast)
            throws XMLStreamException {
        int depth = 0;
        String inside = "";
        String element = "";
        String unique = "";
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    element = xml.getLocalName();
                    inside = depth == 2 ? element : inside;
                    unique = String.valueOf(xml.getAttributeValue(null, "type"));
                }
                case XMLStreamConstants.CHARACTERS -> {
                    String text = xml.getText().strip();
                    if (depth == 2 && !text.isEmpty()) {
                        fact(facts, element, unique, text);
                    } else if (depth == 3 && inside.equals("actor") && element.equals("name") && cast.size() < 12) {
                        cast.add(text);
                    } else if (depth >= 3 && inside.equals("ratings") && element.equals("value") && !text.isEmpty()) {
                        facts.putIfAbsent("rating", clipped(text));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    element = "";
                    if (depth == 0) {
                        return; // some writers add an address behind the document
                    }
                }
                default -> {}
            }
        }
    }

    private static void fact(Map<String, String> facts, String element, String unique, String text) {
        switch (element) {
            case "title" -> keep(facts, "title", text);
            case "originaltitle" -> keep(facts, "original", text);
            case "plot" -> keep(facts, "plot", text);
            case "outline" -> facts.putIfAbsent("plot", clipped(text));
            case "year" -> keep(facts, "year", text);
            case "rating" -> keep(facts, "rating", text);
            case "premiered", "aired", "releasedate" -> {
                keep(facts, "release", text);
                if (text.matches("\\d{4}-.*")) {
                    facts.putIfAbsent("year", text.substring(0, 4));
                }
            }
            case "genre" -> facts.merge("genre", clipped(text), (before, more) -> clipped(before + ", " + more));
            case "director" -> facts.merge("director", clipped(text), (before, more) -> clipped(before + ", " + more));
            case "country" -> keep(facts, "country", text);
            case "mpaa" -> keep(facts, "age", text);
            case "tmdbid" -> keep(facts, "tmdb", text);
            case "uniqueid" -> {
                if (unique.equals("tmdb")) {
                    keep(facts, "tmdb", text);
                }
            }
            case "runtime" -> {
                if (text.matches("\\d{1,4}")) {
                    keep(facts, "duration", Integer.toString(60 * Integer.parseInt(text)));
                }
            }
            default -> {}
        }
    }

    private static void keep(Map<String, String> facts, String name, String text) {
        facts.put(name, clipped(text));
    }

    private static String clipped(String text) {
        String plain = text.replaceAll("\\s+", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST).strip();
    }
}
