package masthead.catalog;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A map of texts as it is kept in a column: a JSON object of strings. */
public final class TextMap {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String EMPTY = "{}";

    private TextMap() {}

    /** In the map's own order. */
    public static String write(Map<String, String> texts) {
        if (texts.isEmpty()) {
            return EMPTY;
        }
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            texts.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return out.toString();
    }

    /** Values that are not strings are left out; it is we who wrote the column. */
    public static Map<String, String> read(String column) {
        if (column.equals(EMPTY)) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), column)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    texts.put(json.currentName(), json.getString());
                }
            }
        }
        return texts;
    }
}
