package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.NoSuchEntry;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportReport.Category;
import masthead.headend.ImportReport.Sample;
import masthead.headend.ImportReport.Sort;

/** Applied lists: what is remembered of them, and that they can be undone. */
class RevisionTest {
    private static final String NEWS = entry("News", "Info", "http://tv.example.net/u/p/1");
    private static final String SPORT = entry("Sport", "Games", "http://tv.example.net/u/p/2");
    private static final String OPERA = entry("Opera", "Arts", "http://tv.example.net/u/p/3");
    private static final String CHESS = entry("Chess", "Games", "http://tv.example.net/u/p/4");
    /** Sport is called otherwise, News moved, Opera is gone, Chess is new. */
    private static final String NEXT = list(
            CHESS,
            entry("News", "World", "http://tv.example.net/u/p/1"),
            entry("Sport 1", "Games", "http://tv.example.net/u/p/2"));

    private static List<ImportRevision> revisions(TestHeadend headend) {
        return headend.imports.revisions().of(headend.provider);
    }

    private static ImportRevision newest(TestHeadend headend) {
        return revisions(headend).getFirst();
    }

    private static List<Channel> channels(TestHeadend headend) {
        return headend.catalogs.current().channels();
    }

    @OnBothDatabases
    void a_revision_counts_what_is_new_changed_moved_and_gone_by_category(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT, OPERA));
        assertThat(newest(headend).report().total()).isEqualTo(new EntryCounts(3, 0, 0, 0, 0, 0));

        headend.take(NEXT);
        ImportRevision revision = newest(headend);
        assertThat(revision.state()).isEqualTo(RevisionState.APPLIED);
        assertThat(revision.at()).isEqualTo(TestHeadend.NOW);
        assertThat(revision.report().total()).isEqualTo(new EntryCounts(1, 2, 1, 1, 0, 0));
        assertThat(revision.report().categories())
                .containsExactly(
                        new Category("Games", new EntryCounts(1, 1, 0, 0, 0, 0)),
                        new Category("Arts", new EntryCounts(0, 0, 0, 1, 0, 0)),
                        new Category("World", new EntryCounts(0, 1, 1, 0, 0, 0)));
        assertThat(revision.report().samples(Sort.NEW)).containsExactly(new Sample("Chess", "Games", "", ""));
        assertThat(revision.report().samples(Sort.CHANGED))
                .containsExactly(new Sample("Sport 1", "Games", "Sport", "Games"));
        assertThat(revision.report().samples(Sort.MOVED)).containsExactly(new Sample("News", "World", "News", "Info"));
        assertThat(revision.report().samples(Sort.GONE)).containsExactly(new Sample("Opera", "Arts", "Opera", "Arts"));

        headend.take(list(CHESS, NEWS, SPORT, OPERA));
        assertThat(newest(headend).report().total()).isEqualTo(new EntryCounts(0, 2, 1, 0, 1, 1));
        assertThat(newest(headend).report().samples(Sort.RETURNED))
                .containsExactly(new Sample("Opera", "Arts", "Opera", "Arts"));
    }

    @OnBothDatabases
    void an_undone_list_leaves_the_catalog_as_it_was_before_it(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT, OPERA));
        List<Channel> before = channels(headend);
        long version = headend.catalogs.current().version();
        headend.take(NEXT);
        assertThat(channels(headend)).isNotEqualTo(before);

        ImportRevision undone = headend.imports.revisions().undo(newest(headend).id());
        assertThat(undone.state()).isEqualTo(RevisionState.UNDONE);
        assertThat(undone.undoable()).isFalse();
        assertThat(undone.decidedAt()).contains(TestHeadend.NOW);
        assertThat(channels(headend)).isEqualTo(before);
        assertThat(headend.catalogs.current().version()).isGreaterThan(version);
        assertThat(headend.search("sport")).containsExactly("Sport");
        assertThat(TestHeadend.texts(database, "SELECT what FROM import_before"))
                .isEmpty();
    }

    @OnBothDatabases
    void what_an_undone_list_brought_has_its_id_when_it_comes_again(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT, OPERA));
        headend.take(NEXT);
        Map<String, Integer> ids = headend.ids();
        headend.imports.revisions().undo(newest(headend).id());
        assertThat(headend.ids()).doesNotContainKey("Chess");
        assertThat(headend.take(NEXT)).isEqualTo(new Applied(1, 2, 1, 0, Map.of()));
        assertThat(headend.ids()).isEqualTo(ids);
    }

    @OnBothDatabases
    void what_came_back_is_in_its_grave_again_after_undoing(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        int sport = headend.id("Sport");
        headend.take(list(NEWS));
        headend.take(list(NEWS, entry("Sport", "Else", "http://elsewhere/9")));
        headend.imports.revisions().undo(newest(headend).id());
        assertThat(headend.ids()).containsOnlyKeys("News");
        headend.take(list(NEWS, SPORT));
        assertThat(headend.ids()).containsEntry("Sport", sport);
    }

    @OnBothDatabases
    void hand_edits_made_since_survive_undoing(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT, OPERA));
        int news = headend.id("News");
        int sport = headend.id("Sport");
        headend.rename(sport, "Mine before");
        headend.take(NEXT);
        headend.rename(news, "My news");
        headend.rename(sport, "");
        headend.catalogs.edit(new ChannelEdit(
                new ChannelId(headend.id("Chess")),
                Optional.of("My chess"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        headend.imports.revisions().undo(newest(headend).id());
        assertThat(headend.ids())
                .containsOnlyKeys("My news", "Sport", "Opera")
                .containsEntry("My news", news)
                .containsEntry("Sport", sport);
        assertThat(headend.search("sport")).containsExactly("Sport");
        assertThat(headend.search("my")).contains("My news");
        headend.take(NEXT);
        assertThat(headend.ids()).containsKeys("My news", "My chess", "Sport 1");
    }

    @OnBothDatabases
    void lists_are_undone_one_after_the_other_newest_first(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS));
        List<Channel> first = channels(headend);
        headend.take(list(NEWS, SPORT));
        List<Channel> second = channels(headend);
        headend.take(list(OPERA, SPORT, NEWS));
        List<ImportRevision> all = revisions(headend);
        assertThat(all).extracting(ImportRevision::undoable).containsExactly(true, false, false);

        Revisions revisions = headend.imports.revisions();
        assertThatThrownBy(() -> revisions.undo(all.get(1).id()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("undo that one first");
        revisions.undo(all.get(0).id());
        assertThat(channels(headend)).isEqualTo(second);
        revisions.undo(all.get(1).id());
        assertThat(channels(headend)).isEqualTo(first);
        assertThatThrownBy(() -> revisions.undo(all.get(1).id()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("undone");
        revisions.undo(all.get(2).id());
        assertThat(channels(headend)).isEmpty();
        assertThatThrownBy(() -> revisions.undo(new RevisionId(4711))).isInstanceOf(NoSuchEntry.class);
    }

    @OnBothDatabases
    void another_order_is_undone_too(Database database) {
        TestHeadend headend = new TestHeadend(database);
        String second = entry("Sport", "Info", "http://tv.example.net/u/p/2");
        headend.take(list(NEWS, second));
        headend.take(list(second, NEWS));
        assertThat(channels(headend)).extracting(Channel::name).containsExactly("Sport", "News");
        headend.imports.revisions().undo(newest(headend).id());
        assertThat(channels(headend)).extracting(Channel::name).containsExactly("News", "Sport");
    }

    @OnBothDatabases
    void a_list_that_changes_nothing_is_no_revision(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        headend.take(list(NEWS, SPORT));
        headend.take(list(NEWS, SPORT, SPORT));
        assertThat(revisions(headend)).hasSize(1);
    }

    @OnBothDatabases
    void an_undone_list_is_not_applied_again_by_itself_until_it_changes(Database database) {
        TestHeadend headend = new TestHeadend(database);
        Served served = new Served(database);
        served.list = list(NEWS, SPORT);
        assertThat(served.refresh()).isInstanceOf(Applied.class);
        List<Channel> before = channels(served.headend);
        served.list = NEXT;
        assertThat(served.refresh()).isInstanceOf(Applied.class);
        served.headend.imports.revisions().undo(newest(served.headend).id());

        assertThat(served.refresh())
                .isInstanceOfSatisfying(
                        ImportOutcome.Suspicious.class,
                        held -> assertThat(held.reason()).contains("undone"));
        assertThat(channels(served.headend)).isEqualTo(before);
        served.list = list(NEWS, SPORT, CHESS);
        assertThat(served.refresh()).isEqualTo(new Applied(1, 0, 0, 2, Map.of()));
        served.list = NEXT;
        assertThat(served.refresh()).isInstanceOf(Applied.class);
        headend.catalogs.remove(headend.provider);
    }

    @OnBothDatabases
    void an_undone_list_is_applied_again_when_an_operator_asks(Database database) {
        Served served = new Served(database);
        served.list = list(NEWS, SPORT);
        served.refresh();
        served.headend.imports.revisions().undo(newest(served.headend).id());
        assertThat(channels(served.headend)).isEmpty();
        assertThat(served.headend.imports.run(served.headend.provider)).isEqualTo(new Applied(2, 0, 0, 0, Map.of()));
    }

    @OnBothDatabases
    void the_newest_revisions_are_kept(Database database) {
        TestHeadend headend = new TestHeadend(database, TestHeadend.settings(Map.of("headend.revisions", "3")));
        for (int round = 0; round < 6; round++) {
            headend.take(list(NEWS, entry("Round " + round, "Info", "http://r/" + round)));
        }
        assertThat(revisions(headend)).hasSize(3).allMatch(each -> each.state() == RevisionState.APPLIED);
        Revisions revisions = headend.imports.revisions();
        for (int left = 3; left > 0; left--) {
            revisions.undo(revisions(headend).get(3 - left).id());
        }
        assertThat(headend.ids()).containsOnlyKeys("News", "Round 2");
    }

    @OnBothDatabases
    void how_things_were_is_kept_of_the_newest_list_however_much_it_is(Database database) {
        TestHeadend headend = new TestHeadend(database, TestHeadend.settings(Map.of("headend.revision-entries", "5")));
        headend.take(list(ten(0)));
        headend.take(list(ten(0)).replace("http://tv", "http://other"));
        headend.take(list(ten(0)).replace("http://tv", "http://third"));
        List<ImportRevision> all = revisions(headend);
        headend.imports.revisions().undo(all.getFirst().id());
        assertThat(channels(headend).getFirst().feeds().getFirst().url()).startsWith("http://other");
        assertThatThrownBy(() -> headend.imports.revisions().undo(all.get(1).id()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("not kept any more");
    }

    @OnBothDatabases
    void a_removed_provider_takes_its_revisions_with_it(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(NEWS, SPORT));
        headend.take(NEXT);
        headend.catalogs.remove(headend.provider);
        assertThat(TestHeadend.texts(database, "SELECT state FROM import_revision"))
                .isEmpty();
        assertThat(TestHeadend.texts(database, "SELECT what FROM import_before"))
                .isEmpty();
    }
}
