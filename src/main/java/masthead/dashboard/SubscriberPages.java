package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.Format;
import masthead.access.Locks;
import masthead.access.NewSubscriber;
import masthead.access.NoSuchSubscriber;
import masthead.access.Role;
import masthead.access.Standing;
import masthead.access.Subscriber;
import masthead.access.SubscriberEdit;
import masthead.access.SubscriberId;
import masthead.catalog.LineupId;
import masthead.catalog.Lineups;
import masthead.config.Networks;
import masthead.config.Secret;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Section;
import masthead.dashboard.view.SubscriberForm;
import masthead.dashboard.view.SubscribersView;

/** {@code /dashboard/subscribers}: who may watch, and what he types into his player. A password is shown once: when it is made. */
public final class SubscriberPages extends Pages {
    private static final String LIST = "/subscribers";
    private static final int ROWS = 50;
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final Access access;
    private final Lineups lineups;
    private final PlayerLines lines;
    private final OnAirBoard board;
    private final Clock clock;

    public SubscriberPages(Access access, Lineups lineups, PlayerLines lines, OnAirBoard board, Clock clock) {
        this.access = access;
        this.lineups = lineups;
        this.lines = lines;
        this.board = board;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(LIST, this::list)
                .page(Role.EDITOR, "/subscribers/new", visit -> show(visit, 200, fresh(visit)))
                .change(Role.EDITOR, LIST, "/subscribers/new", this::add)
                .page("/subscribers/{id}", visit -> show(visit, 200, form(visit, subscriber(visit))))
                .moving(Role.VIEWER, "/subscribers/{id}/events", BEAT, this::seen)
                .change(Role.EDITOR, "/subscribers/{id}", "/subscribers/{id}", this::edit)
                .change(Role.EDITOR, "/subscribers/{id}/password", "/subscribers/{id}", this::setPassword)
                .change(Role.EDITOR, "/subscribers/{id}/remove", LIST, this::remove);
    }

    private String seen(Visit visit, Frame frame) {
        return visit.text("subscriber-seen", frame, board.of(subscriber(visit).username(), clock.instant()));
    }

    private void list(Visit visit) {
        String text = visit.text("search");
        String wanted = text.toLowerCase(Locale.ROOT);
        List<Subscriber> found = access.subscribers().all().stream()
                .filter(each -> each.username().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        int from = Math.min(visit.offset(), found.size());
        List<Subscriber> page = found.subList(from, Math.min(from + ROWS, found.size()));
        SubscribersView view = new SubscribersView(
                text,
                page.stream().map(this::row).toList(),
                new ChannelsView.Span(from, page.size(), ROWS, found.size()),
                "search=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        visit.show(Section.SUBSCRIBERS, "Subscribers", visit.part() ? "subscribers-list" : "subscribers", view);
    }

    private SubscribersView.Row row(Subscriber each) {
        Standing standing = access.turnstile().standing(each);
        return new SubscribersView.Row(
                each.id().value(),
                each.username(),
                switch (standing) {
                    case ACTIVE -> "Active";
                    case DISABLED -> "Switched off";
                    case EXPIRED -> "Expired";
                },
                standing == Standing.ACTIVE ? "is-good" : standing == Standing.EXPIRED ? "is-bad" : "",
                each.expiresAt().map(Words::day).orElse("never"),
                access.seats().watching(each.id()) + " of "
                        + (each.maxConnections() == 0 ? "any number" : each.maxConnections()),
                each.trial());
    }

    /** A new one, with a password made up. */
    SubscriberForm fresh(Visit visit) {
        return new SubscriberForm(
                0,
                "",
                MadeUp.password(),
                "2",
                "",
                true,
                false,
                true,
                true,
                "",
                "",
                lineups(),
                0,
                lines.addresses(visit),
                lines.of("", "", Optional.empty()),
                "");
    }

    private List<ChannelsView.Choice> lineups() {
        return lineups.all().stream()
                .flatMap(each -> each.id().map(id -> new ChannelsView.Choice(id.value(), each.name())).stream())
                .toList();
    }

    /** The lineup that was chosen; absent for everything. */
    private Optional<LineupId> lineup(Visit visit) {
        int id = visit.number("lineup", "The lineup", 0, Integer.MAX_VALUE, 0);
        return id == 0 ? Optional.empty() : lineups.find(new LineupId(id)).id();
    }

    private SubscriberForm form(Visit visit, Subscriber each) {
        return new SubscriberForm(
                each.id().value(),
                each.username(),
                "",
                String.valueOf(each.maxConnections()),
                each.expiresAt()
                        .map(end -> end.minusMillis(1)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                                .toString())
                        .orElse(""),
                each.enabled(),
                each.trial(),
                each.formats().contains(Format.TS),
                each.formats().contains(Format.M3U8),
                each.locks().networks().all().stream()
                        .map(Networks.Network::written)
                        .collect(Collectors.joining(", ")),
                String.join("\n", each.locks().agents()),
                lineups(),
                each.lineup().map(LineupId::value).orElse(0),
                lines.addresses(visit),
                lines.of(lines.addresses(visit).getFirst(), each.username(), Optional.empty()),
                "");
    }

    private static void show(Visit visit, int status, SubscriberForm form) {
        visit.show(
                status,
                Section.SUBSCRIBERS,
                form.id() == 0 ? "Add a subscriber" : form.name(),
                form.id() == 0 ? "subscriber-new" : "subscriber",
                form);
    }

    private void add(Visit visit) {
        String address = lines.told(visit);
        String password = visit.raw("password");
        Subscriber added = access.subscribers()
                .add(new NewSubscriber(
                        visit.text("name"),
                        new Secret(password),
                        true,
                        visit.endOfDay("expires", "The expiry"),
                        visit.ticked("trial"),
                        visit.number("connections", "The connections", 0, 1000, 1),
                        EnumSet.allOf(Format.class),
                        Locks.NONE,
                        lineup(visit)));
        ready(visit, added, address, password);
    }

    /** The one page that has the password. */
    private void ready(Visit visit, Subscriber subscriber, String address, String password) {
        boolean setup = visit.text("next").equals("setup");
        visit.show(
                Section.SUBSCRIBERS,
                "Ready to watch",
                setup ? "setup-ready" : "subscriber-ready",
                lines.of(address, subscriber.username(), Optional.of(password)));
    }

    private void edit(Visit visit) {
        Subscriber old = subscriber(visit);
        Set<Format> formats = EnumSet.noneOf(Format.class);
        if (visit.ticked("ts")) {
            formats.add(Format.TS);
        }
        if (visit.ticked("m3u8")) {
            formats.add(Format.M3U8);
        }
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("A subscriber needs one format at least.");
        }
        String networks = visit.text("networks");
        Locks locks = new Locks(
                networks.isEmpty() ? Locks.NONE.networks() : Networks.parse(networks.replaceAll("[\\s,]+", ",")),
                visit.text("agents")
                        .lines()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList());
        access.subscribers()
                .edit(new SubscriberEdit(
                        old.id(),
                        Optional.of(visit.text("name")),
                        Optional.empty(),
                        Optional.of(visit.ticked("enabled")),
                        Optional.of(visit.endOfDay("expires", "The expiry")),
                        Optional.of(visit.ticked("trial")),
                        Optional.of(visit.number("connections", "The connections", 0, 1000, 1)),
                        Optional.of(formats),
                        Optional.of(locks),
                        lineups.all().isEmpty() ? Optional.empty() : Optional.of(lineup(visit))));
        visit.done(LIST + "/" + old.id(), "Saved.");
    }

    private void setPassword(Visit visit) {
        Subscriber subscriber = subscriber(visit);
        String address = lines.told(visit);
        String password = visit.raw("password").isEmpty() ? MadeUp.password() : visit.raw("password");
        access.subscribers()
                .edit(new SubscriberEdit(
                        subscriber.id(),
                        Optional.empty(),
                        Optional.of(new Secret(password)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        ready(visit, subscriber, address, password);
    }

    private void remove(Visit visit) {
        Subscriber subscriber = subscriber(visit);
        access.subscribers().remove(subscriber.id());
        visit.done(LIST, subscriber.username() + " was removed.");
    }

    private Subscriber subscriber(Visit visit) {
        SubscriberId id = new SubscriberId(visit.id());
        return access.subscribers()
                .find(id)
                .orElseThrow(() -> new NoSuchSubscriber("There is no subscriber " + id + "."));
    }
}
