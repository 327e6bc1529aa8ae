package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.database.Database;
import masthead.http.Fetch;

/** The room as one: the guides we read, what reads them, and what is in them, with the threads they share. */
public final class Guides implements AutoCloseable {
    /** How often guides are looked for whose time has come. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final GuideSources sources;
    private final Guide guide;
    private final GuideImport imports;
    private final GuideRefresh refresh;
    private final GuideOffers offers;
    private final Retention retention;
    private final Generations generations;
    private final Database database;
    private final GuideSettings settings;

    /** Reads which guides there are; blocks for that long. */
    public Guides(Database database, Catalogs catalogs, Fetch fetch, GuideSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        generations = new Generations(database);
        generations.forgetLost();
        sources = new GuideSources(database, clock);
        guide = new Guide(database, sources, settings, clock);
        retention = new Retention(catalogs, settings, clock);
        imports = new GuideImport(
                new GuideImport.Kept(database, sources, generations),
                new GuideImport.Way(fetch, new PanelGuides(catalogs)),
                retention::past,
                settings,
                clock);
        refresh = new GuideRefresh(sources, imports, this::sweep, settings, clock);
        offers = new GuideOffers(catalogs, sources, settings);
    }

    /** Begins to look after them, in the background: reads what is due, drops what is over or was left behind. */
    public Guides attended() {
        refresh.soon("Old programmes could not be dropped", generations::tidy);
        refresh.warm(guide::warm);
        sources.follow(() -> refresh.warm(guide::warm));
        offers.attend();
        refresh.every(LOOK);
        return this;
    }

    public GuideSources sources() {
        return sources;
    }

    public Guide guide() {
        return guide;
    }

    public GuideImport imports() {
        return imports;
    }

    public GuideOffers offers() {
        return offers;
    }

    /** After how long a guide is read again whose operator does not say. */
    public Duration usualRefresh() {
        return settings.refresh();
    }

    /**
     * Takes a guide out; the room of its programmes is given back in the background.
     *
     * @throws masthead.catalog.NoSuchEntry if there is none with this id
     */
    public void remove(GuideSourceId id) {
        sources.remove(id);
        refresh.soon("Old programmes could not be dropped", generations::tidy);
    }

    /**
     * Begins to read a guide in the background, unless it is being read already; tells whether it did.
     *
     * @param trusted whether it is read even if it has not changed, and applied whatever it has lost
     */
    public boolean begin(GuideSourceId id, boolean trusted) {
        return refresh.begin(id, trusted);
    }

    /** Says where programmes of a channel are, beside those under its own guide id: they are kept as long as its catch-up. */
    public void placedBy(Function<Channel, List<GuidePlace>> places) {
        retention.placedBy(places);
    }

    /** Reads what is due; for tests, which have no time to wait. */
    void look() {
        refresh.look();
    }

    /** Drops programmes that are over and can no longer be played again. */
    void sweep() {
        retention.sweep(database, sources);
    }

    /** Drops what was left behind by readings that were killed, and by guides that were removed. */
    void tidy() {
        generations.tidy();
    }

    Generations generations() {
        return generations;
    }

    @Override
    public void close() {
        refresh.close();
        imports.close();
    }
}
