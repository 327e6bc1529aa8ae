package masthead.guide.fill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.guide.GuideRow;
import masthead.guide.Programme;

/**
 * Makes up programmes: blocks of equal length with the channel's name, or what the name of an event channel announces.
 *
 * <p>The same channel has the same programmes whenever it is asked about the same time. Safe on any thread.
 */
public final class Filling {
    private static final int MOST = 1000;
    /** How long an event is taken to be whose name does not say. */
    private static final Duration EVENT = Duration.ofHours(3);

    private static final String NEXT = "Next: ";

    private record Span(Instant from, Instant to) {}

    private final FillSettings settings;
    private final Catalogs catalogs;
    private final FillTexts own;

    /** @param own texts of single channels, which win over the settings */
    public Filling(FillSettings settings, Catalogs catalogs, FillTexts own) {
        this.own = own;
        this.settings = settings;
        this.catalogs = catalogs;
    }

    /** Programmes of {@code row} that touch the time between; none where they are turned off. */
    public List<Programme> of(GuideRow row, Instant from, Instant to, Instant now) {
        if (!settings.enabled()) {
            return List.of();
        }
        Channel channel = row.channel();
        Optional<Event> event = EventName.read(channel.name(), settings.zone(), now);
        Optional<Instant> start = event.flatMap(Event::start);
        String name = text(own.of(channel.id()).map(FillText::title).orElseGet(settings::title), channel);
        if (start.isEmpty()) {
            return blocks(
                    row,
                    new Span(from, to),
                    Instant.MIN,
                    Instant.MAX,
                    event.map(Event::title).orElse(name));
        }
        Instant begins = start.get();
        Instant ends = begins.plus(EVENT);
        String title = event.get().title();
        List<Programme> all =
                new ArrayList<>(blocks(row, new Span(from, earlier(to, begins)), Instant.MIN, begins, NEXT + title));
        if (ends.isAfter(from) && begins.isBefore(to)) {
            all.add(programme(row, begins, ends, title));
        }
        all.addAll(blocks(row, new Span(later(from, ends), to), ends, Instant.MAX, name));
        return all;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Blocks that touch {@code asked}, cut where others begin and end. */
    private List<Programme> blocks(GuideRow row, Span asked, Instant notBefore, Instant notAfter, String title) {
        List<Programme> blocks = new ArrayList<>();
        long length = settings.length().toSeconds();
        Instant first = Instant.ofEpochSecond(Math.floorDiv(asked.from.getEpochSecond(), length) * length);
        for (Instant start = first; start.isBefore(asked.to) && blocks.size() < MOST; ) {
            Instant stop = start.plusSeconds(length);
            blocks.add(programme(row, later(start, notBefore), earlier(stop, notAfter), title));
            start = stop;
        }
        return blocks;
    }

    private Programme programme(GuideRow row, Instant start, Instant stop, String title) {
        int id = (int) ((row.channel().id().value() * 31L + start.getEpochSecond() / 60) % Integer.MAX_VALUE) + 1;
        return new Programme(id, row.id(), start, stop, title, text(description(row.channel()), row.channel()));
    }

    private String description(Channel channel) {
        return own.of(channel.id())
                .map(FillText::description)
                .orElseGet(() -> settings.description().orElse(""));
    }

    /** Grows when what is made up changes. */
    public long version() {
        return own.version();
    }

    private String text(String template, Channel channel) {
        return template.replace("{name}", channel.name())
                .replace(
                        "{group}",
                        catalogs.current()
                                .category(channel.category())
                                .map(Category::name)
                                .orElse(""));
    }
}
