package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;

/** Which channel an entry of the next list is: ids that players keep. */
class ChannelIdentityTest {
    private static final String NEWS = entry("News", "Info", "http://tv.example.net/u/p/1");
    private static final String SPORT = entry("Sport", "Games", "http://tv.example.net/u/p/2");

    @OnBothDatabases
    void the_same_list_again_changes_nothing(Database database) {
        TestHeadend headend = new TestHeadend(database);
        assertThat(headend.take(list(NEWS, SPORT))).isEqualTo(new Applied(2, 0, 0, 0, Map.of()));
        long version = headend.catalogs.current().version();
        assertThat(headend.take(list(NEWS, SPORT))).isEqualTo(new Applied(0, 0, 0, 2, Map.of()));
        assertThat(headend.catalogs.current().version()).isEqualTo(version);
    }

    @OnBothDatabases
    void a_content_is_the_same_through_whatever_engine_the_list_leads_to(Database database) {
        TestHeadend headend = new TestHeadend(database);
        String id = "0123456789abcdef0123456789abcdef01234567";
        headend.take(list(entry("Ace", "Games", "http://127.0.0.1:6878/ace/getstream?id=" + id)));
        long version = headend.catalogs.current().version();

        assertThat(headend.take(
                        list(entry("Ace", "Games", "http://other:8000/pid/" + id.toUpperCase(Locale.ROOT) + "/a.ts"))))
                .isEqualTo(new Applied(0, 0, 0, 1, Map.of()));
        assertThat(headend.take(list(entry("Ace", "Games", id)))).isEqualTo(new Applied(0, 0, 0, 1, Map.of()));
        assertThat(headend.take(list(
                        entry("Ace", "Games", "acestream://" + id),
                        entry("Ace", "Games", "http://e/ace/getstream?id=" + id))))
                .isEqualTo(new Applied(0, 0, 0, 1, Map.of("duplicate", 1)));
        assertThat(headend.catalogs.current().version()).isEqualTo(version);
        assertThat(TestHeadend.texts(database, "SELECT url FROM feed")).containsExactly("acestream:?content_id=" + id);
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
}
