package masthead.dashboard;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.access.Operator;
import masthead.access.Role;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelListing;
import masthead.dashboard.view.ChannelForm;
import masthead.dashboard.view.Section;
import masthead.http.StreamRequest;
import masthead.relay.Guest;
import masthead.relay.Relays;

/** {@code /dashboard/channels}: what viewers see, and what the operator wants of it. */
public final class ChannelPages extends Pages {
    private static final String LIST = "/channels";

    private final ChannelList list;
    private final Relays relays;
    private final Clock clock;

    public ChannelPages(ChannelList list, Relays relays, Clock clock) {
        this.list = list;
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate
                .aheadOf(list::readAhead)
                .page(LIST, this::search)
                .page("/channels/{id}", this::show)
                .page("/channels/{id}/row", visit -> row(visit, listing(visit)))
                .page(Role.EDITOR, "/channels/{id}/edit", this::form)
                .change(Role.EDITOR, "/channels/bulk", LIST, this::editAll) // before what it would fit too
                .change("POST", Role.EDITOR, "/channels/{id}", this::edit)
                .change(Role.EDITOR, "/channels/{id}/remove", LIST, this::remove)
                .stream("/watch/{file}", this::watch);
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

    /** Hides, shows or moves the rows that were ticked. */
    private void editAll(Visit visit) {
        String act = visit.text("act");
        String group = visit.text("group");
        if (act.equals("move") && group.isEmpty()) {
            throw new IllegalArgumentException("Say which group they shall be in.");
        }
        List<ChannelEdit> edits = new ArrayList<>();
        for (String shown : visit.text("shown").split(",", ChannelList.ROWS + 1)) {
            if (shown.matches("\\d{1,9}") && visit.ticked("pick-" + shown)) {
                edits.add(edit(new ChannelId(Integer.parseInt(shown)), act, group));
            }
        }
        list.edit(edits);
        String query = visit.text("query");
        String back = query.matches("[A-Za-z0-9=&%+._*-]{1,2000}") ? LIST + "?" + query : LIST;
        visit.done(
                back,
                Words.count(edits.size(), "channel")
                        + switch (act) {
                            case "hide" -> " hidden from players.";
                            case "show" -> " shown to players.";
                            default -> " moved to " + group + ".";
                        });
    }

    private static ChannelEdit edit(ChannelId id, String act, String group) {
        Optional<Boolean> hidden = switch (act) {
            case "hide" -> Optional.of(true);
            case "show" -> Optional.of(false);
            case "move" -> Optional.empty();
            default -> throw new IllegalArgumentException("There is nothing like this to be done.");
        };
        return new ChannelEdit(
                id,
                Optional.empty(),
                act.equals("move") ? Optional.of(group) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hidden,
                Optional.empty());
    }

    private void remove(Visit visit) {
        ChannelListing listing = listing(visit);
        list.remove(listing.channel().id());
        visit.done(LIST, listing.channel().name() + " was removed; later imports do not bring it back.");
    }

    private ChannelListing listing(Visit visit) {
        return list.listing(new ChannelId(visit.id()));
    }

    /** A channel for the operator's own browser, beside all subscribers and their limits. */
    private void watch(StreamRequest request, Operator operator) {
        String file = request.pathParameter("file");
        Optional<Channel> channel = file.matches("\\d{1,9}\\.ts")
                ? list.channel(new ChannelId(Integer.parseInt(file.substring(0, file.length() - 3))))
                : Optional.empty();
        if (channel.isEmpty()) {
            request.refuse(404, "There is no such channel.");
            return;
        }
        relays.join(
                channel.get(),
                request,
                new Guest(
                        operator.name() + " (operator)",
                        request.clientAddress(),
                        request.header("User-Agent").orElse("")));
    }
}
