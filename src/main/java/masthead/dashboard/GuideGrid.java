package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.catalog.Catalogs;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Folded;
import masthead.catalog.NoSuchEntry;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.GridView;
import masthead.dashboard.view.ProgrammeView;
import masthead.dashboard.view.SystemView;
import masthead.format.xmltv.XmltvDetails;
import masthead.format.xmltv.XmltvFact;
import masthead.format.xmltv.XmltvKey;
import masthead.guide.GuideLinks;
import masthead.guide.GuidePlace;
import masthead.guide.Guides;
import masthead.guide.Programme;

/**
 * The guide of the channels that players see, over time: what the guides say, without what is made up where they say nothing.
 *
 * <p>Only what is shown is read. Blocks; on a virtual thread.
 */
public final class GuideGrid {
    private static final int ROWS = 25;
    private static final Duration SHOWN = Duration.ofHours(3);
    private static final Duration MARK = Duration.ofMinutes(30);
    private static final long COLUMN_SECONDS = SHOWN.toSeconds() / GridView.COLUMNS;
    private static final int MOST_PROGRAMMES = 200;
    private static final int MOST_CHOICES = 2000;
    private static final int DAYS_BACK = 1;
    private static final int DAYS_AHEAD = 6;

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter LONG_DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private final Catalogs catalogs;
    private final Guides guides;
    private final GuideLinks links;
    private final Pictures pictures;
    private final Clock clock;

    public GuideGrid(Catalogs catalogs, Guides guides, GuideLinks links, Pictures pictures, Clock clock) {
        this.catalogs = catalogs;
        this.guides = guides;
        this.links = links;
        this.pictures = pictures;
        this.clock = clock;
    }

    GridView view(Visit visit, String query) {
        ZoneId zone = BrowserZone.of(visit.exchange());
        Instant now = clock.instant();
        Instant begins = begins(GridPages.at(visit, now));
        List<Channel> found = found(visit.text("search"), visit.chosen("category"));
        int from = Math.min(visit.offset(), Math.max(0, found.size() - 1));
        List<Channel> page = found.subList(from, Math.min(from + ROWS, found.size()));
        return new GridView(
                visit.text("search"),
                visit.chosen("category"),
                catalogs.current().categories().stream()
                        .limit(MOST_CHOICES)
                        .map(each -> new ChannelsView.Choice(each.id().value(), each.name()))
                        .toList(),
                BrowserZone.words(zone),
                LONG_DAY.format(begins.atZone(zone)),
                begins.getEpochSecond(),
                begins.plus(SHOWN).getEpochSecond(),
                marks(begins, zone),
                List.of(
                        step("Earlier", begins.minus(SHOWN.dividedBy(2))),
                        step("Now", begins(now)),
                        step("Later", begins.plus(SHOWN.dividedBy(2)))),
                days(begins, now, zone),
                page.stream().map(each -> row(visit, each, begins, now)).toList(),
                new ChannelsView.Span(from, page.size(), ROWS, found.size()),
                begins.getEpochSecond(),
                query,
                !guides.sources().current().isEmpty());
    }

    /** The half hour that {@code at} is in. */
    private static Instant begins(Instant at) {
        long mark = MARK.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), mark) * mark);
    }

    private List<Channel> found(String text, int category) {
        List<Channel> all = category > 0
                ? catalogs.current().channels(new CategoryId(category))
                : catalogs.current().channels();
        String part = Folded.of(text);
        return part.isEmpty()
                ? all
                : all.stream()
                        .filter(each -> Folded.of(each.name()).contains(part))
                        .toList();
    }

    private static GridView.Step step(String name, Instant at) {
        return new GridView.Step(name, at.getEpochSecond(), false);
    }

    private static List<String> marks(Instant begins, ZoneId zone) {
        List<String> marks = new ArrayList<>();
        for (Instant at = begins; at.isBefore(begins.plus(SHOWN)); at = at.plus(MARK)) {
            marks.add(HOUR.format(at.atZone(zone)));
        }
        return marks;
    }

    /** The same hour of the days around. */
    private static List<GridView.Step> days(Instant begins, Instant now, ZoneId zone) {
        ZonedDateTime shown = begins.atZone(zone);
        List<GridView.Step> days = new ArrayList<>();
        for (int day = -DAYS_BACK; day <= DAYS_AHEAD; day++) {
            ZonedDateTime at = now.atZone(zone)
                    .toLocalDate()
                    .plusDays(day)
                    .atTime(shown.toLocalTime())
                    .atZone(zone);
            String name = day == 0 ? "Today" : DAY.format(at);
            days.add(
                    new GridView.Step(name, at.toEpochSecond(), at.toLocalDate().equals(shown.toLocalDate())));
        }
        return days;
    }

    private GridView.Row row(Visit visit, Channel channel, Instant begins, Instant now) {
        List<GuidePlace> places = links.places(channel);
        List<Programme> programmes = places.isEmpty()
                ? List.of()
                : guides.guide().programmes(places, links.shift(channel), begins, begins.plus(SHOWN), MOST_PROGRAMMES);
        return new GridView.Row(
                channel.id().value(),
                channel.name(),
                pictures.of(channel)
                        .map(path -> visit.exchange().origin().path() + path)
                        .orElse(""),
                places.isEmpty() ? "state=all&search=" + URLEncoder.encode(channel.name(), StandardCharsets.UTF_8) : "",
                cells(programmes, begins, now, BrowserZone.of(visit.exchange())));
    }

    /** All columns, each in one cell. What is shorter than half a column has one all the same, and pushes the next. */
    private static List<GridView.Cell> cells(List<Programme> programmes, Instant begins, Instant now, ZoneId zone) {
        List<GridView.Cell> cells = new ArrayList<>();
        int next = 0;
        for (Programme each : programmes) {
            int first = Math.max(next, column(each.start(), begins));
            int last = Math.min(GridView.COLUMNS, Math.max(first + 1, column(each.stop(), begins)));
            if (first >= GridView.COLUMNS) {
                break;
            }
            if (first > next) {
                cells.add(gap(first - next));
            }
            cells.add(new GridView.Cell(
                    last - first,
                    each.title().isBlank() ? "Without a title" : each.title(),
                    times(each, zone),
                    each.start().getEpochSecond(),
                    !each.start().isAfter(now) && each.stop().isAfter(now),
                    each.start().isBefore(begins)));
            next = last;
        }
        if (next < GridView.COLUMNS) {
            cells.add(gap(GridView.COLUMNS - next));
        }
        return cells;
    }

    private static int column(Instant time, Instant begins) {
        long seconds = Duration.between(begins, time).toSeconds();
        return Math.clamp(Math.round((double) seconds / COLUMN_SECONDS), 0, GridView.COLUMNS);
    }

    private static GridView.Cell gap(int columns) {
        return new GridView.Cell(columns, "", "", 0, false, false);
    }

    private static String times(Programme programme, ZoneId zone) {
        return HOUR.format(programme.start().atZone(zone)) + " to "
                + HOUR.format(programme.stop().atZone(zone));
    }

    /** The programme that a channel shows at the second that the query names. */
    ProgrammeView programme(Visit visit, ChannelId id) {
        Channel channel = catalogs.current().channel(id).orElseThrow(() -> new NoSuchEntry("channel", id));
        Instant at = GridPages.at(visit, clock.instant());
        ZoneId zone = BrowserZone.of(visit.exchange());
        Optional<Programme> found =
                guides
                        .guide()
                        .programmes(links.places(channel), links.shift(channel), at, at.plusSeconds(1), 1)
                        .stream()
                        .findFirst();
        XmltvDetails details = found.map(Programme::details).orElse(XmltvDetails.NONE);
        return new ProgrammeView(
                id.value(),
                channel.name(),
                found.map(Programme::title)
                        .filter(each -> !each.isBlank())
                        .orElse(found.isPresent() ? "Without a title" : "Nothing in the guide"),
                details.first(XmltvKey.SUB_TITLE).orElse(""),
                found.map(each -> LONG_DAY.format(each.start().atZone(zone)) + ", " + times(each, zone) + ", "
                                        + Words.span(Duration.between(each.start(), each.stop())))
                                .orElse("")
                        + ". " + BrowserZone.words(zone) + ".",
                found.map(Programme::description).orElse(""),
                details.first(XmltvKey.ICON)
                        .or(() -> details.first(XmltvKey.IMAGE))
                        .flatMap(each -> pictures.of(each, id))
                        .map(path -> visit.exchange().origin().path() + path)
                        .orElse(""),
                facts(details));
    }

    private static List<SystemView.Fact> facts(XmltvDetails details) {
        List<SystemView.Fact> facts = new ArrayList<>();
        add(facts, "Kind", details, XmltvKey.CATEGORY);
        add(facts, "Made", details, XmltvKey.DATE);
        add(facts, "Country", details, XmltvKey.COUNTRY);
        details.all(XmltvKey.EPISODE).stream()
                .filter(each -> each.about().equals("onscreen"))
                .findFirst()
                .ifPresent(each -> facts.add(new SystemView.Fact("Episode", each.value())));
        add(facts, "Director", details, XmltvKey.DIRECTOR);
        add(facts, "Cast", details, XmltvKey.ACTOR);
        add(facts, "Presenter", details, XmltvKey.PRESENTER);
        add(facts, "Guests", details, XmltvKey.GUEST);
        add(facts, "Rating", details, XmltvKey.STAR_RATING);
        return facts;
    }

    private static void add(List<SystemView.Fact> facts, String name, XmltvDetails details, XmltvKey key) {
        String values = details.all(key).stream()
                .map(XmltvFact::value)
                .filter(each -> !each.isBlank())
                .distinct()
                .limit(20)
                .collect(Collectors.joining(", "));
        if (!values.isEmpty()) {
            facts.add(new SystemView.Fact(name, values));
        }
    }
}
