package masthead.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a backup says of itself: its last entry, so that a backup without it is not whole.
 *
 * @param schema the number of the schema that its rows are of
 * @param at as of when it is
 * @param rows how many there are of each table, in an order in which they can be filled
 * @param sequences the last id given in each table that numbers its rows itself
 * @param files names of the files of the data folder that are in it
 */
public record BackupContents(
        int schema, Instant at, Map<String, Long> rows, Map<String, Long> sequences, List<String> files) {
    static final String ENTRY = "masthead-backup.json";
    /** Raised when an older Masthead could not read it any more. */
    private static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    public BackupContents {
        rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        sequences = Map.copyOf(sequences);
        files = List.copyOf(files);
    }

    /** Leaves {@code out} open. */
    void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), new Unclosed(out))) {
            json.writeStartObject();
            json.writeNumberProperty("format", FORMAT);
            json.writeNumberProperty("schema", schema);
            json.writeStringProperty("at", at.toString());
            write(json, "rows", rows);
            write(json, "sequences", sequences);
            json.writeArrayPropertyStart("files");
            files.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    private static void write(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        numbers.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    /** @throws BackupUnusable if it is not one of ours, or of a newer Masthead */
    static BackupContents read(InputStream in) {
        int format = 0;
        int schema = 0;
        Instant at = Instant.EPOCH;
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Long> sequences = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            for (json.nextToken(); json.nextToken() == JsonToken.PROPERTY_NAME; ) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "format" -> format = json.getIntValue();
                    case "schema" -> schema = json.getIntValue();
                    case "at" -> at = Instant.parse(json.getString());
                    case "rows" -> read(json, rows);
                    case "sequences" -> read(json, sequences);
                    case "files" -> {
                        while (json.nextToken() == JsonToken.VALUE_STRING) {
                            files.add(json.getString());
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException | DateTimeException e) {
            throw new BackupUnusable("The file is no backup of Masthead: it does not say what is in it.", e);
        }
        if (format > FORMAT) {
            throw new BackupUnusable("The backup was made by a newer Masthead: put it back with that version.");
        }
        if (format < 1 || schema < 1) {
            throw new BackupUnusable("The file is no backup of Masthead: it does not say what is in it.");
        }
        return new BackupContents(schema, at, rows, sequences, files);
    }

    private static void read(JsonParser json, Map<String, Long> into) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            into.put(name, json.getLongValue());
        }
    }
}
