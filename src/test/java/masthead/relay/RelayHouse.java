package masthead.relay;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.Login;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.catalog.rules.Rules;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.headend.HeadendSettings;
import masthead.headend.ImportOutcome;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.HttpServer;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Routes;
import masthead.http.StreamFetch;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.TestSettings;
import masthead.studio.xtream.FakeXtream;
import masthead.tuner.ProviderSlots;
import masthead.tuner.SlateSettings;
import masthead.tuner.Slates;
import masthead.tuner.Tuner;
import masthead.tuner.TunerSettings;
import masthead.tuner.acestream.AceSettings;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.Availability;

/** The rooms from the catalog to the relay, with a door that lets everybody in: {@code /live/<channel name>}. */
final class RelayHouse implements AutoCloseable {
    final FakePanel panel = new FakePanel();
    final Metrics metrics = new Metrics();
    final Catalogs catalogs;
    final Rules rules;
    final ProviderSlots slots;
    final Relays relays;
    final AceStream engines;
    final Availability availability;
    private final Map<String, String> settings = new HashMap<>(Map.of("http.port", "0", "http.host", "127.0.0.1"));
    private final Map<String, Channel> backedUp = new ConcurrentHashMap<>();
    private final Loops loops = Loops.start(2);
    private final Database database;
    private final ProviderImport imports;
    private final HttpServer server;

    /** @param own settings that differ from their defaults */
    RelayHouse(Path folder, Map<String, String> own) {
        settings.putAll(own);
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, metrics);
        catalogs = new Catalogs(database, Clock.systemUTC());
        rules = new Rules(database, catalogs, Clock.systemUTC());
        slots = ProviderSlots.of(
                catalogs,
                TestSettings.of(TunerSettings.class, settings),
                (time, task) -> loops.next().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS));
        catalogs.follow(catalog -> slots.reconsider());
        HttpSettings http = TestSettings.of(HttpSettings.class, settings);
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, settings);
        Spool spool = new Spool(new StreamFetch(http, loops), folder, headend, Clock.systemUTC(), catalogs);
        imports = new ProviderImport(database, catalogs, spool, headend, Clock.systemUTC());
        TunerSettings tunerSettings = TestSettings.of(TunerSettings.class, settings);
        Tuner tuner = new Tuner(new Upstreams(http, loops), catalogs, slots, tunerSettings, metrics);
        Upstreams upstreams = new Upstreams(http, loops);
        engines = new AceStream(
                TestSettings.of(AceSettings.class, settings), upstreams, loops::next, folder, Clock.systemUTC());
        tuner.play(engines, metrics);
        availability = new Availability(engines, loops::next, Clock.systemUTC());
        RelaySettings relaySettings = TestSettings.of(RelaySettings.class, settings);
        Slates slates = new Slates(TestSettings.of(SlateSettings.class, settings), folder);
        relays = new Relays(tuner, slates, relaySettings, Clock.systemUTC(), metrics);
        relays.watch(TestSettings.of(WatchdogSettings.class, settings), metrics);
        catalogs.follow(relays::refresh);
        Routes routes = new Routes().stream("GET", "/live/{name}", request -> {
            Channel channel = channel(request.pathParameter("name"));
            relays.join(channel, request, new Guest("guest", request.clientAddress(), "test"));
        });
        server = HttpServer.start(http, routes, loops, metrics);
    }

    /** Adds a provider with one channel for each name, whose stream is at the panel's path of that name. */
    ProviderId provider(int maxConnections, String... names) {
        ProviderId id = catalogs.add(new NewProvider("p" + System.nanoTime(), ProviderKind.M3U, "", maxConnections, ""))
                .id();
        list(id, names);
        return id;
    }

    /** Adds a provider with one channel for each name, at any address. */
    ProviderId provider(int maxConnections, Map<String, String> addresses) {
        ProviderId id = provider(maxConnections);
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        addresses.forEach((name, address) -> list.append("#EXTINF:-1,")
                .append(name)
                .append('\n')
                .append(address)
                .append('\n'));
        imports.take(id, new ByteArrayInputStream(list.toString().getBytes(StandardCharsets.UTF_8)));
        return id;
    }

    /** Adds an account at a panel, and reads what it has. */
    ProviderId account(String url, Map<String, String> options) {
        ProviderId id = catalogs.add(new NewProvider(
                        "Panel",
                        ProviderKind.XTREAM,
                        url,
                        0,
                        "",
                        Reach.DIRECT,
                        new Upkeep(options, Optional.empty()),
                        Optional.of(new Login(FakeXtream.USERNAME, new Secret(FakeXtream.PASSWORD)))))
                .id();
        ImportOutcome outcome = imports.run(id);
        if (!(outcome instanceof ImportOutcome.Applied)) {
            throw new IllegalStateException("not imported: " + outcome);
        }
        return id;
    }

    /** Imports a list of these channels; an entry may carry more than a name: {@code name|User-Agent=x}. */
    ImportOutcome list(ProviderId id, String... names) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (String name : names) {
            String plain = name.split("\\|")[0];
            list.append("#EXTINF:-1,").append(plain).append('\n');
            list.append(panel.url("/" + name)).append('\n');
        }
        return imports.take(id, new ByteArrayInputStream(list.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Imports a list as it is. */
    ImportOutcome take(ProviderId id, String list) {
        return imports.take(id, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets a channel also be played by the feeds of others, in this order after its own. */
    void backUp(String name, String... others) {
        Channel own = channel(name);
        List<Feed> feeds = new ArrayList<>(own.feeds());
        for (String other : others) {
            feeds.addAll(channel(other).feeds());
        }
        backedUp.put(
                name,
                new Channel(
                        own.id(),
                        own.name(),
                        own.category(),
                        own.number(),
                        own.logo(),
                        own.guideId(),
                        own.archiveDays(),
                        own.addedAt(),
                        feeds,
                        own.minBitrate()));
    }

    Channel channel(String name) {
        return backedUp.containsKey(name) ? backedUp.get(name) : listed(name);
    }

    private Channel listed(String name) {
        return catalogs.current().channels().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.port() + "/live/" + name;
    }

    FakePlayer tune(String name) {
        return FakePlayer.tune(url(name), name);
    }

    String metric(String name) {
        return new String(metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.close();
        relays.close();
        engines.close();
        loops.close();
        database.close();
        panel.close();
    }
}
