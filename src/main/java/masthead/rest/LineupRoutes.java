package masthead.rest;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.catalog.Categories;
import masthead.catalog.CategoryId;
import masthead.catalog.Lineup;
import masthead.catalog.LineupId;
import masthead.catalog.LineupTerms;
import masthead.catalog.Lineups;
import masthead.catalog.Part;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/lineups}: what of all that is on offer a subscriber can be given; {@code /api/categories}, which these are made of. */
public final class LineupRoutes extends Subject {
    private final Lineups lineups;
    private final Categories categories;

    public LineupRoutes(Lineups lineups, Categories categories) {
        this.lineups = lineups;
        this.categories = categories;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/lineups", this::list)
                .on("POST", "/api/lineups", this::add)
                .on("GET", "/api/lineups/{id}", exchange -> reply(exchange, 200, lineups.find(id(exchange))))
                .on("PATCH", "/api/lineups/{id}", this::edit)
                .on("DELETE", "/api/lineups/{id}", this::remove)
                .on("GET", "/api/categories", this::categories);
    }

    private void list(Exchange exchange) {
        List<Lineup> all = lineups.all();
        Json.replyList(exchange, all.size(), all, LineupRoutes::write);
    }

    private void add(Exchange exchange) {
        Fields fields = fields(exchange);
        Lineup added = lineups.add(terms(
                fields,
                new Lineup(
                        Optional.empty(),
                        Fields.required("name", fields.text("name")),
                        EnumSet.allOf(Part.class),
                        Optional.empty())));
        String location =
                exchange.origin().path() + "/api/lineups/" + added.id().orElseThrow();
        reply(exchange.with("Location", location), 201, added);
    }

    private void edit(Exchange exchange) {
        LineupId id = id(exchange);
        Fields fields = fields(exchange);
        reply(exchange, 200, lineups.edit(id, terms(fields, lineups.find(id))));
    }

    private void remove(Exchange exchange) {
        lineups.remove(id(exchange));
        exchange.reply(204);
    }

    private void categories(Exchange exchange) {
        List<Categories.Filled> all = categories.all();
        Json.replyList(exchange, all.size(), all, (json, each) -> {
            json.writeStartObject();
            json.writeNumberProperty("id", each.category().id().value());
            json.writeStringProperty("name", each.category().name());
            json.writeNumberProperty("live", each.live());
            json.writeNumberProperty("movies", each.movies());
            json.writeNumberProperty("series", each.series());
            json.writeEndObject();
        });
    }

    private static LineupId id(Exchange exchange) {
        return new LineupId(Door.id(exchange));
    }

    private static Fields fields(Exchange exchange) {
        return Fields.of(exchange, "name", "parts", "categories");
    }

    /** What the request does not name is as before. */
    private static LineupTerms terms(Fields fields, Lineup before) {
        Set<Part> parts = fields.texts("parts").map(LineupRoutes::parts).orElse(before.parts());
        Optional<Optional<List<Integer>>> asked = fields.idsOrAll("categories");
        Optional<Set<CategoryId>> chosen = asked.isEmpty()
                ? before.categories()
                : asked.get().map(ids -> ids.stream().map(CategoryId::new).collect(Collectors.toSet()));
        return Refusal.unlessValid(() -> new LineupTerms(fields.text("name").orElse(before.name()), parts, chosen));
    }

    private static Set<Part> parts(List<String> names) {
        Set<Part> parts = EnumSet.allOf(Part.class);
        parts.removeIf(each -> !names.contains(wireName(each)));
        if (parts.size() != names.size()) {
            throw Fields.wrong("parts", "a list of \"live\", \"movies\" and \"series\", each at most once");
        }
        return parts;
    }

    private static String wireName(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static void reply(Exchange exchange, int status, Lineup lineup) {
        Json.reply(exchange, status, json -> write(json, lineup));
    }

    private static void write(JsonGenerator json, Lineup lineup) {
        json.writeStartObject();
        json.writeNumberProperty("id", lineup.id().orElseThrow().value());
        json.writeStringProperty("name", lineup.name());
        json.writeArrayPropertyStart("parts");
        lineup.parts().stream().sorted().forEach(each -> json.writeString(wireName(each)));
        json.writeEndArray();
        if (lineup.categories().isPresent()) {
            json.writeArrayPropertyStart("categories");
            lineup.categories().get().stream()
                    .mapToInt(CategoryId::value)
                    .sorted()
                    .forEach(json::writeNumber);
            json.writeEndArray();
        } else {
            json.writeNullProperty("categories");
        }
        json.writeEndObject();
    }
}
