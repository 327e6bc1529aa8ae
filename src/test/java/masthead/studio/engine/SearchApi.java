package masthead.studio.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /search}: the contents, grouped by name, page by page (reference 6.2). */
final class SearchApi {
    private static final int LARGEST_PAGE = 200;

    private final Engine engine;

    SearchApi(Engine engine) {
        this.engine = engine;
    }

    void answer(Call call) throws IOException {
        Request request = call.request();
        String words = request.parameter("query").toLowerCase(Locale.ROOT);
        String category = request.parameter("category");
        Map<String, List<Content>> groups = new LinkedHashMap<>();
        engine.contents().stream()
                .sorted(java.util.Comparator.comparing(Content::name).thenComparing(Content::infohash))
                .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(words))
                .filter(each ->
                        category.isEmpty() || each.listing().categories().contains(category))
                .forEach(each -> groups.computeIfAbsent(each.name(), name -> new ArrayList<>())
                        .add(each));
        int size = Math.clamp(number(request, "page_size", 10), 1, LARGEST_PAGE);
        List<Map<String, Object>> page = groups.entrySet().stream()
                .skip((long) number(request, "page", 0) * size)
                .limit(size)
                .map(each -> group(
                        each.getKey(),
                        each.getValue(),
                        request.parameter("show_epg").equals("1")))
                .toList();
        call.became(page.size() + " of " + groups.size());
        call.json(Json.object(
                "result", Json.object("total", groups.size(), "time", 0.01, "results", page), "error", Json.NULL));
    }

    private static int number(Request request, String name, int otherwise) {
        String text = request.parameter(name);
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private Map<String, Object> group(String name, List<Content> contents, boolean guide) {
        Map<String, Object> group = Json.object(
                "name", name,
                "icons",
                        List.of(Json.object(
                                "url",
                                "https://icons.example/" + contents.getFirst().infohash(),
                                "type",
                                0)),
                "items", contents.stream().map(this::item).toList());
        if (guide) {
            long now = engine.clock().instant().getEpochSecond() / 3600 * 3600;
            group.put(
                    "epg",
                    List.of(Json.object(
                            "start",
                            now,
                            "stop",
                            now + 3600,
                            "name",
                            "An hour of " + name,
                            "description",
                            "What is on.")));
        }
        return group;
    }

    private Map<String, Object> item(Content content) {
        Content.Listing listing = content.listing();
        return Json.object(
                "infohash", content.infohash(),
                "name", content.name(),
                "status", listing.availability() > 0.8 ? 2 : 1,
                "availability", listing.availability(),
                "availability_updated_at", engine.clock().instant().getEpochSecond() - 600,
                "categories", listing.categories(),
                "languages", listing.languages(),
                "countries", listing.countries(),
                "channel_id", Math.floorMod(content.name().hashCode(), 100_000),
                "bitrate", content.bytesPerSecond());
    }
}
