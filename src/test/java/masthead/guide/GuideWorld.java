package masthead.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.Catalogs;
import masthead.catalog.NewProvider;
import masthead.catalog.PlaySequence;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.StreamFetch;
import masthead.studio.TestSettings;

/** Guides over a database, at noon on the first of January 2026, with a clock that is moved by hand and a server of guides. */
final class GuideWorld implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    final Database database;
    final Clock clock;
    final Catalogs catalogs;
    final Guides guides;
    final GuideSources sources;
    final Guide guide;
    private final Loops loops = Loops.start(1);
    private final HttpServer server;
    private Instant now = NOON;

    GuideWorld(Database database) {
        this(database, Map.of());
    }

    GuideWorld(Database database, Map<String, String> settings) {
        this.database = database;
        clock = new Clock() {
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
        };
        catalogs = new Catalogs(database, clock);
        guides = new Guides(
                database,
                catalogs,
                new StreamFetch(TestSettings.of(HttpSettings.class, Map.of()), loops),
                TestSettings.of(GuideSettings.class, settings),
                clock);
        sources = guides.sources();
        guide = guides.guide();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Gives the lineup a channel for each guide id, with so many days of catch-up. */
    void archive(Map<String, Integer> days) {
        ProviderId provider = provider();
        database.change(handle -> days.forEach((guideId, count) -> {
            int id = PlaySequence.take(handle, 1);
            handle.execute("""
                    INSERT INTO channel (id, kind, name, category_id, guide_id, added_at)
                    VALUES (?, 'TS', ?, 1, ?, 1)""", id, guideId, guideId);
            handle.execute("""
                    INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind, archive_days)
                    VALUES (?, ?, ?, ?, 'http://127.0.0.1:1/a.ts', 'TS', ?)""", provider.value(), id, guideId, guideId, count);
        }));
        catalogs.rebuild();
        assertThat(catalogs.current().channels()).hasSize(days.size());
    }

    /** As if a provider's list named these guides, one a line. */
    void nameGuides(String guides) {
        ProviderId provider = provider();
        database.change(
                handle -> handle.execute("UPDATE provider SET guides = ? WHERE id = ?", guides, provider.value()));
    }

    private ProviderId provider() {
        return provider("");
    }

    ProviderId provider(String url) {
        return catalogs.add(new NewProvider("Panel", ProviderKind.M3U, url, 0, ""))
                .id();
    }

    /** Answers requests for the guide. */
    void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/guide.xml?password=secret";
    }

    GuideSourceId uploads() {
        return uploads("Uploads", GuideTerms.USUAL_PRIORITY);
    }

    GuideSourceId uploads(String name, int priority) {
        GuideTerms terms = new GuideTerms(name, "", GuideTiming.ON_REQUEST);
        return sources.add(new GuideTerms(
                        terms.name(), terms.url(), priority, true, "", terms.reach(), terms.timing(), terms.provider()))
                .id();
    }

    GuideOutcome take(GuideSourceId source, String... elements) {
        return take(source, document(elements).getBytes(StandardCharsets.UTF_8));
    }

    GuideOutcome take(GuideSourceId source, byte[] document) {
        try (InputStream in = new ByteArrayInputStream(document)) {
            return guides.imports().take(source, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was dropped and repaired in a guide that must have been applied. */
    static Map<String, Long> dropped(GuideOutcome outcome) {
        return ((GuideOutcome.Applied) outcome).count().dropped();
    }

    static String document(String... elements) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>\n" + String.join("\n", elements) + "\n</tv>\n";
    }

    static String channel(String id, String... names) {
        return "<channel id=\"" + id + "\">"
                + Stream.of(names)
                        .map(each -> "<display-name>" + each + "</display-name>")
                        .collect(Collectors.joining())
                + "</channel>";
    }

    /** A programme from one time to another, in minutes from noon. */
    static String programme(String channel, int from, int until, String title) {
        return "<programme start=\"" + time(from) + "\" stop=\"" + time(until) + "\" channel=\"" + channel
                + "\"><title>" + title + "</title><desc>About " + title + "</desc></programme>";
    }

    static String open(String channel, int from, String title) {
        return "<programme start=\"" + time(from) + "\" channel=\"" + channel + "\"><title>" + title
                + "</title></programme>";
    }

    private static String time(int minutes) {
        return TIME.format(NOON.plus(Duration.ofMinutes(minutes))) + " +0000";
    }

    /** A channel's programmes as {@code from-until title}, in minutes from noon. */
    List<String> shown(String guideId) {
        return shown(guide.programmes(guide.places(guideId), Duration.ZERO, Instant.EPOCH, Instant.MAX, 1000));
    }

    static List<String> shown(List<Programme> programmes) {
        return programmes.stream()
                .map(each -> minutes(each.start()) + "-" + minutes(each.stop()) + " " + each.title())
                .toList();
    }

    private static long minutes(Instant time) {
        return Duration.between(NOON, time).toMinutes();
    }

    @Override
    public void close() {
        server.stop(0);
        guides.close();
        loops.close();
    }
}
