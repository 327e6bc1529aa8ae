package masthead.dashboard;

import java.util.List;
import java.util.Optional;
import masthead.access.Device;
import masthead.access.Role;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.TitleFile;
import masthead.catalog.TitleListing;
import masthead.dashboard.view.Section;
import masthead.vod.Films;

/** {@code /dashboard/titles}: movies and series, what is told of them, and what the operator wants of them. */
public final class TitlePages extends Pages {
    private static final String LIST = "/titles";
    private static final String TITLE = "/titles/{title}";

    private final TitleList list;
    private final Films films;

    public TitlePages(TitleList list, Films films) {
        this.list = list;
        this.films = films;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(LIST, this::search)
                .page(TITLE, this::show)
                .page(TITLE + "/told", this::told)
                .change(Role.EDITOR, "/titles/bulk", LIST, this::editAll) // before what it would fit too
                .change(Role.EDITOR, TITLE, TITLE, this::edit)
                .change(Role.EDITOR, TITLE + "/ask", TITLE, this::ask)
                .change(Role.EDITOR, TITLE + "/remove", LIST, this::remove)
                .file("/film/{title}", this::film);
    }

    private void search(Visit visit) {
        visit.show(Section.TITLES, "Movies and series", visit.part() ? "titles-list" : "titles", list.search(visit));
    }

    private void show(Visit visit) {
        TitleListing listing = listing(visit);
        visit.show(Section.TITLES, listing.title().name(), "title", list.title(visit, listing));
    }

    /** The part that its provider is asked for: takes as long as a player would wait. */
    private void told(Visit visit) {
        TitleListing listing = listing(visit);
        visit.show(Section.TITLES, listing.title().name(), "title-told", list.ask(visit, listing, false));
    }

    private void ask(Visit visit) {
        TitleListing listing = listing(visit);
        list.ask(visit, listing, true);
        visit.go(LIST + "/" + listing.title().id());
    }

    private void edit(Visit visit) {
        TitleListing before = listing(visit);
        String name = visit.text("name");
        String group = visit.text("group");
        String logo = visit.text("logo");
        boolean hidden = visit.ticked("hidden");
        // Only what differs: what is not edited stays what the list says, whatever it says next.
        list.edit(List.of(new ChannelEdit(
                before.title().id(),
                Optional.of(name).filter(each -> !each.equals(before.title().name())),
                Optional.of(group)
                        .filter(each -> !each.equals(before.title().category().name())),
                Optional.empty(),
                Optional.of(logo).filter(each -> !each.equals(before.title().logo())),
                Optional.empty(),
                Optional.of(hidden).filter(each -> each != before.hidden()),
                Optional.empty())));
        visit.done(LIST + "/" + before.title().id(), "Saved.");
    }

    private void editAll(Visit visit) {
        List<ChannelEdit> edits = ChannelPages.ticked(visit);
        list.edit(edits);
        visit.done(ChannelPages.back(visit, LIST), Words.count(edits.size(), "title") + ChannelPages.done(visit));
    }

    private void remove(Visit visit) {
        TitleListing listing = listing(visit);
        list.remove(listing.title().id());
        visit.done(LIST, listing.title().name() + " was removed; later imports do not bring it back.");
    }

    private TitleListing listing(Visit visit) {
        return list.listing(new ChannelId(visit.id("title")));
    }

    /** A film for the operator's own browser, beside all subscribers and their limits. */
    private void film(Visit visit) {
        TitleFile film = films.film(new ChannelId(visit.id("title"))).orElseThrow(Refused::nothingHere);
        Device device = new Device(
                visit.exchange().clientAddress(),
                visit.exchange().header("User-Agent").orElse(""));
        switch (films.serveFreely(visit.exchange(), film, device)) {
            case Films.Served.Answered() -> {}
            case Films.Served.Refused(var _) -> throw new Refused(403, "This film is not for you.");
            case Films.Served.NotThere() -> throw new Refused(404, "The provider does not have this file.");
            case Films.Served.NoConnection() -> throw new Refused(503, "The provider has no connection left.");
            case Films.Served.NoAnswer() -> throw new Refused(502, "The provider does not answer.");
        }
    }
}
