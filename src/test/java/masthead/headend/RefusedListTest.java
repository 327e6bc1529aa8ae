package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Channel;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ReachEdit;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;

/** Lists that must change nothing, and what operators are told of them. */
class RefusedListTest {
    private static final String NEWS = entry("News", "Info", "http://tv.example.net/u/p/1");
    private static final String SPORT = entry("Sport", "Games", "http://tv.example.net/u/p/2");

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
        TestHeadend headend = new TestHeadend(database, TestHeadend.limits(4));
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
        assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
        assertThat(TestHeadend.texts(database, "SELECT name FROM category")).doesNotContain("Else", "Arts");
    }

    @OnBothDatabases
    void a_list_that_cannot_be_fetched_changes_nothing_and_says_so(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.catalogs.edit(new ProviderEdit(
                headend.provider,
                Optional.empty(),
                Optional.of("http://tv.example.net/get.php?username=nora&password=hunter2"),
                Optional.empty(),
                Optional.empty(),
                ReachEdit.NONE));
        headend.take(list(NEWS));
        List<Channel> before = headend.catalogs.current().channels();
        assertThat(headend.imports.run(headend.provider)).isEqualTo(new Failed("This test fetches nothing."));
        assertThat(headend.catalogs.rebuild().channels()).isEqualTo(before);
        assertThat(headend.imports.lastOutcome(headend.provider).orElseThrow())
                .isEqualTo("Not applied, failed: This test fetches nothing.")
                .doesNotContain("hunter2");
    }
}
