package masthead.app.movein;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A document of somebody else's, JSON or YAML, as maps, lists and texts. Whatever is asked for that is not there, or is of another
 * kind, is empty. Hostile ones are bounded: in depth, in the length of a text, and YAML's references.
 */
final class Tree {
    private static final int DEEPEST = 50;
    private static final int LONGEST_TEXT = 1024 * 1024;
    private static final int LONGEST_YAML = 16 * 1024 * 1024;
    private static final Tree NOTHING = new Tree(null);
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private final @Nullable Object value;

    private Tree(@Nullable Object value) {
        this.value = value;
    }

    /** @throws NotMovable if it is no JSON */
    static Tree json(byte[] document) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
            parser.nextToken();
            return new Tree(read(parser));
        } catch (JacksonException e) {
            throw new NotMovable("it is no JSON that can be read: " + e.getOriginalMessage());
        }
    }

    /**
     * Hands over the elements of an array one at a time, however many there are.
     *
     * @throws NotMovable if it is no JSON, or no array
     */
    static void elements(InputStream document, Consumer<Tree> each) throws IOException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new NotMovable("it is no list of records");
            }
            while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
                each.accept(new Tree(read(parser)));
            }
        } catch (JacksonException e) {
            throw new NotMovable("it is no JSON that can be read: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, read(parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
                list.add(read(parser));
            }
            return list;
        }
        return token == null || token == JsonToken.VALUE_NULL ? null : parser.getString();
    }

    /** @throws NotMovable if it is no YAML */
    static Tree yaml(byte[] document) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST_YAML);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(50);
        limits.setAllowRecursiveKeys(false);
        try {
            return new Tree(new Yaml(new SafeConstructor(limits)).load(new String(document, StandardCharsets.UTF_8)));
        } catch (YAMLException e) {
            throw new NotMovable("it is no YAML that can be read: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    Tree at(String name) {
        Object found = value instanceof Map<?, ?> map ? map.get(name) : null;
        return found == null ? NOTHING : new Tree(found);
    }

    /** A text, a number or a truth, written out; empty for anything else. */
    String text(String name) {
        return at(name).text();
    }

    String text() {
        return value == null || value instanceof Map || value instanceof List
                ? ""
                : value.toString().strip();
    }

    /** A whole number from 0; 0 for anything else. A fraction is cut off: {@code 12.0}, as some write numbers. */
    int number(String name) {
        String digits = text(name).replaceFirst("\\.\\d*$", "");
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** Whether it is there and true; {@code otherwise} where it is not there. */
    boolean truth(String name, boolean otherwise) {
        String written = text(name);
        return written.isEmpty() ? otherwise : written.equalsIgnoreCase("true");
    }

    /** What is in a list; of a map, its values. */
    List<Tree> items() {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(Tree::new).toList();
        }
        return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    /** What is in a map, in its order. */
    Map<String, Tree> entries() {
        Map<String, Tree> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> entries.put(String.valueOf(name), new Tree(each)));
        }
        return entries;
    }

    boolean isMap() {
        return value instanceof Map;
    }

    Optional<Tree> present() {
        return value == null ? Optional.empty() : Optional.of(this);
    }
}
