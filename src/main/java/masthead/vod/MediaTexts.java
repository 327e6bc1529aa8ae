package masthead.vod;

import java.util.LinkedHashMap;
import java.util.Map;
import masthead.format.xtream.MediaFacts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What is known of a film's picture and sound, as the named texts it is kept as. */
public final class MediaTexts {
    private static final JsonFactory JSON = new JsonFactory();

    private MediaTexts() {}

    /**
     * @param video what ffprobe says of the picture, as a JSON object; or empty
     * @param audio the same of the sound
     */
    static Map<String, String> of(int bitrate, String video, String audio) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (bitrate > 0) {
            texts.put("bitrate", Integer.toString(bitrate));
        }
        Map<String, String> seen = scalars(video);
        put(texts, "vcodec", seen.get("codec_name"));
        put(texts, "width", seen.get("width"));
        put(texts, "height", seen.get("height"));
        Map<String, String> heard = scalars(audio);
        put(texts, "acodec", heard.get("codec_name"));
        put(texts, "channels", heard.get("channels"));
        return texts;
    }

    private static void put(Map<String, String> texts, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isBlank() && value.length() < 50) {
            texts.put(name, value);
        }
    }

    /** The scalars of the outermost object. */
    private static Map<String, String> scalars(String object) {
        Map<String, String> found = new LinkedHashMap<>();
        if (object.isBlank()) {
            return found;
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), object)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token.isScalarValue() && depth == 1 && json.currentName() != null) {
                    found.putIfAbsent(json.currentName(), json.getString());
                }
            }
        } catch (JacksonException damaged) {
            return found;
        }
        return found;
    }

    public static MediaFacts read(Map<String, String> texts) {
        return new MediaFacts(
                number(texts, "bitrate"),
                texts.getOrDefault("vcodec", ""),
                number(texts, "width"),
                number(texts, "height"),
                texts.getOrDefault("acodec", ""),
                number(texts, "channels"));
    }

    private static int number(Map<String, String> texts, String name) {
        String text = texts.getOrDefault(name, "");
        return text.matches("\\d{1,8}") ? Integer.parseInt(text) : 0;
    }
}
