package masthead.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of a POST body, in any of the forms players send: urlencoded, multipart, a JSON object, or nothing at all.
 *
 * <p>What cannot be read counts as no fields: some players send {@code {}} or a stray content type with an empty body.
 */
final class FormBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern PART_NAME = Pattern.compile("(?i)content-disposition:[^\\n]*?\\bname=\"([^\"]*)\"");

    private FormBody() {}

    static Map<String, String> read(InputStream body, String contentType) {
        byte[] bytes;
        try {
            bytes = body.readAllBytes();
        } catch (IOException broken) {
            return Map.of();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return multipart(text, contentType);
        }
        return text.stripLeading().startsWith("{") ? json(text) : Pairs.of(text.strip());
    }

    private static Map<String, String> json(String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue()) {
                    fields.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException malformed) {
            return fields;
        }
        return fields;
    }

    /** Text fields only; the body is bounded by {@code http.body-limit}, so it is here as a whole. */
    private static Map<String, String> multipart(String text, String contentType) {
        int at = contentType.indexOf("boundary=");
        if (at < 0) {
            return Map.of();
        }
        String boundary = contentType.substring(at + 9).split(";", 2)[0].strip().replace("\"", "");
        Map<String, String> fields = new HashMap<>();
        for (String part : text.split(Pattern.quote("--" + boundary), -1)) {
            int blank = part.indexOf("\r\n\r\n");
            Matcher name = PART_NAME.matcher(part);
            if (blank >= 0 && name.find() && name.start() < blank) {
                String value = part.substring(blank + 4);
                fields.put(name.group(1), value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value);
            }
        }
        return fields;
    }
}
