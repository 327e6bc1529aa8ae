package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedKind;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.ReachEdit;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import org.awaitility.Awaitility;

/** What an import makes of a list. */
class ProviderImportTest {
    private static final String NEWS = entry("News", "Info", "http://tv.example.net/u/p/1");
    private static final String SPORT = entry("Sport", "Games", "http://tv.example.net/u/p/2");

    @OnBothDatabases
    void an_entry_becomes_a_channel_with_all_that_the_list_says(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take("""
                #EXTM3U
                #EXTINF:-1 tvg-id="alpha.news" tvg-name="Alpha" tvg-logo="http://l/1.png" tvg-chno="7" \
                group-title=" News " catchup="shift" catchup-days="5",Alpha News HD
                #EXTVLCOPT:http-user-agent=Smart TV
                http://tv.example.net/live/u/p/1.ts|Referer=http://ref/
                """);
        Channel channel = headend.channel("Alpha News HD");
        assertThat(channel.number()).isEqualTo(7);
        assertThat(channel.logo()).isEqualTo("http://l/1.png");
        assertThat(channel.guideId()).isEqualTo("alpha.news");
        assertThat(channel.archiveDays()).isEqualTo(5);
        assertThat(channel.addedAt()).isEqualTo(TestHeadend.NOW);
        assertThat(headend.catalogs.current().category(channel.category()).map(Category::name))
                .contains("News");
        assertThat(channel.feeds()).singleElement().satisfies(feed -> {
            assertThat(feed.kind()).isEqualTo(FeedKind.TS);
            assertThat(feed.url()).isEqualTo("http://tv.example.net/live/u/p/1.ts");
            assertThat(feed.headers()).isEqualTo(Map.of("User-Agent", "Smart TV", "Referer", "http://ref/"));
            assertThat(feed.provider()).isEqualTo(headend.provider);
        });
    }

    @OnBothDatabases
    void what_the_operator_wants_wins_over_every_import(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        int id = headend.id("News");
        headend.catalogs.edit(new ChannelEdit(
                new ChannelId(id),
                Optional.of("My news"),
                Optional.of("Mine"),
                Optional.of(3),
                Optional.of("card:mine"),
                Optional.of("mine.tv"),
                Optional.empty(),
                Optional.empty()));
        headend.take("""
                #EXTM3U
                #EXTINF:-1 tvg-id="news" tvg-chno="99" tvg-logo="http://l/n" group-title="Info",News
                http://elsewhere/5
                """);
        Channel mine = headend.channel("My news");
        assertThat(mine.id()).isEqualTo(new ChannelId(id));
        assertThat(mine.number()).isEqualTo(3);
        assertThat(mine.logo()).isEqualTo("card:mine");
        assertThat(mine.guideId()).isEqualTo("mine.tv");
        assertThat(mine.feeds().getFirst().url()).isEqualTo("http://elsewhere/5");
        assertThat(headend.catalogs.current().category(mine.category()).map(Category::name))
                .contains("Mine");
        assertThat(headend.search("my NEWS")).containsExactly("My news");
        assertThat(headend.search("News")).containsExactly("My news");
    }

    @OnBothDatabases
    void a_channel_taken_out_does_not_come_back_with_the_next_list(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        headend.catalogs.remove(new ChannelId(headend.id("News")));
        headend.take(list(NEWS, SPORT, entry("Opera", "Arts", "http://tv.example.net/u/p/3")));
        headend.take(list(entry("News", "Info", "http://tv.example.net/u/p/44"), SPORT));
        assertThat(headend.ids()).containsOnlyKeys("Sport");
    }

    @OnBothDatabases
    void what_cannot_be_played_is_kept_but_not_among_the_channels_of_players(Database database) {
        TestHeadend headend = new TestHeadend(database);
        ImportOutcome outcome = headend.take(list(
                NEWS,
                entry("Harbour (2019)", "Films", "http://tv.example.net/movie/u/p/5.mkv"),
                entry("Pier S01E01", "Series", "http://tv.example.net/series/u/p/6.mkv"),
                entry("Camera", "Other", "rtsp://camera/1"),
                entry("Ace", "Games", "acestream://0123456789abcdef0123456789abcdef01234567")));
        assertThat(outcome).isEqualTo(new Applied(5, 0, 0, 0, Map.of()));
        assertThat(headend.ids()).containsOnlyKeys("News", "Ace");
        assertThat(headend.search("harbour")).containsExactly("Harbour (2019)");
        assertThat(headend.search("ace")).containsExactly("Ace");
        assertThat(headend.catalogs.current().categories())
                .extracting(Category::name)
                .containsExactly("Info", "Games");
    }

    @OnBothDatabases
    void a_list_cannot_name_our_files(Database database) {
        TestHeadend headend = new TestHeadend(database);
        ImportOutcome outcome = headend.take(list(NEWS, entry("Passwords", "Info", "file:///etc/passwd")));
        assertThat(outcome).isEqualTo(new Applied(1, 0, 0, 0, Map.of("local file", 1)));
    }

    @OnBothDatabases
    void a_channel_without_a_group_is_uncategorised_and_last(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list("#EXTINF:-1,Lost\nhttp://tv.example.net/u/p/8\n", NEWS));
        assertThat(headend.catalogs.current().channels())
                .extracting(Channel::name)
                .containsExactly("News", "Lost");
        assertThat(headend.catalogs.current().categories())
                .extracting(Category::name)
                .containsExactly("Info", "Uncategorised");
    }

    @OnBothDatabases
    void hostile_texts_are_cleaned_and_cut(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(
                entry("Nul\0 name \uD83D\uDCFA", "G\0roup", "http://tv.example.net/u/p/1"),
                entry("N".repeat(5000), "Info", "http://tv.example.net/u/p/2"),
                entry("Far", "Info", "http://tv.example.net/" + "x".repeat(9000))));
        assertThat(headend.catalogs.current().channels())
                .extracting(Channel::name)
                .containsExactly("Nul  name \uD83D\uDCFA", "N".repeat(300));
    }

    @OnBothDatabases
    void nothing_is_left_in_the_incoming_table(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        headend.take("#EXTM3U\n");
        assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
    }

    @OnBothDatabases
    void an_import_leaves_its_mark_and_its_audit_line(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS));
        assertThat(headend.catalogs
                        .current()
                        .provider(headend.provider)
                        .orElseThrow()
                        .importedAt())
                .contains(TestHeadend.NOW);
        assertThat(headend.imports.lastOutcome(headend.provider))
                .contains("Applied: 1 new, 0 changed, 0 gone, 0 unchanged.");
        assertThat(TestHeadend.texts(database, "SELECT detail FROM audit WHERE action = 'import'"))
                .containsExactly("Applied: 1 new, 0 changed, 0 gone, 0 unchanged.");
    }

    @OnBothDatabases
    void providers_do_not_touch_each_others_channels(Database database) {
        TestHeadend first = new TestHeadend(database);
        first.take(list(NEWS, SPORT));
        TestHeadend second = new TestHeadend(database);
        assertThat(second.take(list(NEWS))).isEqualTo(new Applied(1, 0, 0, 0, Map.of()));
        assertThat(second.catalogs.current().channels()).hasSize(3);
        first.catalogs.rebuild();
        first.catalogs.remove(second.provider);
        assertThat(first.ids()).containsOnlyKeys("News", "Sport");
    }

    @OnBothDatabases
    void a_providers_file_is_imported(Database database) throws IOException {
        TestHeadend headend = new TestHeadend(database);
        Path file = Files.writeString(Files.createTempFile("masthead", ".m3u"), list(NEWS, SPORT));
        headend.catalogs.edit(new ProviderEdit(
                headend.provider,
                Optional.empty(),
                Optional.of(file.toString()),
                Optional.empty(),
                Optional.empty(),
                ReachEdit.NONE));
        assertThat(headend.imports.run(headend.provider)).isEqualTo(new Applied(2, 0, 0, 0, Map.of()));
        Files.delete(file);
    }

    @OnBothDatabases
    void a_second_import_of_a_provider_waits_for_the_first_one(Database database) throws Exception {
        TestHeadend headend = new TestHeadend(database);
        PipedOutputStream slow = new PipedOutputStream();
        try (InputStream first = new PipedInputStream(slow);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ImportOutcome> one = threads.submit(() -> headend.imports.take(headend.provider, first));
            slow.write(list(NEWS).getBytes(StandardCharsets.UTF_8));
            slow.flush();
            Awaitility.await().until(() -> first.available() == 0);
            Thread two = Thread.ofVirtual().start(() -> headend.take(list(NEWS, SPORT)));
            Awaitility.await().until(() -> two.getState() == Thread.State.WAITING);
            // An edit of the catalog does not wait for a list that trickles in.
            headend.catalogs.add(new NewProvider("Other", ProviderKind.M3U, "", 0, ""));
            assertThat(headend.ids()).isEmpty();
            slow.close();
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(new Applied(1, 0, 0, 0, Map.of()));
            assertThat(two.join(Duration.ofSeconds(10))).isTrue();
            assertThat(headend.ids()).containsOnlyKeys("News", "Sport");
        }
    }

    @OnBothDatabases
    void there_is_no_import_without_a_provider(Database database) {
        TestHeadend headend = new TestHeadend(database);
        assertThatThrownBy(() -> headend.imports.run(new ProviderId(4711))).isInstanceOf(NoSuchEntry.class);
    }

    @OnBothDatabases
    void a_latin_1_list_with_a_bom_less_header_and_crlf_is_read(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take("#EXTM3U\r\n#EXTINF:-1 group-title=\"Télé\",Été\r\nhttp://tv.example.net/1\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(headend.ids()).containsOnlyKeys("Été");
        assertThat(headend.search("ÉTÉ")).containsExactly("Été");
        assertThat(headend.search("ete")).containsExactly("Été");
    }
}
