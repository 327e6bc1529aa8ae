package masthead.dashboard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.AccessSettings;
import masthead.access.Format;
import masthead.access.Locks;
import masthead.access.NewSubscriber;
import masthead.access.Role;
import masthead.alerts.AlertSettings;
import masthead.alerts.Alerts;
import masthead.app.Rooms;
import masthead.catalog.Catalogs;
import masthead.catalog.Categories;
import masthead.catalog.LineupTerms;
import masthead.catalog.Lineups;
import masthead.catalog.NewProvider;
import masthead.catalog.Part;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Titles;
import masthead.catalog.rules.Changes;
import masthead.catalog.rules.Conditions;
import masthead.catalog.rules.RuleId;
import masthead.catalog.rules.RuleTerms;
import masthead.catalog.rules.Rules;
import masthead.catalog.rules.TextTest;
import masthead.config.Origins;
import masthead.config.Secret;
import masthead.config.Settings;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.format.xtream.TitleFacts;
import masthead.guide.GuideSettings;
import masthead.guide.Guides;
import masthead.guide.Matching;
import masthead.headend.HeadendSettings;
import masthead.headend.LibraryFolders;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Post;
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
import masthead.tuner.acestream.Availability;
import masthead.vod.Details;
import masthead.vod.Films;
import masthead.vod.Library;
import masthead.vod.Played;
import masthead.vod.VodSettings;

/**
 * The operators' pages of a small server, open on a port of its own, and browsers for it. Operators root (owner), edith (editor) and
 * vera (viewer), each with the password that {@link #PASSWORD} says.
 */
final class DashHouse implements AutoCloseable {
    static final String PASSWORD = "0perator-s3cret";

    /** What its panel tells of whatever it is asked for. */
    volatile String told = "A story.";

    /** What somebody wrote as a setting, where any text may be. */
    static final String WRITTEN = "Player <script>alert(1)</script>";

    final SetupCode code = SetupCode.made();
    final Hands clock = new Hands();
    final Metrics metrics = new Metrics();
    final Catalogs catalogs;
    final Rules rules;
    final LogRing logs;
    private final LogTap tap;
    final Access access;
    final Guides guides;
    final ProviderImport imports;
    final Alerts alerts;
    final Dashboard dashboard;
    final List<Pages> pages;
    private final Database database;
    private final Matching matching;
    private final Details details;
    private final AceStream engines;
    private final Films films;
    private final Loops loops = Loops.start(1);
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param own settings that differ from their defaults */
    DashHouse(Path folder, Map<String, String> own) {
        Map<String, String> values = new HashMap<>(Map.of(
                "http.host",
                "127.0.0.1",
                "http.port",
                "0",
                "access.hash-memory",
                "64KiB",
                "access.hash-iterations",
                "1"));
        values.putAll(own);
        DashboardSettings pageSettings = TestSettings.of(DashboardSettings.class, values);
        logs = new LogRing(pageSettings);
        tap = LogTap.open(logs);
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        access = new Access(database, TestSettings.of(AccessSettings.class, values), metrics, clock);
        if (own.getOrDefault("test.operators", "yes").equals("yes")) {
            access.operators().add("root", new Secret(PASSWORD));
            access.operators().add("edith", new Secret(PASSWORD), Role.EDITOR);
            access.operators().add("vera", new Secret(PASSWORD), Role.VIEWER);
        }
        catalogs = new Catalogs(database, clock);
        rules = new Rules(database, catalogs, clock);
        HttpSettings http = TestSettings.of(HttpSettings.class, values);
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, values);
        StreamFetch fetch = new StreamFetch(http, loops);
        imports = new ProviderImport(database, catalogs, new Spool(fetch, folder, headend, clock), headend, clock);
        guides = new Guides(database, catalogs, fetch, TestSettings.of(GuideSettings.class, values), clock);
        matching = new Matching(database, catalogs, guides.guide(), guides.sources(), clock);
        alerts = new Alerts(
                database, catalogs, new Post(http, loops), TestSettings.of(AlertSettings.class, values), clock);
        TunerSettings tunerSettings = TestSettings.of(TunerSettings.class, values);
        ProviderSlots slots = ProviderSlots.of(catalogs, tunerSettings, (time, task) -> task.run());
        Tuner tuner = new Tuner(new Upstreams(http, loops), catalogs, slots, tunerSettings, metrics);
        Relays relays = new Relays(
                tuner,
                new Slates(TestSettings.of(SlateSettings.class, values), folder),
                TestSettings.of(RelaySettings.class, values),
                clock,
                metrics);
        engines = new AceStream(
                TestSettings.of(
                        AceSettings.class,
                        Map.of("acestream.engines", own.getOrDefault("acestream.engines", "127.0.0.1:1"))),
                new Upstreams(http, loops),
                loops::next,
                folder,
                clock);
        tuner.play(engines, metrics);
        Routes routes = new Routes();
        Pictures pictures = (logo, of) -> Optional.of("/logo/" + of);
        ChannelList channels = new ChannelList(catalogs, guides, matching.links(), relays, pictures);
        Titles titles = new Titles(database);
        VodSettings vod = TestSettings.of(VodSettings.class, values);
        details = new Details(database, new Panel(), vod, clock, metrics);
        films = new Films(
                new Played(
                        titles,
                        new FileOpener(fetch, catalogs, slots, tunerSettings),
                        new Library(catalogs, titles, new LibraryFolders(Optional.empty()))),
                vod,
                (time, task) -> task.run(),
                metrics);
        ImportRuns runs = new ImportRuns(imports, clock);
        ProviderPages providers = new ProviderPages(catalogs, runs, slots, clock);
        OnAirBoard board = new OnAirBoard(relays, catalogs, slots, access.refusals(), engines);
        PlayerLines lines = new PlayerLines(http);
        SubscriberPages subscribers = new SubscriberPages(access, new Lineups(catalogs), lines, board, clock);
        pages = List.of(
                new LoginPages(access, clock),
                new OnAirPages(board, relays, clock),
                new ChannelPages(channels, clock),
                new FeedPages(channels, catalogs, clock),
                new PicturePages(channels, relays, lines, clock),
                new TitlePages(new TitleList(titles, catalogs, details, pictures, clock), films),
                new RulePages(rules, catalogs),
                new LineupPages(new Lineups(catalogs), new CategoryCounts(new Categories(database), catalogs), access),
                providers,
                new RefreshPages(catalogs, runs, clock),
                new GuidePages(guides, matching, clock),
                new AcePages(
                        new AceBoard(engines, relays, catalogs, clock),
                        new Availability(engines, loops::next, clock),
                        catalogs,
                        imports),
                new GridPages(new GuideGrid(catalogs, guides, matching.links(), pictures, clock)),
                subscribers,
                new SetupPages(access.operators(), code, new SetupSteps(providers, catalogs, guides, subscribers)),
                new OperatorPages(access, clock),
                new SecondFactorPages(access),
                new WebhookPages(alerts.webhooks(), clock),
                new SystemPages(new SystemFacts("1.2.3", clock.instant(), "SQLite", folder), catalogs, access, clock),
                new SettingPages(settings(folder).told()),
                new LogPages(logs));
        dashboard = Dashboard.addTo(
                routes,
                access.operators(),
                new Dashboard.Entrance(pageSettings, Assets.ofThisBuild().orElseThrow(), clock),
                pages);
        server = HttpServer.start(http, routes, loops, metrics);
    }

    /** All that there are, some of them written by somebody, one of these secret and one with a password in it. */
    private static Settings settings(Path folder) {
        try {
            Path file = Files.writeString(
                    folder.resolve("own.yaml"), "http:\n  port: 8123\nheadend:\n  user-agent: " + WRITTEN + "\n");
            return Settings.load(
                    Rooms.WITH_SETTINGS,
                    new Origins(
                            Map.of("headend.search-address", "http://me:s3arch-s3cret@search.example.net/find"),
                            Map.of("MASTHEAD_OPERATOR_PASSWORD", "0wner-s3cret"),
                            Optional.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports a list of a provider, whose address has a password in it, as most have. */
    ProviderId provider(String name, String list) {
        ProviderId id = catalogs.add(new NewProvider(
                        name,
                        ProviderKind.M3U,
                        "http://panel.example.net/get.php?username=me&password=pr0vider-s3cret",
                        2,
                        ""))
                .id();
        take(id, list);
        return id;
    }

    void take(ProviderId provider, String list) {
        imports.take(provider, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    void subscriber(String name, String password) {
        access.subscribers()
                .add(new NewSubscriber(
                        name,
                        new Secret(password),
                        true,
                        Optional.empty(),
                        false,
                        1,
                        EnumSet.allOf(Format.class),
                        Locks.NONE));
    }

    /** A lineup of live channels. */
    int lineup(String name) {
        return new Lineups(catalogs)
                .add(new LineupTerms(name, Set.of(Part.LIVE), Optional.empty()))
                .id()
                .orElseThrow()
                .value();
    }

    /** A rule about channels whose group holds {@code text}: that is their group's name then, and they are merged into one of that name. */
    RuleId rule(String text) {
        Optional<TextTest> test = Optional.of(new TextTest(TextTest.How.CONTAINS, text));
        return rules.add(new RuleTerms(
                        text,
                        true,
                        new Conditions(Optional.empty(), test, Set.of(), Set.of()),
                        new Changes(
                                Optional.empty(),
                                Optional.of(text),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(text))))
                .id();
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A browser without a login. */
    Browser stranger() {
        return new Browser("", "");
    }

    /** A browser in which {@code operator} has logged in. */
    Browser loggedIn(String operator) {
        HttpResponse<String> login =
                stranger().post("/dashboard/login", Map.of("name", operator, "password", PASSWORD));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Matcher token = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(new Browser(cookie, "").get("/dashboard/me").body());
        if (!token.find()) {
            throw new AssertionError("no token in the page");
        }
        return new Browser(cookie, token.group(1));
    }

    /** What a browser keeps: its cookie, and the token of the page it is on. */
    final class Browser {
        final String cookie;
        final String token;

        Browser(String cookie, String token) {
            this.cookie = cookie;
            this.token = token;
        }

        HttpResponse<String> get(String path, String... headers) {
            return send(request(path, headers).GET());
        }

        /** Sends a form as a page of ours would; a header named twice has its last value. */
        HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
            return change("POST", path, fields, headers);
        }

        /** As {@link #post}; what is not posted has its token in a header, as a script of ours sends it. */
        HttpResponse<String> change(String method, String path, Map<String, String> fields, String... headers) {
            String form = fields.entrySet().stream()
                    .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            HttpRequest.Builder request = request(path, headers)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(
                            method,
                            BodyPublishers.ofString(form + (fields.containsKey("csrf") ? "" : "&csrf=" + token)));
            String sent = fields.getOrDefault("csrf", token);
            if (!method.equals("POST") && !sent.isEmpty()) {
                request.header("X-CSRF-Token", sent);
            }
            if (List.of(headers).stream().noneMatch("Origin"::equals)) {
                request.header("Origin", address());
            }
            return send(request);
        }

        /** Sends a file as a script of ours does. */
        HttpResponse<String> upload(String path, String file) {
            return send(
                    request(path, "X-CSRF-Token", token, "Origin", address()).PUT(BodyPublishers.ofString(file)));
        }

        private HttpRequest.Builder request(String path, String... headers) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return request;
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Tells the same of every movie and series. */
    private final class Panel implements Details.Source {
        @Override
        public Optional<MovieDetails> movie(ProviderId provider, String id) {
            return Optional.of(new MovieDetails(id, facts(), "mp4", 0, Optional.empty(), "", ""));
        }

        @Override
        public Optional<SeriesDetails> series(ProviderId provider, String id) {
            return Optional.of(new SeriesDetails(
                    id,
                    facts(),
                    Optional.empty(),
                    List.of(new SeriesDetails.Season(1, told, told, told, "")),
                    List.of(
                            new SeriesDetails.Episode("1", 1, 1, facts(), "mp4", 0, Optional.empty(), "", ""),
                            new SeriesDetails.Episode("2", 2, 1, facts(), "mkv", 0, Optional.empty(), "", ""))));
        }

        private TitleFacts facts() {
            return new TitleFacts(
                    told, told, told, told, told, told, told, told, told, told, told, "", List.of(), told, told, 5400);
        }
    }

    /** A clock whose hands a test moves. */
    static final class Hands extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Override
    public void close() {
        tap.close();
        client.close();
        server.close();
        engines.close();
        films.close();
        details.close();
        alerts.close();
        matching.close();
        guides.close();
        access.close();
        database.close();
        loops.close();
    }
}
