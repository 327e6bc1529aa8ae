package masthead.dashboard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.access.Access;
import masthead.access.Role;
import masthead.catalog.Categories;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import masthead.catalog.Lineup;
import masthead.catalog.LineupId;
import masthead.catalog.LineupTerms;
import masthead.catalog.Lineups;
import masthead.catalog.Part;
import masthead.dashboard.view.CategoriesView;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.LineupForm;
import masthead.dashboard.view.LineupsView;
import masthead.dashboard.view.Section;

/** {@code /dashboard/lineups}: what of all that is on offer a subscriber can be given. */
public final class LineupPages extends Pages {
    private static final String LIST = "/lineups";
    private static final int ROWS = 50;

    private final Lineups lineups;
    private final Categories categories;
    private final Access access;

    public LineupPages(Lineups lineups, Categories categories, Access access) {
        this.lineups = lineups;
        this.categories = categories;
        this.access = access;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(LIST, this::list)
                .page(Role.EDITOR, "/lineups/new", this::fresh)
                .page(Role.EDITOR, "/lineups/categories", this::choices)
                .page("/lineups/{id}", this::show)
                .change(Role.EDITOR, LIST, "/lineups/new", this::add)
                .change(Role.EDITOR, "/lineups/{id}", "/lineups/{id}", this::edit)
                .change(Role.EDITOR, "/lineups/{id}/remove", "/lineups/{id}", this::remove);
    }

    private void list(Visit visit) {
        List<Lineup> all = lineups.all();
        int from = Math.min(visit.offset(), all.size());
        List<Lineup> page = all.subList(from, Math.min(from + ROWS, all.size()));
        visit.show(
                Section.LINEUPS,
                "Lineups",
                "lineups",
                new LineupsView(
                        page.stream().map(this::row).toList(),
                        new ChannelsView.Span(from, page.size(), ROWS, all.size())));
    }

    private LineupsView.Row row(Lineup lineup) {
        return new LineupsView.Row(
                id(lineup).value(),
                lineup.name(),
                lineup.parts().isEmpty()
                        ? "nothing"
                        : lineup.parts().stream()
                                .sorted()
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                lineup.categories()
                        .map(each -> Words.count(each.size(), "group"))
                        .orElse("all groups"),
                subscribers(id(lineup)));
    }

    private String subscribers(LineupId lineup) {
        return Words.count(
                access.subscribers().all().stream()
                        .filter(each -> each.lineup().equals(Optional.of(lineup)))
                        .count(),
                "subscriber");
    }

    private static LineupId id(Lineup lineup) {
        return lineup.id().orElseThrow(Refused::nothingHere);
    }

    // ---- one ----

    private void fresh(Visit visit) {
        LineupForm form = new LineupForm(0, "", true, true, true, true, "", 0, "", categories("", 0, Set.of(), 0));
        visit.show(Section.LINEUPS, "Add a lineup", "lineup", form);
    }

    private void show(Visit visit) {
        Lineup lineup = lineup(visit);
        Set<CategoryId> chosen = lineup.categories().orElse(Set.of());
        visit.show(
                Section.LINEUPS,
                lineup.name(),
                "lineup",
                new LineupForm(
                        id(lineup).value(),
                        lineup.name(),
                        lineup.parts().contains(Part.LIVE),
                        lineup.parts().contains(Part.MOVIES),
                        lineup.parts().contains(Part.SERIES),
                        lineup.categories().isEmpty(),
                        written(chosen.stream()),
                        chosen.size(),
                        subscribers(id(lineup)),
                        categories("", id(lineup).value(), chosen, 0)));
    }

    private Lineup lineup(Visit visit) {
        return lineups.find(new LineupId(visit.id()));
    }

    private static String written(Stream<CategoryId> ids) {
        return ids.map(CategoryId::value).sorted().map(String::valueOf).collect(Collectors.joining(","));
    }

    // ---- the categories to choose from ----

    private void choices(Visit visit) {
        int lineup = visit.choice("lineup");
        Set<CategoryId> chosen = lineup == 0
                ? Set.of()
                : lineups.find(new LineupId(lineup)).categories().orElse(Set.of());
        visit.show(
                Section.LINEUPS,
                "Lineups",
                "lineup-categories",
                categories(visit.text("search"), lineup, chosen, visit.offset()));
    }

    private CategoriesView categories(String text, int lineup, Set<CategoryId> chosen, int offset) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<Categories.Filled> found = categories.all().stream()
                .filter(each -> each.category().name().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparing(
                        each -> !chosen.contains(each.category().id())))
                .toList();
        int from = Math.min(offset, found.size());
        List<CategoriesView.Row> rows = found.subList(from, Math.min(from + ROWS, found.size())).stream()
                .map(each -> new CategoriesView.Row(
                        each.category().id().value(),
                        each.category().name(),
                        holds(each),
                        chosen.contains(each.category().id())))
                .toList();
        return new CategoriesView(
                text,
                lineup,
                rows,
                new ChannelsView.Span(from, rows.size(), ROWS, found.size()),
                written(found.stream().map(Categories.Filled::category).map(Category::id)));
    }

    private static String holds(Categories.Filled category) {
        String holds = Stream.of(
                        category.live() == 0 ? "" : Words.count(category.live(), "channel"),
                        category.movies() == 0 ? "" : Words.count(category.movies(), "movie"),
                        category.series() == 0 ? "" : Words.count(category.series()) + " series")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
        return holds.isEmpty() ? "empty" : holds;
    }

    // ---- changes ----

    private void add(Visit visit) {
        Lineup added = lineups.add(terms(visit));
        visit.done(LIST, added.name() + " can be given to subscribers now.");
    }

    private void edit(Visit visit) {
        Lineup edited = lineups.edit(id(lineup(visit)), terms(visit));
        visit.done(LIST, edited.name() + " was saved.");
    }

    private static LineupTerms terms(Visit visit) {
        Set<Part> parts = EnumSet.allOf(Part.class);
        parts.removeIf(each -> !visit.ticked(each.name().toLowerCase(Locale.ROOT)));
        Optional<Set<CategoryId>> chosen = visit.text("all").equals("no")
                ? Optional.of(Arrays.stream(visit.text("chosen").split(","))
                        .filter(each -> each.matches("[1-9]\\d{0,8}"))
                        .map(each -> new CategoryId(Integer.parseInt(each)))
                        .collect(Collectors.toCollection(HashSet::new)))
                : Optional.empty();
        return new LineupTerms(visit.text("name"), parts, chosen);
    }

    private void remove(Visit visit) {
        Lineup lineup = lineup(visit);
        lineups.remove(id(lineup));
        visit.done(LIST, lineup.name() + " was removed.");
    }
}
