package masthead.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.access.Role;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelListing;
import masthead.catalog.ChannelSearch;
import masthead.catalog.FeedId;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedOrder;
import masthead.catalog.OwnLogo;
import masthead.catalog.Part;
import masthead.dashboard.view.OthersView;
import masthead.dashboard.view.Section;

/** What a channel is made of: its feeds in order, what it is one channel with, and a logo of the operator's own. */
public final class FeedPages extends Pages {
    private static final String PAGE = "/channels/{id}";
    private static final int OTHERS = 8;
    /** As many as an order can have; the others come after them. */
    private static final int MOST_ORDERED = 50;

    private final ChannelList list;
    private final Catalogs catalogs;
    private final Clock clock;

    public FeedPages(ChannelList list, Catalogs catalogs, Clock clock) {
        this.list = list;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.change("POST", Role.EDITOR, "/channels/{id}/feeds", this::order)
                .page(Role.EDITOR, "/channels/{id}/others", this::others)
                .change(Role.EDITOR, "/channels/{id}/merge", PAGE, this::merge)
                .change("PUT", Role.EDITOR, "/channels/{id}/logo", this::upload);
    }

    /** Moves one feed to another place, or forgets the order; answers with the feeds as they stand then. */
    private void order(Visit visit) {
        ChannelId id = listing(visit).channel().id();
        List<FeedId> feeds = new ArrayList<>();
        if (!visit.text("act").equals("reset")) {
            catalogs.feeds(id).stream().map(FeedListing::feed).forEach(each -> feeds.add(each.id()));
            FeedId moved = new FeedId(Math.max(1, visit.choice("feed")));
            if (!feeds.remove(moved)) {
                throw Refused.nothingHere();
            }
            feeds.add(Math.clamp(visit.choice("to") - 1L, 0, feeds.size()), moved);
        }
        catalogs.edit(new FeedOrder(id, feeds.subList(0, Math.min(feeds.size(), MOST_ORDERED))));
        visit.show(
                Section.CHANNELS,
                "Feeds",
                "channel-feeds",
                list.detail(visit.exchange(), catalogs.listing(id), clock.instant()));
    }

    /** The channels that this one may become a feed of. */
    private void others(Visit visit) {
        ChannelId id = listing(visit).channel().id();
        String text = visit.text("search");
        List<ChannelListing> found = text.isEmpty()
                ? List.of()
                : catalogs.search(new ChannelSearch(
                                Optional.of(text),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                OTHERS + 1,
                                Optional.of(Part.LIVE)))
                        .channels();
        visit.show(
                Section.CHANNELS,
                "Channels",
                "channel-others",
                new OthersView(
                        id.value(),
                        text,
                        found.stream()
                                .filter(each -> !each.channel().id().equals(id)
                                        && each.mergedInto().isEmpty())
                                .limit(OTHERS)
                                .map(each -> list.row(visit.exchange(), each))
                                .toList()));
    }

    private void merge(Visit visit) {
        ChannelListing listing = listing(visit);
        ChannelId id = listing.channel().id();
        switch (visit.text("act")) {
            case "merge" -> {
                ChannelListing into = catalogs.listing(new ChannelId(Math.max(1, visit.choice("into"))));
                if (into.mergedInto().isPresent()) {
                    throw new IllegalArgumentException(
                            into.channel().name() + " is itself a feed of another channel: choose that one.");
                }
                catalogs.edit(merged(id, Optional.of(into.channel().id().value())));
                visit.done(
                        "/channels/" + into.channel().id(),
                        listing.channel().name() + " is a feed of "
                                + into.channel().name() + " now; players who know its number get this channel.");
            }
            case "split" -> {
                catalogs.edit(merged(id, Optional.of(0)));
                visit.done("/channels/" + id, listing.channel().name() + " is a channel of its own again.");
            }
            case "rules" -> {
                catalogs.edit(merged(id, Optional.empty()));
                visit.done("/channels/" + id, "It is as the rules say.");
            }
            default -> throw new IllegalArgumentException("There is nothing like this to be done.");
        }
    }

    private static ChannelEdit merged(ChannelId id, Optional<Integer> into) {
        return new ChannelEdit(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(into));
    }

    private void upload(Visit visit) throws IOException {
        ChannelId id = listing(visit).channel().id();
        byte[] bytes;
        try (InputStream picture = visit.exchange().upload()) {
            bytes = picture.readNBytes(OwnLogo.MOST_BYTES + 1);
        }
        try {
            catalogs.edit(id, OwnLogo.of(bytes));
        } catch (IllegalArgumentException e) {
            throw new Refused(422, Optional.ofNullable(e.getMessage()).orElse("This is no logo."));
        }
        visit.exchange()
                .with("X-Goto", visit.exchange().origin().path() + "/dashboard/channels/" + id)
                .reply(204);
    }

    private ChannelListing listing(Visit visit) {
        return catalogs.listing(new ChannelId(visit.id()));
    }
}
