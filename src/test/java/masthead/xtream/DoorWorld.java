package masthead.xtream;

import io.netty.channel.EventLoop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.access.Format;
import masthead.access.Locks;
import masthead.access.NewSubscriber;
import masthead.access.SubscriberEdit;
import masthead.archive.ArchiveSessions;
import masthead.archive.ArchiveSettings;
import masthead.archive.Lessons;
import masthead.catalog.Catalogs;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.catalog.FeedOrder;
import masthead.catalog.LineupId;
import masthead.catalog.LineupTerms;
import masthead.catalog.Lineups;
import masthead.catalog.NewProvider;
import masthead.catalog.Part;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.ReachEdit;
import masthead.catalog.Titles;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.format.xmltv.XmltvDetails;
import masthead.format.xmltv.XmltvProgramme;
import masthead.format.xmltv.XmltvWriter;
import masthead.guide.Guide;
import masthead.guide.GuideLineups;
import masthead.guide.GuideLinks;
import masthead.guide.GuideSettings;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import masthead.guide.Guides;
import masthead.guide.Listings;
import masthead.guide.fill.FillSettings;
import masthead.guide.fill.FillTexts;
import masthead.guide.fill.Filling;
import masthead.headend.HeadendSettings;
import masthead.headend.ImportOutcome;
import masthead.headend.LibraryFolders;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.FetchFailed;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.ReadyFiles;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.relay.RelaySettings;
import masthead.relay.Relays;
import masthead.studio.TestSettings;
import masthead.tuner.FileOpener;
import masthead.tuner.ProviderSlots;
import masthead.tuner.SlateSettings;
import masthead.tuner.Slates;
import masthead.tuner.Tuner;
import masthead.tuner.TunerSettings;
import masthead.tuner.acestream.AceSettings;
import masthead.tuner.acestream.AceStream;
import masthead.vod.Details;
import masthead.vod.Films;
import masthead.vod.Library;
import masthead.vod.Played;
import masthead.vod.SeriesGrouping;
import masthead.vod.VodSettings;
import masthead.xtream.images.ImageProxy;
import masthead.xtream.images.ImageRoute;
import masthead.xtream.images.ImageSettings;
import masthead.xtream.images.Images;

/**
 * The players' door of a small server, open on a port of its own.
 *
 * <p>Four channels in two categories: "Alpha News HD" (a card's logo, with a guide), "Beta "2"" (a logo of its list, claims
 * an archive), both in "News"; "Gamma & Söhne" and "Delta", which is off the air, in "Sport". Subscribers nora (active),
 * admin (active, password admin), dora (disabled), olga (expired). It is noon on the first of January 2026, and known to
 * players as http://tv.example.net:8080.
 */
final class DoorWorld implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final String NORA = "username=nora&password=k7Qz9x";

    /** Settings for tests that ask more often than players do. */
    static final Map<String, String> UNHURRIED = Map.of("xtream.request-burst", "100000");

    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="alpha.news" tvg-logo="card:alpha" tvg-chno="1" group-title="News",Alpha News HD
            http://127.0.0.1:1/alpha.ts
            #EXTINF:-1 tvg-id="beta" tvg-logo="http://logos.example.net/b.png" timeshift="7" group-title="News",Beta "2"
            http://127.0.0.1:1/beta.ts
            #EXTINF:-1 tvg-id="alpha.news" tvg-logo="/relative.png" group-title="Sport",Gamma & Söhne
            http://127.0.0.1:1/gamma.ts
            #EXTINF:-1 group-title="Sport",Delta
            http://127.0.0.1:1/delta.ts
            """;

    final Metrics metrics = new Metrics();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final Catalogs catalogs;
    final Access access;
    final Guides guides;
    final Guide guide;
    final GuideLineups lineups;
    final Pages pages;
    final PlayerGuide shown;

    final Doorkeeper doorkeeper;

    private final Database database;
    private final ProviderImport imports;
    private final ProviderId provider;
    private final Loops loops = Loops.start(2);
    final ProviderSlots slots;
    final Tuner tuner;
    final AceStream engines;
    final Relays relays;
    final Films films;
    final Titles titles;
    final Details details;
    private final ReadyFiles kept;
    private final SeriesGrouping grouping;
    /** What providers tell of titles when they are asked. */
    final ToldTitles told = new ToldTitles();

    final Lessons lessons;
    final ArchiveSessions past;
    /** What providers write local times in, as an account's login would say it. */
    volatile ZoneId providerZone = ZoneOffset.UTC;

    private final RefusalSlates slates;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    DoorWorld(Path folder) {
        this(folder, Map.of());
    }

    DoorWorld(Path folder, Map<String, String> settings) {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        catalogs = new Catalogs(database, clock);
        Map<String, String> accessSettings = new HashMap<>(settings);
        accessSettings.putAll(Map.of("access.hash-memory", "64KiB", "access.hash-iterations", "1"));
        access = new Access(database, TestSettings.of(AccessSettings.class, accessSettings), metrics, clock);
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, settings);
        Spool spool = new Spool(
                (url, headers) -> {
                    throw new FetchFailed("This test fetches nothing.");
                },
                folder,
                headend,
                clock);
        imports = new ProviderImport(database, catalogs, spool, headend, clock);
        guides = new Guides(
                database,
                catalogs,
                (url, headers) -> {
                    throw new FetchFailed("This test fetches nothing.");
                },
                TestSettings.of(GuideSettings.class, Map.of()),
                clock);
        guide = guides.guide();
        provider = catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 0, ""))
                .id();
        grouping = new SeriesGrouping(database, catalogs, clock).start();
        take(LIST);
        settle();
        HttpSettings http = TestSettings.of(
                HttpSettings.class,
                Map.of(
                        "http.port", "0",
                        "http.host", "127.0.0.1",
                        "http.public-url", "http://tv.example.net:8080"));
        TunerSettings tuning = TestSettings.of(TunerSettings.class, settings);
        slots = ProviderSlots.of(
                catalogs, tuning, (time, task) -> loops.next().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS));
        slots.whenShort(provider -> access.seats().hurry());
        Upstreams upstreams = new Upstreams(http, loops);
        tuner = new Tuner(upstreams, catalogs, slots, tuning, metrics);
        AceSettings patience = TestSettings.of(AceSettings.class, settings);
        engines = new AceStream(patience, upstreams, loops::next, folder, clock);
        tuner.play(engines, metrics);
        SlateSettings slated = TestSettings.of(SlateSettings.class, settings);
        Slates cards = new Slates(slated, folder);
        slates = new RefusalSlates(cards, slated, metrics);
        relays =
                new Relays(tuner, cards, TestSettings.of(RelaySettings.class, relaySettings(settings)), clock, metrics);
        titles = new Titles(database);
        Library library = new Library(
                catalogs,
                titles,
                new LibraryFolders(
                        TestSettings.of(HeadendSettings.class, settings).libraryFolders()));
        films = new Films(
                        new Played(
                                titles, new FileOpener(new StreamFetch(http, loops), catalogs, slots, tuning), library),
                        TestSettings.of(VodSettings.class, settings),
                        (time, task) -> loops.next().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS),
                        metrics)
                .following(catalogs);
        details = new Details(database, told, TestSettings.of(VodSettings.class, settings), clock, metrics);
        kept = new ReadyFiles(folder.resolve("titles"), 20, clock);
        PlayerTitles offered = new PlayerTitles(titles, details, films, library, kept);
        lessons = new Lessons(database, clock);
        FileOpener files = new FileOpener(new StreamFetch(http, loops), catalogs, slots, tuning);
        past = new ArchiveSessions(
                new ArchiveSessions.Means(catalogs, files, lessons, provider -> providerZone),
                TestSettings.of(ArchiveSettings.class, settings),
                metrics,
                clock);
        slots.whenShort(past::yieldLines);
        XtreamSettings xtream = TestSettings.of(XtreamSettings.class, settings);
        doorkeeper = new Doorkeeper(access, xtream, clock);
        Routes routes = new Routes();
        lineups = new GuideLineups(catalogs, GuideLinks.byId(guide));
        Images images = images(folder, routes, http, settings);
        pages = new Pages(catalogs, lineups, images, new Pages.Shelf(xtream.pages(), kept, clock), metrics);
        Filling filling = new Filling(TestSettings.of(FillSettings.class, Map.of()), catalogs, new FillTexts(database));
        shown = new PlayerGuide(
                new Listings(lineups, guide, filling, clock), new ReadyFiles(folder.resolve("guide"), 4, clock));
        routes.on("GET", "/api/things/{id}", x -> x.reply(200, "text/plain", "thing " + x.pathParameter("id")));
        new AceDoor(doorkeeper, live(), engines).addTo(routes);
        new XtreamDoor(doorkeeper, catalogs, shown, pages, new Offered(live(), offered)).addTo(routes);
        server = HttpServer.start(http, routes, loops, metrics);
        slots.whenShort(any -> films.letGo());
    }

    private Images images(Path folder, Routes routes, HttpSettings http, Map<String, String> settings) {
        ImageSettings own = TestSettings.of(ImageSettings.class, settings);
        try {
            Files.write(folder.resolve("images.key"), new byte[32]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Images made = Images.of(own, folder);
        ImageProxy proxy = new ImageProxy(new StreamFetch(http, loops), own, folder.resolve("images"), clock);
        new ImageRoute(made, proxy).addTo(routes);
        return made;
    }

    private static Map<String, String> relaySettings(Map<String, String> own) {
        Map<String, String> values = new HashMap<>(Map.of("relay.open-timeout", "2s"));
        values.putAll(own);
        return values;
    }

    /** Subscribers and a guide. */
    private void settle() {
        subscriber("nora", "k7Qz9x", true, Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
        subscriber("admin", "admin", true, Optional.empty());
        subscriber("dora", "d0ra", false, Optional.empty());
        subscriber("olga", "0lga", true, Optional.of(Instant.parse("2025-06-01T00:00:00Z")));
        StringBuilder document = new StringBuilder();
        XmltvWriter xmltv = new XmltvWriter(document);
        xmltv.begin("Test");
        xmltv.programme(programme(-1, "Breakfast", "Over."));
        xmltv.programme(programme(0, "Soirée 📺 <live>", "World headlines & more."));
        xmltv.programme(programme(1, "Film", ""));
        xmltv.programme(programme(2, "Late", "Two."));
        xmltv.programme(programme(3, "Later", "Three."));
        xmltv.programme(programme(4, "Latest", "Four."));
        xmltv.end();
        guides.imports()
                .take(
                        guides.sources()
                                .add(new GuideTerms("Guide", "", GuideTiming.ON_REQUEST))
                                .id(),
                        new ByteArrayInputStream(document.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static XmltvProgramme programme(int halfHours, String title, String description) {
        Instant start = NOW.plusSeconds(1800L * halfHours);
        return new XmltvProgramme("alpha.news", start, start.plusSeconds(1800), title, description, XmltvDetails.NONE);
    }

    private void subscriber(String name, String password, boolean enabled, Optional<Instant> expiresAt) {
        access.subscribers()
                .add(new NewSubscriber(
                        name,
                        new Secret(password),
                        enabled,
                        expiresAt,
                        false,
                        2,
                        Set.of(Format.TS, Format.M3U8),
                        Locks.NONE));
    }

    /** What the provider of all channels allows at once. */
    void providerAllows(int maxConnections) {
        catalogs.edit(new ProviderEdit(
                provider,
                Optional.empty(),
                Optional.empty(),
                Optional.of(maxConnections),
                Optional.empty(),
                ReachEdit.NONE));
    }

    /** Adds a subscriber whose name is his password. */
    void subscriber(String name, int maxConnections) {
        subscriber(name, name, true, Optional.empty());
        limit(name, maxConnections);
    }

    /** Changes how many connections a subscriber may have. */
    void limit(String name, int maxConnections) {
        access.subscribers()
                .edit(new SubscriberEdit(
                        access.subscribers().named(name).orElseThrow().id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(maxConnections),
                        Optional.empty(),
                        Optional.empty()));
    }

    void lock(String name, Locks locks) {
        access.subscribers()
                .edit(new SubscriberEdit(
                        access.subscribers().named(name).orElseThrow().id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(locks)));
    }

    /** Makes a lineup of the live channels of these categories. */
    LineupId lineup(String name, String... categories) {
        Set<CategoryId> chosen = catalogs.current().categories().stream()
                .filter(each -> List.of(categories).contains(each.name()))
                .map(Category::id)
                .collect(Collectors.toSet());
        return new Lineups(catalogs)
                .add(new LineupTerms(name, Set.of(Part.LIVE), Optional.of(chosen)))
                .id()
                .orElseThrow();
    }

    /** Ends his subscription. */
    void expire(String name) {
        access.subscribers()
                .edit(new SubscriberEdit(
                        access.subscribers().named(name).orElseThrow().id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Optional.of(NOW)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** What a subscriber sees from now on; absent: everything. */
    void give(String name, Optional<LineupId> lineup) {
        access.subscribers()
                .edit(new SubscriberEdit(
                        access.subscribers().named(name).orElseThrow().id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(lineup)));
    }

    /** Imports {@code list} in the place of the provider's last one. */
    void take(String list) {
        imports.take(provider, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds an account at a panel that holds {@code list}. */
    ProviderId panel(String base, String username, String password, String list) {
        ProviderId added = catalogs.add(new NewProvider("Account", ProviderKind.XTREAM, base, 0, ""))
                .id();
        catalogs.put(new ProviderAccount(added, 0, username, new Secret(password), 0));
        imports.take(added, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        return added;
    }

    int id(String name) {
        return catalogs.current().channels().stream()
                .filter(each -> each.name().equals(name))
                .mapToInt(each -> each.id().value())
                .findFirst()
                .orElseThrow();
    }

    /** Reads a folder in as a library. */
    ImportOutcome library(Path films) {
        return imports.run(catalogs.add(new NewProvider("Library", ProviderKind.LIBRARY, films.toString(), 0, ""))
                .id());
    }

    /** Reads all folders in again. */
    void rescan() {
        catalogs.current().providers().stream()
                .filter(each -> each.kind() == ProviderKind.LIBRARY)
                .forEach(each -> imports.run(each.id()));
    }

    /** The id of a movie. */
    int movie(String name) {
        List<Integer> found = new ArrayList<>();
        titles.each(Part.MOVIES, Optional.empty(), each -> {
            if (each.name().equals(name)) {
                found.add(each.id().value());
            }
        });
        return found.getFirst();
    }

    /** What was learned of archives, as it is read after a restart. */
    Lessons freshLessons() {
        return new Lessons(database, clock);
    }

    /** Gives a channel the feeds of these channels, in this order. */
    void feeds(String channel, String... of) {
        List<FeedId> feeds = java.util.Arrays.stream(of)
                .map(each -> new ChannelId(id(each)))
                .map(each -> catalogs.current()
                        .channel(each)
                        .orElseThrow()
                        .feeds()
                        .getFirst()
                        .id())
                .toList();
        catalogs.edit(new FeedOrder(new ChannelId(id(channel)), feeds));
    }

    List<Channel> channels() {
        return catalogs.current().channels();
    }

    /** The body of {@code GET player_api.php} as nora. */
    String api(String query) {
        return get("/player_api.php?" + NORA + query).body();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The undecoded bytes of a body. */
    byte[] bytes(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray()).body();
    }

    /** Reads a gzipped answer from a socket and throws it away, as cheaply as can be; tells when the first byte came. */
    Duration drain(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String head = "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n";
            long start = System.nanoTime();
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[256 * 1024];
            int first = in.read(buffer);
            Duration untilFirst = Duration.ofNanos(System.nanoTime() - start);
            int read = first;
            while (read >= 0) {
                read = in.read(buffer);
            }
            return untilFirst;
        }
    }

    Database database() {
        return database;
    }

    TitlePages lists() {
        return new TitlePages(titles, catalogs, kept, pages.logos(), clock);
    }

    TitleEntries entries() {
        return new TitleEntries(titles, lists(), pages.logos());
    }

    Live live() {
        return new Live(relays, slates, past);
    }

    EventLoop loop() {
        return loops.next();
    }

    String address(String path) {
        return uri(path).toString();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        client.close();
        films.close();
        grouping.close();
        details.close();
        relays.close();
        past.close();
        engines.close();
        server.close();
        guides.close();
        pages.close();
        loops.close();
        access.close();
        database.close();
    }
}
