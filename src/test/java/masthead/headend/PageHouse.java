package masthead.headend;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.http.Fetch;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.StreamFetch;
import masthead.metrics.Metrics;
import masthead.studio.FakePanel;
import masthead.studio.TestSettings;

/** A catalog with one provider whose list is made of what a server on loopback says, by the real client, for tests. */
final class PageHouse implements AutoCloseable {
    final FakePanel panel = new FakePanel();
    final Database database;
    private final Loops loops = Loops.start(1);
    final Fetch fetch;
    private Instant now = TestHeadend.NOW;
    /** Stands still unless a test moves it. */
    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    PageHouse(Path folder) {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics());
        fetch = new StreamFetch(TestSettings.of(HttpSettings.class, Map.of()), loops);
    }

    /** Without pauses between requests; {@code more} wins. */
    static HeadendSettings settings(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(Map.of("headend.page-interval", "0s"));
        all.putAll(more);
        return TestSettings.of(HeadendSettings.class, all);
    }

    TestHeadend page(String url, Map<String, String> options, Map<String, String> settings) {
        return headend(provider(ProviderKind.PAGE, url, options), settings, clock);
    }

    TestHeadend page(String path) {
        return page(panel.url(path), Map.of(), Map.of());
    }

    TestHeadend search(String url, Map<String, String> options) {
        return headend(provider(ProviderKind.ACESTREAM_SEARCH, url, options), Map.of(), clock);
    }

    TestHeadend headend(NewProvider provider, Map<String, String> settings, Clock time) {
        return new TestHeadend(database, settings(settings), fetch, provider, time);
    }

    static NewProvider provider(ProviderKind kind, String url, Map<String, String> options) {
        return new NewProvider("Page", kind, url, 0, "", Reach.DIRECT, new Upkeep(options, Optional.empty()));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** {@code name address} of every feed that is not gone, by name. */
    List<String> feeds() {
        return TestHeadend.texts(database, "SELECT name || ' ' || url FROM feed WHERE gone_at IS NULL ORDER BY name");
    }

    /** 40 hex digits. */
    static String id(int number) {
        return "%040x".formatted(number);
    }

    @Override
    public void close() {
        panel.close();
        database.close();
        loops.close();
    }
}
