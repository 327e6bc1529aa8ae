package masthead.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.access.Seats;
import masthead.alerts.AlertSettings;
import masthead.alerts.Alerts;
import masthead.app.movein.House;
import masthead.archive.ArchiveCheck;
import masthead.archive.ArchiveSessions;
import masthead.archive.ArchiveSettings;
import masthead.archive.Lessons;
import masthead.catalog.AccountState;
import masthead.catalog.Catalogs;
import masthead.catalog.Categories;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.Lineups;
import masthead.catalog.OwnLogo;
import masthead.catalog.ProviderId;
import masthead.catalog.Titles;
import masthead.catalog.rules.Rules;
import masthead.config.BasePath;
import masthead.config.Settings;
import masthead.dashboard.Assets;
import masthead.dashboard.ChannelList;
import masthead.dashboard.ChannelPages;
import masthead.dashboard.Dashboard;
import masthead.dashboard.DashboardSettings;
import masthead.dashboard.FeedPages;
import masthead.dashboard.GridPages;
import masthead.dashboard.GuideGrid;
import masthead.dashboard.GuidePages;
import masthead.dashboard.ImportRuns;
import masthead.dashboard.LineupPages;
import masthead.dashboard.LogPages;
import masthead.dashboard.LogRing;
import masthead.dashboard.LogTap;
import masthead.dashboard.LoginPages;
import masthead.dashboard.OnAirBoard;
import masthead.dashboard.OnAirPages;
import masthead.dashboard.OperatorPages;
import masthead.dashboard.PicturePages;
import masthead.dashboard.Pictures;
import masthead.dashboard.PlayerLines;
import masthead.dashboard.ProviderPages;
import masthead.dashboard.RefreshPages;
import masthead.dashboard.RulePages;
import masthead.dashboard.SettingPages;
import masthead.dashboard.SetupCode;
import masthead.dashboard.SetupPages;
import masthead.dashboard.SetupSteps;
import masthead.dashboard.SubscriberPages;
import masthead.dashboard.SystemFacts;
import masthead.dashboard.SystemPages;
import masthead.dashboard.TitleList;
import masthead.dashboard.TitlePages;
import masthead.dashboard.WebhookPages;
import masthead.database.Backup;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.database.Dialect;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.guide.GuideLineups;
import masthead.guide.GuideSettings;
import masthead.guide.Guides;
import masthead.guide.Listings;
import masthead.guide.Matching;
import masthead.guide.fill.FillSettings;
import masthead.guide.fill.FillTexts;
import masthead.guide.fill.Filling;
import masthead.headend.HeadendSettings;
import masthead.headend.LibraryFolders;
import masthead.headend.ListRefresh;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.headend.XtreamClient;
import masthead.http.Fetch;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Origin;
import masthead.http.Post;
import masthead.http.ReadyFiles;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.relay.RelaySettings;
import masthead.relay.Relays;
import masthead.relay.WatchdogSettings;
import masthead.rest.AccountRoutes;
import masthead.rest.ArchiveRoutes;
import masthead.rest.AuditRoutes;
import masthead.rest.BackupRoutes;
import masthead.rest.ChannelRoutes;
import masthead.rest.DetailRoutes;
import masthead.rest.DocumentRoutes;
import masthead.rest.EngineRoutes;
import masthead.rest.FeedRoutes;
import masthead.rest.FillRoutes;
import masthead.rest.GuideRoutes;
import masthead.rest.GuideSourceRoutes;
import masthead.rest.HealthRoutes;
import masthead.rest.LineupRoutes;
import masthead.rest.MatchRoutes;
import masthead.rest.OpenRoutes;
import masthead.rest.OperatorRoutes;
import masthead.rest.ProviderRoutes;
import masthead.rest.RefusalRoutes;
import masthead.rest.RelayRoutes;
import masthead.rest.Rest;
import masthead.rest.RevisionRoutes;
import masthead.rest.RuleRoutes;
import masthead.rest.SlotRoutes;
import masthead.rest.SubscriberRoutes;
import masthead.rest.SystemRoutes;
import masthead.rest.TokenRoutes;
import masthead.rest.WebhookRoutes;
import masthead.tuner.FileOpener;
import masthead.tuner.ProviderSlots;
import masthead.tuner.SlateSettings;
import masthead.tuner.Slates;
import masthead.tuner.Tuner;
import masthead.tuner.TunerSettings;
import masthead.tuner.acestream.AceSettings;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.Availability;
import masthead.vod.Details;
import masthead.vod.Films;
import masthead.vod.Library;
import masthead.vod.Played;
import masthead.vod.Probe;
import masthead.vod.SeriesGrouping;
import masthead.vod.VodSettings;
import masthead.xtream.AceDoor;
import masthead.xtream.Doorkeeper;
import masthead.xtream.Live;
import masthead.xtream.Offered;
import masthead.xtream.Pages;
import masthead.xtream.PlayerGuide;
import masthead.xtream.PlayerTitles;
import masthead.xtream.RefusalSlates;
import masthead.xtream.XtreamDoor;
import masthead.xtream.XtreamSettings;
import masthead.xtream.images.ImageProxy;
import masthead.xtream.images.ImageRoute;
import masthead.xtream.images.ImageSettings;
import masthead.xtream.images.Images;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole server: started floor by floor, closed in reverse. This is the map of the program. */
public final class Masthead implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Masthead.class);

    /** Whoever sends SIGTERM sends SIGKILL later: five seconds, we say, so it is less. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(4500);

    private static final Duration DATABASE_SHARE = Duration.ofSeconds(2);

    /** How often lists are looked for whose time has come. */
    private static final Duration REFRESH_LOOK = Duration.ofMinutes(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics();
    private final Settings settings;
    private final Optional<Assets> assets = Assets.ofThisBuild();
    private final Readiness readiness = new Readiness(this::databaseAnswers);

    // Ground floor: what everything stands on.
    private final LogRing logs;
    private final Database database;
    private final Loops loops;

    // What is on offer, and who may have it.
    private final Catalogs catalogs;
    private final Rules rules;
    private final Access access;
    private final Guides guides;
    private final Matching matching;
    private final ProviderImport imports;
    private final XtreamClient panels;
    private final Alerts alerts;

    // The live engine.
    private final ProviderSlots slots;
    private final Slates slates;
    private final AceStream engines;
    private final Relays relays;
    private final Films films;
    private final Details details;

    // What was on.
    private final Lessons lessons;
    private final ArchiveSessions archive;

    // The doors.
    private final HttpServer server;

    private Masthead(Settings settings, Path folder) {
        this.settings = settings;
        try {
            HttpSettings http = settings.of(HttpSettings.class);
            logs = new LogRing(settings.of(DashboardSettings.class));
            opened(LogTap.open(logs));
            database = opened(Database.open(settings.of(DatabaseSettings.class), folder, metrics));
            loops = opened(Loops.start(http.loops()));

            access = opened(new Access(database, settings.of(AccessSettings.class), metrics, clock));
            FirstStart firstStart = new FirstStart(
                    access, settings.of(OperatorSettings.class).password(), assets.isPresent(), System.out);
            catalogs = new Catalogs(database, clock);
            rules = new Rules(database, catalogs, clock);
            alerts = opened(new Alerts(
                            database, catalogs, new Post(http, loops), settings.of(AlertSettings.class), clock))
                    .measured(metrics);
            imports = headend(http, folder);
            panels =
                    new XtreamClient(new StreamFetch(http, loops), catalogs, settings.of(HeadendSettings.class), clock);
            guides = opened(new Guides(
                    database, catalogs, new StreamFetch(http, loops), settings.of(GuideSettings.class), clock));
            guides.attended();
            matching = opened(new Matching(database, catalogs, guides.guide(), guides.sources(), clock));
            matching.start();
            guides.placedBy(matching.links()::places);

            slots = ProviderSlots.of(catalogs, settings.of(TunerSettings.class), this::later);
            slates = new Slates(settings.of(SlateSettings.class), folder);
            Upstreams upstreams = new Upstreams(http, loops);
            engines = opened(new AceStream(settings.of(AceSettings.class), upstreams, loops::next, folder, clock));
            relays = opened(engine(upstreams));
            relays.watch(settings.of(WatchdogSettings.class), metrics);
            catalogs.follow(relays::refresh);
            films = opened(films(http));
            details = opened(details(http));
            opened(new SeriesGrouping(database, catalogs, clock)).start();

            Watchers watchers = new Watchers(alerts.attended());
            watchers.engines(engines);
            watchers.disk(folder, metrics);

            lessons = new Lessons(database, clock);
            archive = opened(archive(new StreamFetch(http, loops)));

            Routes doors = doors(folder, firstStart.code());
            firstStart.finish();
            server = opened(HttpServer.start(http, doors, loops, metrics));
            log.atInfo()
                    .addKeyValue("host", http.host())
                    .addKeyValue("port", server.port())
                    .addKeyValue("channels", catalogs.current().channels().size())
                    .log("Serving");
            firstStart.invite("http://localhost:" + server.port()
                    + http.basePath().map(BasePath::text).orElse(""));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts everything, or closes what was started and throws. */
    public static Masthead start(Settings settings, Path folder) {
        return new Masthead(settings, folder);
    }

    private ProviderImport headend(HttpSettings http, Path folder) {
        HeadendSettings own = settings.of(HeadendSettings.class);
        Spool spool = new Spool(new StreamFetch(http, loops), folder, own, clock, catalogs);
        ProviderImport made = new ProviderImport(database, catalogs, spool, own, clock)
                .measured(metrics)
                .watchedBy(new Watchers(alerts).imports())
                .tidied();
        opened(new ListRefresh(catalogs, made, clock).every(REFRESH_LOOK));
        return made;
    }

    private Relays engine(Upstreams upstreams) {
        TunerSettings own = settings.of(TunerSettings.class);
        catalogs.follow(catalog -> slots.reconsider());
        slots.whenShort(provider -> access.seats().hurry());
        Tuner tuner = new Tuner(upstreams, catalogs, slots, own, metrics);
        tuner.play(engines, metrics);
        tuner.watchedBy(new Watchers(alerts).feeds());
        Relays made = new Relays(tuner, slates, settings.of(RelaySettings.class), clock, metrics);
        Seats seats = access.seats();
        Duration every = settings.of(LeaseSettings.class).sweep();
        LeaseSweep sweep = opened(new LeaseSweep(metrics));
        sweep.watch(new LeaseSweep.Kind("slot", slots::sweep, slots::held, tuner::connected), every);
        sweep.watch(
                new LeaseSweep.Kind("seat", seats::sweep, seats::taken, () -> made.viewers() + films.watched()), every);
        return made;
    }

    private Films films(HttpSettings http) {
        FileOpener opener =
                new FileOpener(new StreamFetch(http, loops), catalogs, slots, settings.of(TunerSettings.class));
        Films made = new Films(
                        new Played(new Titles(database), opener, library()),
                        settings.of(VodSettings.class),
                        this::later,
                        metrics)
                .following(catalogs);
        slots.whenShort(provider -> made.letGo());
        return made;
    }

    private Library library() {
        return new Library(
                catalogs,
                new Titles(database),
                new LibraryFolders(settings.of(HeadendSettings.class).libraryFolders()));
    }

    private PlayerTitles titles(ReadyFiles files) {
        return new PlayerTitles(new Titles(database), details, films, library(), files);
    }

    /** Asks panels what they tell of single titles. */
    private Details details(HttpSettings http) {
        XtreamClient client =
                new XtreamClient(new StreamFetch(http, loops), catalogs, settings.of(HeadendSettings.class), clock);
        Probe probe = new Probe(library(), settings.of(VodSettings.class));
        Details.Source source = new Details.Source() {
            @Override
            public Optional<MovieDetails> movie(ProviderId provider, String id) {
                return client.movie(provider, id);
            }

            @Override
            public Optional<SeriesDetails> series(ProviderId provider, String id) {
                return client.series(provider, id);
            }

            @Override
            public Map<String, String> local(Feed file) {
                return probe.read(file);
            }
        };
        return new Details(database, source, settings.of(VodSettings.class), clock, metrics);
    }

    private void later(Duration time, Runnable task) {
        loops.next().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ArchiveSessions archive(Fetch fetch) {
        FileOpener files = new FileOpener(fetch, catalogs, slots, settings.of(TunerSettings.class));
        ArchiveSessions.Means means = new ArchiveSessions.Means(catalogs, files, lessons, this::zone);
        ArchiveSessions made = new ArchiveSessions(means, settings.of(ArchiveSettings.class), metrics, clock);
        slots.whenShort(made::yieldLines);
        return made;
    }

    /** What a provider writes its times in, as its panel said; UTC where nobody said. */
    private ZoneId zone(ProviderId provider) {
        return catalogs.current()
                .accountState(provider, 0)
                .flatMap(AccountState::zone)
                .orElse(ZoneOffset.UTC);
    }

    /** The operators' doors first: the players' door ends with an address that fits anything of three segments. */
    private Routes doors(Path folder, SetupCode code) {
        Routes routes = new Routes();
        FillTexts fillTexts = new FillTexts(database);
        Lineups bouquets = new Lineups(catalogs);
        Images images = images(folder, routes);
        Consumer<String> loggedOut = dashboard(folder, routes, images, code);
        Rest.addTo(
                routes,
                access,
                List.of(
                        new ProviderRoutes(catalogs, imports),
                        new RevisionRoutes(catalogs, imports),
                        new ChannelRoutes(catalogs),
                        new ArchiveRoutes(catalogs, new ArchiveCheck(archive, lessons, clock)),
                        new FeedRoutes(catalogs, new Availability(engines, loops::next, clock)),
                        new SubscriberRoutes(access, bouquets),
                        new RuleRoutes(rules),
                        new LineupRoutes(bouquets, new Categories(database)),
                        new RelayRoutes(relays),
                        new SlotRoutes(slots, catalogs),
                        new DetailRoutes(details),
                        new EngineRoutes(engines, relays),
                        new AccountRoutes(catalogs, panels),
                        new GuideSourceRoutes(guides, catalogs, clock),
                        new GuideRoutes(guides, catalogs, matching.links(), clock),
                        new MatchRoutes(matching),
                        new FillRoutes(fillTexts, catalogs),
                        new RefusalRoutes(access.refusals()),
                        new BackupRoutes(folder, file -> Backup.take(database, KeptFiles.in(folder), file), clock),
                        new OperatorRoutes(access.operators(), loggedOut),
                        new TokenRoutes(access.tokens()),
                        new AuditRoutes(catalogs),
                        new SystemRoutes(catalogs, Version.number(), databaseKind(), clock.instant()),
                        new DocumentRoutes(Version.number(), Optional.empty()),
                        new WebhookRoutes(alerts.webhooks()),
                        new HealthRoutes(readiness::missing),
                        new OpenRoutes(metrics, Version.number(), this::databaseAnswers)));
        XtreamSettings own = settings.of(XtreamSettings.class);
        GuideLineups lineups = new GuideLineups(catalogs, matching.links());
        Filling filling = new Filling(settings.of(FillSettings.class), catalogs, fillTexts);
        PlayerGuide shown = new PlayerGuide(
                new Listings(lineups, guides.guide(), filling, clock),
                opened(new ReadyFiles(folder.resolve("guide"), own.guideFiles(), clock)));
        ReadyFiles lists = opened(new ReadyFiles(folder.resolve("titles"), own.titleFiles(), clock));
        Pages pages = opened(new Pages(catalogs, lineups, images, new Pages.Shelf(own.pages(), lists, clock), metrics));
        Doorkeeper doorkeeper = new Doorkeeper(access, own, clock);
        SlateSettings slateSettings = settings.of(SlateSettings.class);
        Live live = new Live(relays, new RefusalSlates(slates, slateSettings, metrics), archive);
        new AceDoor(doorkeeper, live, engines).addTo(routes);
        new XtreamDoor(doorkeeper, catalogs, shown, pages, new Offered(live, titles(lists))).addTo(routes);
        return routes;
    }

    /** The operators' pages; a build without their styles and scripts says so. Tells how an operator is logged out there. */
    private Consumer<String> dashboard(Path folder, Routes routes, Images images, SetupCode code) {
        if (assets.isEmpty()) {
            Dashboard.absent(routes);
            return operator -> {};
        }
        SystemFacts facts = new SystemFacts(Version.number(), clock.instant(), databaseKind(), folder);
        Pictures pictures = (logo, of) -> picture(logo, of, images);
        ChannelList channels = new ChannelList(catalogs, guides, matching.links(), relays, pictures);
        TitleList titles = new TitleList(new Titles(database), catalogs, details, pictures, clock);
        ImportRuns runs = new ImportRuns(imports, clock);
        ProviderPages providers = new ProviderPages(catalogs, runs, slots, clock);
        OnAirBoard board = new OnAirBoard(relays, catalogs, slots, access.refusals(), engines);
        PlayerLines lines = new PlayerLines(settings.of(HttpSettings.class));
        SubscriberPages subscribers = new SubscriberPages(access, new Lineups(catalogs), lines, board, clock);
        SetupSteps steps = new SetupSteps(providers, catalogs, guides, subscribers);
        Dashboard dashboard = Dashboard.addTo(
                routes,
                access.operators(),
                new Dashboard.Entrance(settings.of(DashboardSettings.class), assets.get(), clock),
                List.of(
                        new LoginPages(access.operators()),
                        new OnAirPages(board, relays, clock),
                        new ChannelPages(channels, clock),
                        new FeedPages(channels, catalogs, clock),
                        new PicturePages(channels, relays, lines, clock),
                        new TitlePages(titles, films),
                        new RulePages(rules, catalogs),
                        new LineupPages(new Lineups(catalogs), new Categories(database), access),
                        providers,
                        new RefreshPages(catalogs, runs, clock),
                        new GuidePages(guides, matching, clock),
                        new GridPages(new GuideGrid(catalogs, guides, matching.links(), pictures, clock)),
                        subscribers,
                        new SetupPages(access.operators(), code, steps),
                        new OperatorPages(access, clock),
                        new WebhookPages(alerts.webhooks(), clock),
                        new SystemPages(facts, catalogs, access, clock),
                        new SettingPages(settings.told()),
                        new LogPages(logs)));
        return dashboard::logOut;
    }

    private String databaseKind() {
        return database.dialect() == Dialect.POSTGRESQL ? "PostgreSQL" : "SQLite";
    }

    /** Below our own address, whatever a browser calls that. */
    private static Optional<String> picture(String logo, ChannelId of, Images images) {
        Origin nowhere = new Origin("http", "x", 80);
        if (logo.startsWith("card:") || OwnLogo.names(logo)) {
            return Optional.of("/logo/" + of + ".png");
        }
        if (LibraryFolders.names(logo)) {
            return Optional.of("/poster/" + of + ".jpg");
        }
        return images.fetches(logo)
                ? Optional.of(images.address(logo, nowhere)
                        .substring(nowhere.toString().length()))
                : Optional.empty();
    }

    /** The addresses of pictures, with what answers to them added to {@code routes}. */
    private Images images(Path folder, Routes routes) {
        ImageSettings own = settings.of(ImageSettings.class);
        Images made = Images.of(own, folder);
        Fetch fetch = new StreamFetch(settings.of(HttpSettings.class), loops);
        ImageProxy proxy = new ImageProxy(fetch, own, folder.resolve("images"), clock).measured(metrics);
        new ImageRoute(made, proxy).addTo(routes);
        return made;
    }

    private boolean databaseAnswers() {
        return database.read(handle ->
                        handle.createQuery("SELECT 1").mapTo(Integer.class).one())
                == 1;
    }

    /** Puts the demo's channels and programmes in, the way an operator would. */
    void fillForDemo() {
        new DemoChannels(catalogs, imports, guides, clock).fill();
    }

    /** Whether viewers may be sent here; whoever started this says when. */
    Readiness readiness() {
        return readiness;
    }

    /** What is on offer now. */
    Catalogs catalogs() {
        return catalogs;
    }

    /** Where somebody moves in. */
    House house() {
        return new House(catalogs, imports, guides, matching);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Closes the listener and every viewer, then upstreams, then the database; once, in {@link #CLOSE_PATIENCE} at most.
     *
     * <p>There is one deadline for all parts. One that does not end in time is left behind, so that the next has its turn,
     * and the last is the database, whose share nobody can use up. What fails to close is logged.
     */
    @Override
    public void close() {
        readiness.closing();
        long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            long share = deadline - System.nanoTime() - (part instanceof Database ? 0 : DATABASE_SHARE.toNanos());
            Thread closing = Thread.ofPlatform().daemon().name("closing").start(() -> closeLogged(part));
            try {
                if (!closing.join(Duration.ofNanos(share))) {
                    log.atWarn().addKeyValue("part", nameOf(part)).log("Closing takes too long; it is cut off");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void closeLogged(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.atWarn().setCause(e).addKeyValue("part", nameOf(part)).log("Did not close well");
        }
    }

    private static String nameOf(AutoCloseable part) {
        return part.getClass().getSimpleName();
    }
}
