package masthead.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import masthead.catalog.CategoryId;
import masthead.catalog.ChannelId;
import masthead.catalog.Episode;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Part;
import masthead.catalog.ProviderId;
import masthead.catalog.Title;
import masthead.catalog.TitleListing;
import masthead.catalog.TitlePage;
import masthead.catalog.TitleSearch;
import masthead.catalog.Titles;
import tools.jackson.core.JsonGenerator;

/** {@code /api/titles}: movies and series, and what episodes these have. */
public final class TitleRoutes extends Subject {
    private static final Shape.Thing TITLE = Shape.thing(
            "Title",
            Field.id("id", ""),
            Field.word("part", "", List.of("movies", "series")),
            Field.text("name", ""),
            Field.text("category", ""),
            Field.text("logo", "Its poster."),
            Field.text("year", "As its provider has it; empty if it does not say."),
            Field.text("rating", "As its provider has it; empty if it does not say."),
            Field.flag("hidden", ""),
            Field.ids("providers", "Who has it now."),
            Field.time("addedAt", ""));
    private static final Map<String, Part> PARTS = Map.of("movies", Part.MOVIES, "series", Part.SERIES);
    private static final int USUAL = 100;
    private static final int MOST = 200;
    private static final Shape.Thing EPISODE = Shape.thing(
            "Episode",
            Field.id("id", ""),
            Field.count("season", "0 is specials."),
            Field.count("number", ""),
            Field.text("name", ""),
            Field.text("logo", ""),
            Field.time("addedAt", ""));

    private final Titles titles;

    public TitleRoutes(Titles titles) {
        this.titles = titles;
    }

    @Override
    void addTo(Door door) {
        door.on(
                        Operation.get("/api/titles", "Movies or series by their names")
                                .more(
                                        "A part follows another by after, not by a count: so the last is as quick as the first.")
                                .query(
                                        Field.word("part", "movies where it is not said.", List.of("movies", "series")),
                                        Field.text("search", "A part of the name."),
                                        Field.id("category", ""),
                                        Field.id("provider", ""),
                                        Field.id("after", "Those that follow the title with this id."),
                                        Field.whole(
                                                "limit",
                                                "How many to tell at most; 100 where it is not said.",
                                                1,
                                                MOST))
                                .answers(Shape.thing(
                                        "TitleList",
                                        Field.count("found", "Of the first part alone; 1000 is so many or more.")
                                                .canBeNull(),
                                        Field.flag("more", "Whether others follow."),
                                        Field.list("items", TITLE, ""))),
                        this::search)
                .on(
                        Operation.get(
                                        "/api/titles/{id}",
                                        "A movie or a series; PATCH /api/channels/{id} changes it too")
                                .answers(TITLE),
                        this::show)
                .on(
                        Operation.get("/api/titles/{id}/episodes", "The episodes of a series, in order")
                                .answersPageOf(EPISODE),
                        this::episodes);
    }

    private void search(Call call) {
        TitlePage page = titles.search(new TitleSearch(
                PARTS.getOrDefault(call.text("part").orElse(""), Part.MOVIES),
                call.text("search"),
                call.whole("category").map(CategoryId::new),
                call.whole("provider").map(ProviderId::new),
                call.whole("after")
                        .<TitleSearch.From>map(each -> new TitleSearch.From.After(new ChannelId(each)))
                        .orElseGet(TitleSearch.From.Start::new),
                call.whole("limit").orElse(USUAL)));
        call.reply(json -> {
            json.writeStartObject();
            if (page.found().isPresent()) {
                json.writeNumberProperty("found", page.found().getAsInt());
            } else {
                json.writeNullProperty("found");
            }
            json.writeBooleanProperty("more", page.later());
            json.writeArrayPropertyStart("items");
            page.titles().forEach(each -> write(json, each));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void show(Call call) {
        ChannelId id = new ChannelId(call.id());
        TitleListing found = titles.listing(id).orElseThrow(() -> new NoSuchEntry("movie or series", id));
        call.reply(json -> write(json, found));
    }

    private void episodes(Call call) {
        ChannelId id = new ChannelId(call.id());
        if (titles.find(Part.SERIES, id).isEmpty()) {
            throw new NoSuchEntry("series", id);
        }
        call.replyPageOf(titles.episodes(id), TitleRoutes::write);
    }

    private static void write(JsonGenerator json, TitleListing listing) {
        Title title = listing.title();
        json.writeStartObject();
        json.writeNumberProperty("id", title.id().value());
        json.writeStringProperty("part", listing.part().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("name", title.name());
        json.writeStringProperty("category", title.category().name());
        json.writeStringProperty("logo", title.logo());
        json.writeStringProperty("year", title.fact("year"));
        json.writeStringProperty("rating", title.fact("rating"));
        json.writeBooleanProperty("hidden", listing.hidden());
        json.writeArrayPropertyStart("providers");
        listing.providers().forEach(each -> json.writeNumber(each.value()));
        json.writeEndArray();
        json.writeStringProperty("addedAt", title.addedAt().toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Episode episode) {
        json.writeStartObject();
        json.writeNumberProperty("id", episode.id().value());
        json.writeNumberProperty("season", episode.season());
        json.writeNumberProperty("number", episode.number());
        json.writeStringProperty("name", episode.name());
        json.writeStringProperty("logo", episode.logo());
        json.writeStringProperty("addedAt", episode.addedAt().toString());
        json.writeEndObject();
    }
}
