package masthead.dashboard;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import masthead.access.Role;
import masthead.catalog.Catalogs;
import masthead.catalog.FeedId;
import masthead.catalog.FeedKind;
import masthead.catalog.FeedListing;
import masthead.dashboard.view.AceView;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Section;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.AceLink;
import masthead.headend.ProviderImport;
import masthead.tuner.acestream.Availability;

/** {@code /dashboard/acestream}: the engines and what they play, and channels made of contents. */
public final class AcePages extends Pages {
    private static final String PAGE = "/acestream";
    private static final String SEARCH = "/acestream/search";
    private static final String TITLE = "AceStream";
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AceBoard board;
    private final Availability availability;
    private final HandMade made;
    private final AceSearch search;
    private final Following followers = new Following();

    public AcePages(AceBoard board, Availability availability, Catalogs catalogs, ProviderImport imports) {
        this.board = board;
        this.availability = availability;
        this.made = new HandMade(catalogs, imports);
        this.search = new AceSearch(imports);
    }

    @Override
    void addTo(Gate gate) {
        gate.page(PAGE, this::show)
                .page("/acestream/events", visit -> follow(gate, visit))
                .page(SEARCH, this::search)
                .change(Role.EDITOR, "/acestream/add", PAGE, this::add)
                .change(Role.EDITOR, SEARCH, SEARCH, this::addFound)
                .change("POST", Role.EDITOR, "/acestream/feeds/{id}/check", this::check);
    }

    private void show(Visit visit) {
        visit.show(Section.ACESTREAM, TITLE, visit.part() ? "acestream-list" : "acestream", board.view(visit));
    }

    private void follow(Gate gate, Visit visit) throws IOException {
        Frame frame = visit.frame(Section.ACESTREAM, TITLE);
        followers.follow(visit.exchange(), BEAT, () -> gate.lasts(visit.session()), () -> {
            board.look(PATIENCE);
            return visit.text("acestream-board", frame, board.board());
        });
    }

    /** Paste anything that leads to a content. */
    private void add(Visit visit) {
        AceContent.Kind bare = visit.ticked("infohash") ? AceContent.Kind.INFOHASH : AceContent.Kind.CONTENT_ID;
        String url = AceLink.of(visit.text("link"), bare)
                .map(AceLink::canonical)
                .orElseThrow(() -> new IllegalArgumentException(
                        "This leads to no AceStream content: paste 40 hex digits, acestream://…, a magnet link, or an engine's"
                                + " address."));
        String name = visit.text("name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("Say how the channel shall be called.");
        }
        told(visit, PAGE, made.add(List.of(new HandMade.Entry(name, visit.text("group"), visit.text("logo"), url))), 1);
    }

    private void addFound(Visit visit) {
        List<HandMade.Entry> entries = AceSearch.ticked(visit, visit.text("group"));
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("Tick what you want to add.");
        }
        told(visit, PAGE, made.add(entries), entries.size());
    }

    private static void told(Visit visit, String back, int added, int wanted) {
        if (added == 0) {
            visit.wrong(
                    back,
                    "Nothing was added: this was added by hand before. What was taken out for good since does not come back.");
        } else {
            visit.done(
                    back,
                    Words.count(added, "channel") + " added"
                            + (added < wanted
                                    ? ", the others were there already."
                                    : ". It is in the list \"" + HandMade.NAME + "\", among the providers."));
        }
    }

    private void search(Visit visit) {
        String text = visit.text("query");
        boolean asked = visit.exchange().parameter("query").isPresent();
        visit.show(
                Section.ACESTREAM,
                "Search AceStream",
                "acestream-search",
                asked ? search.find(text, board.known()) : new AceView.Search("", false, List.of(), "", ""));
    }

    /** Takes as long as a viewer would wait. */
    private void check(Visit visit) {
        FeedListing feed = board.listing(new FeedId(visit.id()));
        AceContent content = AceBoard.content(feed.feed())
                .filter(any -> feed.feed().kind() == FeedKind.ACESTREAM)
                .orElseThrow(() -> new Refused(422, "This is no AceStream content."));
        FeedListing checked = switch (availability.check(content)) {
            case Availability.Outcome.Checked(var found) ->
                board.checked(feed.feed().id(), found);
            case Availability.Outcome.Busy(String why) -> throw new Refused(503, why + " Try again later.");
        };
        visit.show(Section.ACESTREAM, TITLE, "acestream-feed", board.feed(checked));
    }
}
