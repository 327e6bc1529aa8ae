package masthead.dashboard;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.access.Role;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelListing;
import masthead.dashboard.view.ChannelForm;
import masthead.dashboard.view.Section;

/** {@code /dashboard/channels}: what viewers see, and what the operator wants of it. */
public final class ChannelPages extends Pages {
    private static final String LIST = "/channels";

    private final ChannelList list;
    private final Clock clock;

    public ChannelPages(ChannelList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.aheadOf(list::readAhead)
                .page(LIST, this::search)
                .page("/channels/{id}", this::show)
                .page("/channels/{id}/row", visit -> row(visit, listing(visit)))
                .page(Role.EDITOR, "/channels/{id}/edit", this::form)
                .change(Role.EDITOR, "/channels/bulk", LIST, this::editAll) // before what it would fit too
                .change("POST", Role.EDITOR, "/channels/{id}", this::edit)
                .change(Role.EDITOR, "/channels/{id}/remove", LIST, this::remove);
    }

    private void search(Visit visit) {
        var page = list.search(visit);
        if (visit.part()) {
            visit.show(Section.CHANNELS, "Channels", "channels-list", page);
        } else {
            visit.show(Section.CHANNELS, "Channels", "channels", page);
        }
    }

    private void show(Visit visit) {
        ChannelListing listing = listing(visit);
        visit.show(
                Section.CHANNELS,
                listing.channel().name(),
                "channel",
                list.detail(visit.exchange(), listing, clock.instant()));
    }

    private void row(Visit visit, ChannelListing listing) {
        visit.show(Section.CHANNELS, "Channels", "channels-row", list.row(visit.exchange(), listing));
    }

    private void form(Visit visit) {
        ChannelListing listing = listing(visit);
        Channel channel = listing.channel();
        visit.show(
                Section.CHANNELS,
                "Channels",
                "channels-form",
                new ChannelForm(
                        channel.id().value(),
                        channel.number() == 0 ? "" : String.valueOf(channel.number()),
                        channel.name(),
                        listing.categoryName(),
                        channel.logo(),
                        channel.guideId(),
                        ""));
    }

    private void edit(Visit visit) {
        ChannelListing before = listing(visit);
        ChannelId id = before.channel().id();
        ChannelForm form = new ChannelForm(
                id.value(),
                visit.text("number"),
                visit.text("name"),
                visit.text("group"),
                visit.text("logo"),
                visit.text("guide"),
                "");
        try {
            row(visit, list.edit(changed(visit, before, form)));
        } catch (IllegalArgumentException e) {
            visit.show(
                    422,
                    Section.CHANNELS,
                    "Channels",
                    "channels-form",
                    new ChannelForm(
                            form.id(),
                            form.number(),
                            form.name(),
                            form.group(),
                            form.logo(),
                            form.guide(),
                            Optional.ofNullable(e.getMessage()).orElse("")));
        }
    }

    /** Only what differs: what is not edited stays what the list says, whatever it says next. */
    private static ChannelEdit changed(Visit visit, ChannelListing before, ChannelForm form) {
        Channel channel = before.channel();
        int number = visit.number("number", "A number", 0, 1_000_000, 0);
        return new ChannelEdit(
                channel.id(),
                Optional.of(form.name()).filter(each -> !each.equals(channel.name())),
                Optional.of(form.group()).filter(each -> !each.equals(before.categoryName())),
                Optional.of(number).filter(each -> each != channel.number()),
                Optional.of(form.logo()).filter(each -> !each.equals(channel.logo())),
                Optional.of(form.guide()).filter(each -> !each.equals(channel.guideId())),
                Optional.empty(),
                Optional.empty());
    }

    /** Hides, shows, moves, numbers or gives a guide to the rows that were ticked. */
    private void editAll(Visit visit) {
        List<ChannelEdit> edits = ticked(visit);
        list.edit(edits);
        visit.done(back(visit, LIST), Words.count(edits.size(), "channel") + done(visit));
    }

    /** What the form below a list wants of the rows that were ticked. */
    static List<ChannelEdit> ticked(Visit visit) {
        String act = visit.text("act");
        if (act.equals("move") && visit.text("group").isEmpty()) {
            throw new IllegalArgumentException("Say which group they shall be in.");
        }
        if (act.equals("number") && visit.text("first").isEmpty()) {
            throw new IllegalArgumentException("Say which number the first shall have.");
        }
        List<ChannelEdit> edits = new ArrayList<>();
        for (String shown : visit.text("shown").split(",", ChannelList.ROWS + 1)) {
            if (shown.matches("\\d{1,9}") && visit.ticked("pick-" + shown)) {
                edits.add(edit(visit, new ChannelId(Integer.parseInt(shown)), edits.size()));
            }
        }
        return edits;
    }

    /** The list as it was asked for before rows of it were ticked. */
    static String back(Visit visit, String list) {
        String query = visit.text("query");
        return query.matches("[A-Za-z0-9=&%+._*-]{1,2000}") ? list + "?" + query : list;
    }

    static String done(Visit visit) {
        return switch (visit.text("act")) {
            case "hide" -> " hidden from players.";
            case "show" -> " shown to players.";
            case "number" -> " numbered from " + visit.text("first") + " on.";
            case "guide" ->
                visit.text("guide").isEmpty()
                        ? " without a guide id."
                        : " with the guide id " + visit.text("guide") + ".";
            default -> " moved to " + visit.text("group") + ".";
        };
    }

    /** @param place how many were ticked before it */
    private static ChannelEdit edit(Visit visit, ChannelId id, int place) {
        Optional<String> group = Optional.empty();
        Optional<Integer> number = Optional.empty();
        Optional<String> guide = Optional.empty();
        Optional<Boolean> hidden = Optional.empty();
        switch (visit.text("act")) {
            case "hide" -> hidden = Optional.of(true);
            case "show" -> hidden = Optional.of(false);
            case "move" -> group = Optional.of(visit.text("group"));
            case "number" -> number = Optional.of(visit.number("first", "A number", 0, 1_000_000, 0) + place);
            case "guide" -> guide = Optional.of(visit.text("guide"));
            default -> throw new IllegalArgumentException("There is nothing like this to be done.");
        }
        return new ChannelEdit(id, Optional.empty(), group, number, Optional.empty(), guide, hidden, Optional.empty());
    }

    private void remove(Visit visit) {
        ChannelListing listing = listing(visit);
        list.remove(listing.channel().id());
        visit.done(LIST, listing.channel().name() + " was removed; later imports do not bring it back.");
    }

    private ChannelListing listing(Visit visit) {
        return list.listing(new ChannelId(visit.id()));
    }
}
