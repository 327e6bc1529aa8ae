package masthead.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.headend.HeadendSettings;
import masthead.headend.ProviderImport;
import masthead.headend.Spool;
import masthead.http.FetchFailed;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideLineupTest {
    private static final GuidePlace NEWS = new GuidePlace(new GuideSourceId(1), "news");
    private static final GuidePlace OTHER = new GuidePlace(new GuideSourceId(1), "other");

    private final Map<String, List<GuidePlace>> places = new HashMap<>();
    private final Map<String, Duration> shifts = new HashMap<>();
    private long version;
    private Database database;
    private Catalogs catalogs;
    private GuideLineups lineups;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics());
        catalogs = new Catalogs(database, Clock.systemUTC());
        HeadendSettings headend = TestSettings.of(HeadendSettings.class, Map.of());
        Spool spool = new Spool(
                (url, headers) -> {
                    throw new FetchFailed("This test fetches nothing.");
                },
                folder,
                headend,
                Clock.systemUTC());
        var provider = catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 0, ""));
        new ProviderImport(database, catalogs, spool, headend, Clock.systemUTC())
                .take(provider.id(), new java.io.ByteArrayInputStream("""
                        #EXTM3U
                        #EXTINF:-1 tvg-id="news" group-title="G",One
                        http://127.0.0.1:1/1.ts
                        #EXTINF:-1 tvg-id="news" group-title="G",Two
                        http://127.0.0.1:1/2.ts
                        #EXTINF:-1 group-title="G",Three
                        http://127.0.0.1:1/3.ts
                        #EXTINF:-1 tvg-id="3.masthead" group-title="G",Four
                        http://127.0.0.1:1/4.ts
                        """.getBytes(
                                java.nio.charset.StandardCharsets.UTF_8)));
        lineups = new GuideLineups(catalogs, new GuideLinks() {
            @Override
            public List<GuidePlace> places(Channel channel) {
                return places.getOrDefault(channel.name(), List.of());
            }

            @Override
            public Duration shift(Channel channel) {
                return shifts.getOrDefault(channel.name(), Duration.ZERO);
            }

            @Override
            public long version() {
                return version;
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String id(String name) {
        Channel channel = catalogs.current().channels().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return lineups.current().id(channel.id());
    }

    @Test
    void channels_that_show_the_same_share_an_id_which_is_there_once() {
        places.put("One", List.of(NEWS));
        places.put("Two", List.of(NEWS));
        assertThat(id("One")).isEqualTo("news");
        assertThat(id("Two")).isEqualTo("news");
        assertThat(lineups.current().rows()).extracting(GuideRow::id).containsOnlyOnce("news");
    }

    @Test
    void a_channel_that_is_shifted_or_shows_something_else_has_an_id_of_its_own() {
        places.put("One", List.of(NEWS));
        places.put("Two", List.of(OTHER));
        assertThat(id("Two")).isEqualTo("news.2");
        places.put("Two", List.of(NEWS));
        shifts.put("Two", Duration.ofHours(1));
        version++;
        assertThat(id("One")).isEqualTo("news");
        assertThat(id("Two")).isEqualTo("news.2");
        assertThat(lineups.current().rows())
                .extracting(GuideRow::id)
                .containsExactly("news", "news.2", "3.masthead_", "3.masthead");
    }

    @Test
    void a_channel_without_an_id_gets_one_that_nobody_else_has() {
        assertThat(id("Three")).isEqualTo("3.masthead_");
        assertThat(id("Four")).isEqualTo("3.masthead");
    }

    @Test
    void what_is_known_is_kept_until_something_changes() {
        GuideLineup before = lineups.current();
        assertThat(lineups.current()).isSameAs(before);
        version++;
        assertThat(lineups.current()).isNotSameAs(before);
        assertThat(lineups.current().ids()).isEqualTo(before.ids());
        places.put("Two", List.of(OTHER));
        version++;
        assertThat(lineups.current().ids()).isNotEqualTo(before.ids());
    }
}
