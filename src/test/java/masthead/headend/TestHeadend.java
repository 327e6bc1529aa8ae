package masthead.headend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelSearch;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.studio.TestSettings;

/** A catalog with one provider whose lists are uploaded, for tests. */
final class TestHeadend {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Database database;
    final Catalogs catalogs;
    final ProviderImport imports;
    final ProviderId provider;
    /** The data folder. */
    final Path folder;

    TestHeadend(Database database) {
        this(database, limits(1_000_000));
    }

    TestHeadend(Database database, HeadendSettings settings) {
        this(database, settings, nothing(), "");
    }

    TestHeadend(Database database, HeadendSettings settings, Fetch fetch, String url) {
        this(
                database,
                settings,
                fetch,
                new NewProvider("Panel", ProviderKind.M3U, url, 1, "VLC/3.0.18"),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    TestHeadend(Database database, HeadendSettings settings, Fetch fetch, NewProvider provider, Clock clock) {
        this.database = database;
        this.catalogs = new Catalogs(database, clock);
        this.folder = folder();
        Spool spool = new Spool(fetch, folder, settings, clock, catalogs);
        this.imports = new ProviderImport(database, catalogs, spool, settings, clock);
        this.provider = catalogs.add(provider).id();
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("masthead-headend");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fetch nothing() {
        return (url, headers) -> {
            throw new FetchFailed("This test fetches nothing.");
        };
    }

    ImportOutcome take(String list) {
        return take(list.getBytes(StandardCharsets.UTF_8));
    }

    ImportOutcome take(byte[] list) {
        return imports.take(provider, new ByteArrayInputStream(list));
    }

    /** The ids on offer by name; two of one name would be an error of the test. */
    Map<String, Integer> ids() {
        Map<String, Integer> ids = new TreeMap<>();
        for (Channel each : catalogs.current().channels()) {
            if (ids.put(each.name(), each.id().value()) != null) {
                throw new IllegalStateException("two channels are called " + each.name());
            }
        }
        return ids;
    }

    Channel channel(String name) {
        return catalogs.current().channels().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    int id(String name) {
        return channel(name).id().value();
    }

    void rename(int channel, String name) {
        catalogs.edit(new ChannelEdit(
                new ChannelId(channel),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    /** What operators find by {@code text}, also what players do not see. */
    List<String> search(String text) {
        return catalogs
                .search(new ChannelSearch(Optional.of(text), Optional.empty(), Optional.empty(), 0, 100))
                .channels()
                .stream()
                .map(each -> each.channel().name())
                .toList();
    }

    static List<String> texts(Database database, String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    /** A list of entries made with {@link #entry}. */
    static String list(String... entries) {
        return "#EXTM3U\n" + String.join("", entries);
    }

    static String entry(String name, String group, String url) {
        return "#EXTINF:-1 tvg-id=\"" + name.toLowerCase(Locale.ROOT) + "\" group-title=\"" + group + "\"," + name
                + "\n" + url + "\n";
    }

    /** Ten channels, {@code first} to {@code first + 9}, of one group. */
    static String ten(int first) {
        StringBuilder entries = new StringBuilder();
        for (int each = first; each < first + 10; each++) {
            entries.append(entry("Channel " + each, "All", "http://tv.example.net/u/p/" + each));
        }
        return entries.toString();
    }

    static HeadendSettings limits(int maxEntries) {
        return settings(Map.of("headend.max-entries", Integer.toString(maxEntries)));
    }

    /** {@code more} wins. */
    static HeadendSettings settings(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "headend.unpacked-limit", "200MiB", "headend.patience", "1m", "headend.user-agent", "Player/1.0"));
        all.putAll(more);
        return TestSettings.of(HeadendSettings.class, all);
    }
}
