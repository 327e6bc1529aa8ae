package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import masthead.catalog.Channel;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Suspicious;

/** Lists that look wrong leave the catalog as it was, and wait for an operator; and lists that have not changed are not read. */
class QuarantineTest {
    private static final String GOOD = list(ten(0), ten(10));

    private static List<ImportRevision> revisions(TestHeadend headend) {
        return headend.imports.revisions().of(headend.provider);
    }

    private static ImportRevision newest(TestHeadend headend) {
        return revisions(headend).getFirst();
    }

    private static List<Path> files(TestHeadend headend) throws IOException {
        Path folder = headend.folder.resolve("quarantine");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** The provider answers {@code bad} where it has answered a good list; returns it with that waiting. */
    private static Served troubled(Database database, String bad, String reason) {
        Served served = new Served(database);
        served.list = GOOD;
        assertThat(served.refresh()).isInstanceOf(Applied.class);
        List<Channel> before = served.headend.catalogs.current().channels();
        long version = served.headend.catalogs.current().version();
        served.list = bad;
        assertThat(served.refresh())
                .isInstanceOfSatisfying(
                        Suspicious.class,
                        suspicious -> assertThat(suspicious.reason()).contains(reason));
        assertThat(served.headend.catalogs.rebuild().channels())
                .isEqualTo(before)
                .hasSize(20);
        assertThat(served.headend.catalogs.current().version()).isEqualTo(version);
        assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
        ImportRevision waiting = newest(served.headend);
        assertThat(waiting.state()).isEqualTo(RevisionState.QUARANTINED);
        assertThat(waiting.reason()).contains(reason);
        assertThat(served.headend.imports.revisions().waiting()).containsExactly(waiting);
        return served;
    }

    @OnBothDatabases
    void a_provider_that_answers_an_empty_list_leaves_the_catalog_as_it_was(Database database) {
        troubled(database, "#EXTM3U\n", "no usable entry");
    }

    @OnBothDatabases
    void a_provider_that_answers_nothing_leaves_the_catalog_as_it_was(Database database) {
        troubled(database, "", "it is empty");
    }

    @OnBothDatabases
    void a_provider_that_answers_half_a_list_leaves_the_catalog_as_it_was(Database database) {
        troubled(database, list(ten(0)) + "#EXTINF:-1 tvg-id=\"x\",Chan", "cut short");
    }

    @OnBothDatabases
    void a_provider_that_answers_less_than_half_a_list_leaves_the_catalog_as_it_was(Database database) {
        troubled(database, list(ten(11)), "lost 11 of 20 entries");
    }

    @OnBothDatabases
    void a_provider_that_answers_html_leaves_the_catalog_as_it_was(Database database) {
        troubled(database, "<!DOCTYPE html><html><body>Too many connections</body></html>", "HTML");
    }

    @OnBothDatabases
    void a_provider_that_answers_200_with_an_error_object_leaves_the_catalog_as_it_was(Database database) {
        troubled(database, "{\"user_info\":{\"auth\":0,\"status\":\"Expired\"}}", "JSON");
    }

    @OnBothDatabases
    void a_provider_on_a_different_domain_leaves_the_catalog_as_it_was_but_for_its_addresses(Database database) {
        Served served = new Served(database);
        served.list = GOOD;
        served.refresh();
        Map<String, Integer> before = served.headend.ids();
        served.list = GOOD.replace("tv.example.net/u/p", "elsewhere.example.org:8080/u2/p2");
        assertThat(served.refresh()).isEqualTo(new Applied(0, 20, 0, 0, Map.of()));
        assertThat(served.headend.ids()).isEqualTo(before);
    }

    @OnBothDatabases
    void a_list_that_lost_its_live_channels_alone_is_suspicious(Database database) {
        StringBuilder movies = new StringBuilder();
        for (int each = 0; each < 60; each++) {
            movies.append(entry("Movie " + each, "Films", "http://tv.example.net/movie/u/p/" + each + ".mkv"));
        }
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(ten(0), movies.toString()));
        assertThat(headend.take(list(movies.toString())))
                .isEqualTo(new Suspicious(
                        "The list lost 10 of 10 live channels, more than headend.suspicious-loss allows."));
        assertThat(headend.take(list(ten(0))))
                .isInstanceOfSatisfying(
                        Suspicious.class,
                        suspicious -> assertThat(suspicious.reason()).contains("lost 60 of 70 entries"));
    }

    @OnBothDatabases
    void a_suspicious_list_says_what_it_would_do_and_does_that_when_it_is_accepted(Database database)
            throws IOException {
        String small = list(ten(0).substring(0, ten(0).indexOf("#EXTINF", 10)));
        Served served = troubled(database, small, "lost 19 of 20");
        ImportRevision waiting = newest(served.headend);
        assertThat(waiting.report().total()).isEqualTo(new EntryCounts(0, 0, 0, 19, 0, 1));
        assertThat(waiting.acceptable()).isTrue();
        try (GZIPInputStream kept =
                new GZIPInputStream(Files.newInputStream(files(served.headend).getFirst()))) {
            assertThat(new String(kept.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(small);
        }
        assertThat(served.headend.imports.accept(waiting.id())).isEqualTo(new Applied(0, 0, 19, 1, Map.of()));
        assertThat(served.headend.ids()).containsOnlyKeys("Channel 0");
        assertThat(newest(served.headend).state()).isEqualTo(RevisionState.APPLIED);
        assertThat(files(served.headend)).isEmpty();
        assertThatThrownBy(() -> served.headend.imports.accept(waiting.id())).isInstanceOf(NotPossible.class);
        assertThat(served.refresh()).isEqualTo(new Applied(0, 0, 0, 1, Map.of()));
        served.headend.imports.revisions().undo(waiting.id());
        assertThat(served.headend.ids()).hasSize(20);
    }

    @OnBothDatabases
    void an_empty_list_can_be_accepted_and_a_web_page_cannot(Database database) {
        Served served = troubled(database, "#EXTM3U\n", "no usable entry");
        served.headend.imports.accept(newest(served.headend).id());
        assertThat(served.headend.ids()).isEmpty();
        served.list = "<html></html>";
        served.refresh();
        RevisionId html = newest(served.headend).id();
        assertThatThrownBy(() -> served.headend.imports.accept(html))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("no list of channels");
        assertThat(newest(served.headend).state()).isEqualTo(RevisionState.QUARANTINED);
    }

    @OnBothDatabases
    void the_same_suspicious_list_waits_once(Database database) throws IOException {
        Served served = troubled(database, list(ten(11)), "lost 11");
        served.refresh();
        served.refresh();
        assertThat(revisions(served.headend)).hasSize(2);
        assertThat(files(served.headend)).hasSize(1);
    }

    @OnBothDatabases
    void a_rejected_list_is_deleted_and_does_not_wait_again(Database database) throws IOException {
        Served served = troubled(database, list(ten(11)), "lost 11");
        Revisions all = served.headend.imports.revisions();
        assertThat(all.reject(newest(served.headend).id()).state()).isEqualTo(RevisionState.REJECTED);
        assertThat(files(served.headend)).isEmpty();
        assertThatThrownBy(() -> all.reject(newest(served.headend).id())).isInstanceOf(NotPossible.class);
        assertThat(served.refresh()).isInstanceOf(Suspicious.class);
        assertThat(all.waiting()).isEmpty();
        assertThat(files(served.headend)).isEmpty();
    }

    @OnBothDatabases
    void a_good_list_supersedes_those_that_wait(Database database) throws IOException {
        Served served = troubled(database, list(ten(11)), "lost 11");
        served.list = GOOD;
        assertThat(served.refresh()).isEqualTo(new Applied(0, 0, 0, 20, Map.of()));
        assertThat(newest(served.headend).state()).isEqualTo(RevisionState.SUPERSEDED);
        assertThat(files(served.headend)).isEmpty();
    }

    @OnBothDatabases
    void only_the_newest_suspicious_lists_are_kept(Database database) throws IOException {
        TestHeadend headend = new TestHeadend(database);
        headend.take(GOOD);
        for (int each = 0; each < 5; each++) {
            headend.take("<html>" + each + "</html>");
        }
        assertThat(files(headend)).hasSize(3);
        assertThat(headend.imports.revisions().waiting()).hasSize(3);
        assertThat(revisions(headend).stream().filter(each -> each.state() == RevisionState.EXPIRED))
                .hasSize(2);
    }

    @OnBothDatabases
    void the_same_failure_again_and_again_is_one(Database database) {
        Served served = new Served(database);
        served.list = GOOD;
        served.refresh();
        served.status = 503;
        served.refresh();
        served.refresh();
        assertThat(revisions(served.headend))
                .extracting(each -> each.state() + " " + each.reason())
                .containsExactly("FAILED The provider answered with status 503.", "APPLIED ");
    }

    @OnBothDatabases
    void what_a_killed_process_left_is_put_away_at_the_next_start(Database database) throws IOException {
        Served served = troubled(database, list(ten(11)), "lost 11");
        TestHeadend headend = served.headend;
        Path folder = headend.folder.resolve("quarantine");
        Files.writeString(folder.resolve("nobodys.m3u.gz"), "x");
        database.change(handle -> handle.execute("""
                INSERT INTO incoming (provider_id, position, feed_key, loose_key, url_hash, content_hash, name, folded_name,
                    url, kind, headers, group_name, logo, guide_id, number, archive_days, attributes)
                VALUES (1, 1, '', '', '', '', '', '', '', '', '', '', '', '', 0, 0, '')"""));
        headend.imports.tidied();
        assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
        assertThat(files(headend)).hasSize(1).noneMatch(each -> each.endsWith("nobodys.m3u.gz"));
        Files.delete(files(headend).getFirst());
        headend.imports.tidied();
        assertThat(newest(headend).state()).isEqualTo(RevisionState.EXPIRED);
    }

    @OnBothDatabases
    void a_list_is_asked_for_only_if_it_has_changed(Database database) {
        Served served = new Served(database);
        served.list = list(ten(0)) + ten(0);
        served.says.put("ETag", "\"one\"");
        served.says.put("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT");
        assertThat(served.refresh()).isEqualTo(new Applied(10, 0, 0, 0, Map.of("duplicate", 10)));
        served.status = 304;
        assertThat(served.refresh()).isEqualTo(new Applied(0, 0, 0, 10, Map.of("duplicate", 10)));
        assertThat(served.asked.get(0)).doesNotContainKeys("If-None-Match", "If-Modified-Since");
        assertThat(served.asked.get(1))
                .containsEntry("If-None-Match", "\"one\"")
                .containsEntry("If-Modified-Since", "Sun, 01 Mar 2026 10:00:00 GMT");
        // A list that was undone is asked for whole: else nobody could tell whether it changed.
        served.headend.imports.revisions().undo(newest(served.headend).id());
        served.status = 200;
        assertThat(served.refresh()).isInstanceOf(Suspicious.class);
        assertThat(served.asked.get(2)).doesNotContainKey("If-None-Match");
    }

    @OnBothDatabases
    void a_list_that_has_not_changed_is_not_compared(Database database) {
        Served served = new Served(database);
        served.list = GOOD;
        served.refresh();
        // Only a comparison would put this right.
        database.change(handle -> handle.execute("UPDATE feed SET content_hash = 'other'"));
        assertThat(served.refresh()).isEqualTo(new Applied(0, 0, 0, 20, Map.of()));
        assertThat(TestHeadend.texts(database, "SELECT DISTINCT content_hash FROM feed"))
                .containsExactly("other");
        served.list = GOOD + "\n";
        assertThat(served.refresh()).isEqualTo(new Applied(0, 20, 0, 0, Map.of()));
    }
}
