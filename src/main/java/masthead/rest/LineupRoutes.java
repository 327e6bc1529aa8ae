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
import tools.jackson.core.JsonGenerator;

/** {@code /api/lineups}: what of all that is on offer a subscriber can be given; {@code /api/categories}, which these are made of. */
public final class LineupRoutes extends Subject {
    private static final Shape PART = new Shape.Text("", List.of("live", "movies", "series"));
    private static final Shape.Thing LINEUP = Shape.thing(
            "Lineup",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.list("parts", PART, ""),
            Field.ids("categories", "Null is all, also those to come.").canBeNull());
    private static final Shape.Thing CATEGORY = Shape.thing(
            "Category",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.count("live", "Channels in it."),
            Field.count("movies", ""),
            Field.count("series", ""));

    private final Lineups lineups;
    private final Categories categories;

    public LineupRoutes(Lineups lineups, Categories categories) {
        this.lineups = lineups;
        this.categories = categories;
    }

    @Override
    void addTo(Door door) {
        String one = "/api/lineups/{id}";
        door.on(
                        Operation.get("/api/lineups", "What of all that is on offer a subscriber can be given")
                                .answersPageOf(LINEUP),
                        this::list)
                .on(
                        Operation.post("/api/lineups", "Adds a lineup")
                                .takes(fields(true))
                                .answers(201, LINEUP)
                                .refuses(404, 409),
                        this::add)
                .on(Operation.get(one, "A lineup").answers(LINEUP), call -> reply(call, lineups.find(id(call))))
                .on(
                        Operation.patch(one, "Changes what is said of a lineup; the rest stays")
                                .takes(fields(false))
                                .answers(LINEUP)
                                .refuses(409),
                        this::edit)
                .on(Operation.delete(one, "Removes a lineup that nobody has").refuses(409), this::remove)
                .on(
                        Operation.get("/api/categories", "What lineups are made of")
                                .answersPageOf(CATEGORY),
                        this::categories);
    }

    private void list(Call call) {
        List<Lineup> all = lineups.all();
        call.replyPageOf(all, LineupRoutes::write);
    }

    private void add(Call call) {
        Fields fields = call.fields();
        Lineup added = lineups.add(terms(
                fields,
                new Lineup(
                        Optional.empty(),
                        Fields.required("name", fields.text("name")),
                        EnumSet.allOf(Part.class),
                        Optional.empty())));
        call.replyAdded(added.id().orElseThrow(), json -> write(json, added));
    }

    private void edit(Call call) {
        LineupId id = id(call);
        Fields fields = call.fields();
        reply(call, lineups.edit(id, terms(fields, lineups.find(id))));
    }

    private void remove(Call call) {
        lineups.remove(id(call));
        call.replyNothing();
    }

    private void categories(Call call) {
        List<Categories.Filled> all = categories.all();
        call.replyPageOf(all, (json, each) -> {
            json.writeStartObject();
            json.writeNumberProperty("id", each.category().id().value());
            json.writeStringProperty("name", each.category().name());
            json.writeNumberProperty("live", each.live());
            json.writeNumberProperty("movies", each.movies());
            json.writeNumberProperty("series", each.series());
            json.writeEndObject();
        });
    }

    private static LineupId id(Call call) {
        return new LineupId(call.id());
    }

    /** @param fresh of one that is added, which must have a name */
    private static List<Field> fields(boolean fresh) {
        Field name = Field.text("name", "");
        return List.of(
                fresh ? name.must() : name,
                Field.list("parts", PART, "Each at most once."),
                Field.ids("categories", "Null is all, also those to come.").canBeNull());
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

    private static void reply(Call call, Lineup lineup) {
        call.reply(json -> write(json, lineup));
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
