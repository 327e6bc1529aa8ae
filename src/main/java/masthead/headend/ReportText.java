package masthead.headend;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masthead.headend.ImportReport.Category;
import masthead.headend.ImportReport.Sample;
import masthead.headend.ImportReport.Sort;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A report as it is kept in a column: {@code {"total":[...],"categories":{"News":[...]},"left":0,"NEW":[[...]],"skipped":{}}}, counts in
 * the order of {@link EntryCounts}, samples in that of {@link Sample}. It is we who wrote it, so what is unknown is left out.
 */
final class ReportText {
    private static final JsonFactory JSON = new JsonFactory();

    private ReportText() {}

    static String write(ImportReport report) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName("total");
            write(json, report.total());
            json.writeObjectPropertyStart("categories");
            for (Category each : report.categories()) {
                json.writeName(each.name());
                write(json, each.counts());
            }
            json.writeEndObject();
            json.writeNumberProperty("left", report.categoriesLeftOut());
            new TreeMap<>(report.samples()).forEach((sort, some) -> {
                json.writeArrayPropertyStart(sort.name());
                for (Sample each : some) {
                    String[] texts = {each.name(), each.group(), each.oldName(), each.oldGroup()};
                    json.writeArray(texts, 0, texts.length);
                }
                json.writeEndArray();
            });
            json.writeObjectPropertyStart("skipped");
            new TreeMap<>(report.skipped()).forEach(json::writeNumberProperty);
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, EntryCounts counts) {
        int[] numbers = {
            counts.fresh(), counts.changed(), counts.moved(), counts.gone(), counts.returned(), counts.unchanged()
        };
        json.writeArray(numbers, 0, numbers.length);
    }

    static ImportReport read(String column) {
        EntryCounts total = EntryCounts.NONE;
        List<Category> categories = new ArrayList<>();
        int left = 0;
        Map<Sort, List<Sample>> samples = new EnumMap<>(Sort.class);
        Map<String, Integer> skipped = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), column)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "total" -> total = counts(json);
                    case "categories" -> {
                        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                            String category = json.currentName();
                            json.nextToken();
                            categories.add(new Category(category, counts(json)));
                        }
                    }
                    case "left" -> left = json.getIntValue();
                    case "skipped" -> {
                        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                            String why = json.currentName();
                            json.nextToken();
                            skipped.put(why, json.getIntValue());
                        }
                    }
                    default -> samples.put(Sort.valueOf(name), samples(json));
                }
            }
        }
        return new ImportReport(total, categories, left, samples, skipped);
    }

    private static EntryCounts counts(JsonParser json) {
        int[] numbers = new int[6];
        for (int each = 0; json.nextToken() != JsonToken.END_ARRAY; each++) {
            numbers[each] = json.getIntValue();
        }
        return new EntryCounts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    private static List<Sample> samples(JsonParser json) {
        List<Sample> samples = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            List<String> texts = new ArrayList<>(4);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                texts.add(json.getString());
            }
            samples.add(new Sample(texts.get(0), texts.get(1), texts.get(2), texts.get(3)));
        }
        return samples;
    }
}
