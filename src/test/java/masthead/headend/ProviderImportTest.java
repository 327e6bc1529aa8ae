package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
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
import java.util.List;
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
import masthead.catalog.ChannelSearch;
import masthead.catalog.FeedKind;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import org.awaitility.Awaitility;

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
                http://tv.example.net/live/u/p/1.m3u8|Referer=http://ref/
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
            assertThat(feed.kind()).isEqualTo(FeedKind.HLS);
            assertThat(feed.url()).isEqualTo("http://tv.example.net/live/u/p/1.m3u8");
            assertThat(feed.headers()).isEqualTo(Map.of("User-Agent", "Smart TV", "Referer", "http://ref/"));
            assertThat(feed.provider()).isEqualTo(headend.provider);
        });
    }

    @OnBothDatabases
    void the_same_list_again_changes_nothing(Database database) {
        TestHeadend headend = new TestHeadend(database);
        assertThat(headend.take(list(NEWS, SPORT))).isEqualTo(new Applied(2, 0, 0, 0, Map.of()));
        long version = headend.catalogs.current().version();
        assertThat(headend.take(list(NEWS, SPORT))).isEqualTo(new Applied(0, 0, 0, 2, Map.of()));
        assertThat(headend.catalogs.current().version()).isEqualTo(version);
    }

    @OnBothDatabases
    void a_change_raises_the_version(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS));
        long version = headend.catalogs.current().version();
        headend.take(list(NEWS, SPORT));
        assertThat(headend.catalogs.current().version()).isGreaterThan(version);
    }

    @OnBothDatabases
    void a_channel_whose_address_changed_keeps_its_id(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        Map<String, Integer> ids = headend.ids();
        ImportOutcome outcome = headend.take(list(entry("News", "Info", "http://new.example.net/x/y/77"), SPORT));
        assertThat(outcome).isEqualTo(new Applied(0, 1, 0, 1, Map.of()));
        assertThat(headend.ids()).isEqualTo(ids);
        assertThat(headend.channel("News").feeds().getFirst().url()).isEqualTo("http://new.example.net/x/y/77");
    }

    @OnBothDatabases
    void channels_that_swap_addresses_keep_their_ids(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        Map<String, Integer> ids = headend.ids();
        headend.take(list(
                entry("News", "Info", "http://tv.example.net/u/p/2"),
                entry("Sport", "Games", "http://tv.example.net/u/p/1")));
        assertThat(headend.ids()).isEqualTo(ids);
        assertThat(headend.channel("News").feeds().getFirst().url()).endsWith("/2");
    }

    @OnBothDatabases
    void a_channel_that_moved_to_another_group_keeps_its_id(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        Map<String, Integer> ids = headend.ids();
        ImportOutcome outcome = headend.take(list(entry("News", "World", "http://tv.example.net/u/p/9"), SPORT));
        assertThat(outcome).isEqualTo(new Applied(0, 1, 0, 1, Map.of()));
        assertThat(headend.ids()).isEqualTo(ids);
        assertThat(headend.catalogs.current().categories())
                .extracting(Category::name)
                .containsExactly("Games", "World");
    }

    @OnBothDatabases
    void a_channel_renamed_at_the_provider_keeps_its_id(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        int id = headend.id("News");
        ImportOutcome outcome = headend.take(list(entry("News HD", "Info", "http://tv.example.net/u/p/1"), SPORT));
        assertThat(outcome).isEqualTo(new Applied(0, 1, 0, 1, Map.of()));
        assertThat(headend.ids()).containsEntry("News HD", id).doesNotContainKey("News");
    }

    @OnBothDatabases
    void a_channel_that_went_and_came_back_has_its_old_id(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        Map<String, Integer> ids = headend.ids();
        assertThat(headend.take(list(SPORT))).isEqualTo(new Applied(0, 0, 1, 1, Map.of()));
        assertThat(headend.ids()).containsOnlyKeys("Sport");
        ImportOutcome outcome = headend.take(list(SPORT, entry("News", "Info", "http://tv.example.net/u/p/33")));
        assertThat(outcome).isEqualTo(new Applied(1, 0, 0, 1, Map.of()));
        assertThat(headend.ids()).isEqualTo(ids);
    }

    @OnBothDatabases
    void an_old_address_with_a_new_name_is_a_new_channel_once_the_old_one_is_gone(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        int news = headend.id("News");
        headend.take(list(SPORT));
        headend.take(list(SPORT, entry("Opera", "Arts", "http://tv.example.net/u/p/1")));
        assertThat(headend.id("Opera")).isNotEqualTo(news);
    }

    @OnBothDatabases
    void another_order_moves_channels_and_changes_no_id(Database database) {
        TestHeadend headend = new TestHeadend(database);
        String opera = entry("Opera", "Info", "http://tv.example.net/u/p/3");
        headend.take(list(NEWS, opera));
        Map<String, Integer> ids = headend.ids();
        assertThat(headend.take(list(opera, NEWS))).isEqualTo(new Applied(0, 0, 0, 2, Map.of()));
        assertThat(headend.ids()).isEqualTo(ids);
        assertThat(headend.catalogs.current().channels())
                .extracting(Channel::name)
                .containsExactly("Opera", "News");
    }

    @OnBothDatabases
    void entries_of_one_name_stay_apart_by_their_addresses(Database database) {
        TestHeadend headend = new TestHeadend(database);
        String second = entry("News", "Info", "http://tv.example.net/u/p/1b");
        String third = entry("News", "Info", "http://tv.example.net/u/p/1c");
        headend.take(list(NEWS, second, third));
        Map<String, Integer> before = byAddress(headend);
        assertThat(before).hasSize(3);
        assertThat(headend.take(list(third, NEWS))).isEqualTo(new Applied(0, 0, 1, 2, Map.of()));
        assertThat(before).containsAllEntriesOf(byAddress(headend)).hasSize(3);
        headend.take(list(third, NEWS, second));
        assertThat(byAddress(headend)).isEqualTo(before);
    }

    private static Map<String, Integer> byAddress(TestHeadend headend) {
        return headend.catalogs.current().channels().stream()
                .collect(java.util.stream.Collectors.toMap(
                        each -> each.feeds().getFirst().url(), each -> each.id().value()));
    }

    @OnBothDatabases
    void the_same_entry_twice_is_one_channel_and_counted(Database database) {
        TestHeadend headend = new TestHeadend(database);
        assertThat(headend.take(list(NEWS, SPORT, NEWS, NEWS)))
                .isEqualTo(new Applied(2, 0, 0, 0, Map.of("duplicate", 2)));
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
        assertThat(search(headend, "my NEWS")).containsExactly("My news");
        assertThat(search(headend, "News")).containsExactly("My news");
    }

    private static List<String> search(TestHeadend headend, String text) {
        return headend
                .catalogs
                .search(new ChannelSearch(Optional.of(text), Optional.empty(), Optional.empty(), 0, 100))
                .channels()
                .stream()
                .map(each -> each.channel().name())
                .toList();
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
    void films_and_strange_addresses_are_kept_but_not_among_the_live_channels(Database database) {
        TestHeadend headend = new TestHeadend(database);
        ImportOutcome outcome = headend.take(list(
                NEWS,
                entry("Harbour (2019)", "Films", "http://tv.example.net/movie/u/p/5.mkv"),
                entry("Pier S01E01", "Series", "http://tv.example.net/series/u/p/6.mkv"),
                entry("Camera", "Other", "rtsp://camera/1"),
                entry("Ace", "Games", "acestream://0123456789abcdef0123456789abcdef01234567")));
        assertThat(outcome).isEqualTo(new Applied(5, 0, 0, 0, Map.of()));
        assertThat(headend.ids()).containsOnlyKeys("News", "Ace");
        assertThat(search(headend, "harbour")).containsExactly("Harbour (2019)");
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
    void a_list_without_entries_changes_nothing(Database database) {
        refuses(database, "#EXTM3U\n", "no usable entry");
        refuses(database, "", "it is empty");
    }

    @OnBothDatabases
    void a_list_that_is_html_changes_nothing(Database database) {
        refuses(database, "<!DOCTYPE html><html><body>Too many connections</body></html>", "HTML");
    }

    @OnBothDatabases
    void a_list_that_is_json_changes_nothing(Database database) {
        refuses(database, "{\"user_info\":{\"auth\":0}}", "JSON");
    }

    @OnBothDatabases
    void a_list_that_ends_in_the_middle_of_an_entry_changes_nothing(Database database) {
        refuses(database, list(ten(0)) + "#EXTINF:-1 tvg-id=\"x\",Chan", "cut short");
    }

    @OnBothDatabases
    void a_list_that_lost_more_than_half_its_entries_changes_nothing(Database database) {
        refuses(database, list(ten(6)), "lost 6 of 10");
    }

    private static void refuses(Database database, String list, String reason) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(ten(0)));
        Map<String, Integer> ids = headend.ids();
        long version = headend.catalogs.current().version();
        ImportOutcome outcome = headend.take(list);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Suspicious.class,
                        suspicious -> assertThat(suspicious.reason()).contains(reason));
        assertThat(headend.catalogs.rebuild().version()).isEqualTo(version);
        assertThat(headend.ids()).isEqualTo(ids);
        assertThat(headend.imports.lastOutcome(headend.provider).orElseThrow()).contains("suspicious", reason);
        assertThat(headend.take(list(ten(0)))).isEqualTo(new Applied(0, 0, 0, 10, Map.of()));
        headend.catalogs.remove(headend.provider);
    }

    @OnBothDatabases
    void a_list_that_lost_half_its_entries_is_applied(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(ten(0)));
        assertThat(headend.take(list(ten(5)))).isEqualTo(new Applied(5, 0, 5, 5, Map.of()));
    }

    @OnBothDatabases
    void a_small_list_may_lose_most_of_its_entries(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT, entry("Opera", "Arts", "http://tv.example.net/u/p/3")));
        assertThat(headend.take(list(NEWS))).isEqualTo(new Applied(0, 0, 2, 1, Map.of()));
    }

    @OnBothDatabases
    void entries_beyond_the_limit_are_skipped_and_counted(Database database) {
        TestHeadend headend = new TestHeadend(database, new TestHeadend.Limits(4));
        assertThat(headend.take(list(ten(0))))
                .isEqualTo(new Applied(4, 0, 0, 0, Map.of("more than headend.max-entries", 6)));
    }

    @OnBothDatabases
    void an_import_that_fails_halfway_leaves_everything_as_it_was(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        List<Channel> before = headend.catalogs.current().channels();
        long version = headend.catalogs.current().version();
        database.change(handle -> handle.execute("UPDATE sequence SET next = 2147483647 WHERE name = 'play'"));
        // Groups, changes and losses are written by the time that there are not enough ids for what is new.
        ImportOutcome outcome = headend.take(list(
                entry("News", "Else", "http://elsewhere/1"),
                entry("Opera", "Arts", "http://elsewhere/2"),
                entry("Chess", "Arts", "http://elsewhere/3")));
        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(headend.catalogs.rebuild().channels()).isEqualTo(before);
        assertThat(headend.catalogs.current().version()).isEqualTo(version);
        assertThat(texts(database, "SELECT name FROM incoming")).isEmpty();
        assertThat(texts(database, "SELECT name FROM category")).doesNotContain("Else", "Arts");
    }

    @OnBothDatabases
    void nothing_is_left_in_the_incoming_table(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        headend.take("#EXTM3U\n");
        assertThat(texts(database, "SELECT name FROM incoming")).isEmpty();
    }

    private static List<String> texts(Database database, String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
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
        assertThat(texts(database, "SELECT detail FROM audit WHERE action = 'import'"))
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
    void a_list_that_cannot_be_fetched_changes_nothing_and_says_so(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.catalogs.edit(new ProviderEdit(
                headend.provider,
                Optional.empty(),
                Optional.of("http://tv.example.net/get.php?username=nora&password=hunter2"),
                Optional.empty(),
                Optional.empty()));
        headend.take(list(NEWS));
        List<Channel> before = headend.catalogs.current().channels();
        assertThat(headend.imports.run(headend.provider)).isEqualTo(new Failed("This test fetches nothing."));
        assertThat(headend.catalogs.rebuild().channels()).isEqualTo(before);
        assertThat(headend.imports.lastOutcome(headend.provider).orElseThrow())
                .isEqualTo("Not applied, failed: This test fetches nothing.")
                .doesNotContain("hunter2");
    }

    @OnBothDatabases
    void a_providers_file_is_imported(Database database) throws IOException {
        TestHeadend headend = new TestHeadend(database);
        Path file = Files.writeString(Files.createTempFile("masthead", ".m3u"), list(NEWS, SPORT));
        headend.catalogs.edit(new ProviderEdit(
                headend.provider, Optional.empty(), Optional.of(file.toString()), Optional.empty(), Optional.empty()));
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
        assertThat(search(headend, "ÉTÉ")).containsExactly("Été");
        assertThat(search(headend, "ete")).containsExactly("Été");
    }
}
