package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;

/** What players were given stays theirs when the provider gives out other addresses and numbers: lists, and panels' ids. */
class RenumberingTest {
    private static final int ENTRIES = 30;

    private static String m3u(int number) {
        return "http://tv.example.net/nora/hunter2/" + number;
    }

    private static String panel(int number) {
        return "xtream:live/" + number + ".ts";
    }

    private static Stream<IntFunction<String>> forms() {
        return Stream.of(RenumberingTest::m3u, RenumberingTest::panel);
    }

    /** Each entry is called by its number here; {@code address} is what the provider calls it. */
    private static String list(IntFunction<String> address) {
        return list(address, each -> "ch" + each + ".tv");
    }

    private static String list(IntFunction<String> address, IntFunction<String> guideId) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int each = 0; each < ENTRIES; each++) {
            list.append(entry("Channel " + each, "Group " + each % 3, guideId.apply(each), address.apply(each)));
        }
        return list.toString();
    }

    private static String entry(String name, String group, String guideId, String address) {
        return "#EXTINF:-1 tvg-id=\"" + guideId + "\" group-title=\"" + group + "\"," + name + "\n" + address + "\n";
    }

    /** Ids players have, by name: of everything that is not gone, also what is no live channel. */
    private static Map<String, Integer> ids(Database database, TestHeadend headend) {
        Map<String, Integer> ids = new TreeMap<>();
        database.read(handle -> handle.createQuery("SELECT COALESCE(c.own_name, c.name) AS name, c.id FROM channel c"
                        + " JOIN feed f ON f.channel_id = c.id WHERE f.gone_at IS NULL AND f.provider_id = :provider")
                .bind("provider", headend.provider.value())
                .map((row, context) -> ids.put(row.getString("name"), row.getInt("id")))
                .list());
        return ids;
    }

    @OnBothDatabases
    void another_domain_or_password_changes_addresses_and_nothing_else(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(RenumberingTest::m3u));
        Map<String, Integer> ids = ids(database, headend);
        assertThat(headend.take(list(number -> "https://new.example.org:8443/live/nora/other/" + number + ".ts")))
                .isEqualTo(new Applied(0, ENTRIES, 0, 0, Map.of()));
        assertThat(ids(database, headend)).isEqualTo(ids).hasSize(ENTRIES);
        assertThat(headend.channel("Channel 7").feeds().getFirst().url())
                .isEqualTo("https://new.example.org:8443/live/nora/other/7.ts");
    }

    @OnBothDatabases
    void one_entry_with_another_id_at_the_provider_keeps_its_own(Database database) {
        forms().forEach(form -> {
            TestHeadend headend = new TestHeadend(database);
            headend.take(list(form));
            Map<String, Integer> ids = ids(database, headend);
            headend.take(list(number -> form.apply(number == 4 ? 4711 : number)));
            assertThat(ids(database, headend)).isEqualTo(ids);
            assertThat(headend.channel("Channel 4").feeds().getFirst().url()).isEqualTo(form.apply(4711));
            headend.catalogs.remove(headend.provider);
        });
    }

    @OnBothDatabases
    void all_that_is_renumbered_is_recognised_by_name(Database database) {
        forms().forEach(form -> {
            TestHeadend headend = new TestHeadend(database);
            headend.take(list(form));
            Map<String, Integer> ids = ids(database, headend);
            List<Integer> numbers = new ArrayList<>();
            for (int each = 0; each < ENTRIES; each++) {
                numbers.add(each);
            }
            Collections.shuffle(numbers, new Random(1)); // old numbers, all of them somebody else's now
            headend.take(list(number -> form.apply(numbers.get(number))));
            assertThat(ids(database, headend)).isEqualTo(ids);
            headend.take(list(number -> form.apply(100_000 + number)));
            assertThat(ids(database, headend)).isEqualTo(ids);
            headend.catalogs.remove(headend.provider);
        });
    }

    @OnBothDatabases
    void guide_ids_that_are_added_with_new_numbers_change_no_id(Database database) {
        forms().forEach(form -> {
            TestHeadend headend = new TestHeadend(database);
            headend.take(list(form, number -> ""));
            Map<String, Integer> ids = ids(database, headend);
            headend.take(list(number -> form.apply(500 + number)));
            assertThat(ids(database, headend)).isEqualTo(ids);
            headend.take(list(number -> form.apply(900 + number), number -> ""));
            assertThat(ids(database, headend)).isEqualTo(ids);
            headend.catalogs.remove(headend.provider);
        });
    }

    @OnBothDatabases
    void a_new_name_with_an_old_number_is_no_old_channel_where_all_was_renumbered(Database database) {
        forms().forEach(form -> {
            TestHeadend headend = new TestHeadend(database);
            headend.take(list(form));
            int seventh = headend.id("Channel 7");
            // 7 is left out; everybody else has the number after his, and a new one has 7's.
            headend.take(list(number -> form.apply(number + 1000))
                    .replace("tvg-id=\"ch7.tv\"", "tvg-id=\"opera.tv\"")
                    .replace(",Channel 7\n" + form.apply(1007), ",Opera\n" + form.apply(7)));
            assertThat(headend.id("Opera")).isNotEqualTo(seventh);
            headend.take(list(number -> form.apply(number + 1000)));
            assertThat(headend.id("Channel 7")).isEqualTo(seventh);
            headend.catalogs.remove(headend.provider);
        });
    }

    @OnBothDatabases
    void a_movie_that_went_returns_with_its_id_and_edits(Database database) {
        TestHeadend headend = new TestHeadend(database);
        String heat = entry("Heat (1995)", "Crime", "", "xtream:movie/456.mkv");
        String ronin = entry("Ronin (1998)", "Crime", "", "xtream:movie/457.mp4");
        String direct = entry("Alien (1979)", "Space", "", "http://tv.example.net/movie/nora/hunter2/9.mkv");
        headend.take(TestHeadend.list(heat, ronin, direct));
        Map<String, Integer> ids = ids(database, headend);
        int movie = ids.getOrDefault("Heat (1995)", 0);
        headend.catalogs.edit(new ChannelEdit(
                new ChannelId(movie),
                Optional.of("My Heat"),
                Optional.of("Best"),
                Optional.of(7),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty()));
        headend.take(TestHeadend.list(ronin));
        assertThat(ids(database, headend)).containsOnlyKeys("Ronin (1998)");
        headend.take(TestHeadend.list(
                ronin,
                entry("Heat (1995)", "Action", "", "xtream:movie/99456.mkv"),
                entry("Alien (1979)", "Space", "", "https://new.example.org/movie/nora/other/1009.mkv")));
        Map<String, Integer> again = ids(database, headend);
        assertThat(again)
                .containsEntry("My Heat", movie)
                .containsEntry("Alien (1979)", ids.get("Alien (1979)"))
                .hasSize(3);
        assertThat(TestHeadend.texts(
                        database,
                        "SELECT g.name || ' ' || c.own_number || ' ' || c.hidden FROM channel c"
                                + " JOIN category g ON g.id = c.own_category_id WHERE c.id = " + movie))
                .containsExactly("Best 7 1");
    }

    @OnBothDatabases
    void episodes_that_are_in_no_list_do_not_go_with_the_next_one(Database database) {
        TestHeadend headend = new TestHeadend(database);
        headend.take(list(RenumberingTest::panel));
        database.change(handle -> handle.execute("""
                INSERT INTO channel (id, kind, name, added_at) VALUES (900000, 'EPISODE', 'One', 0)"""));
        database.change(handle -> handle.execute("""
                INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind)
                VALUES (%d, 900000, 'x', 'One', 'xtream:episode/1011.mp4', 'EPISODE')""".formatted(headend.provider.value())));
        headend.take(list(number -> panel(number + 1)));
        assertThat(ids(database, headend)).containsEntry("One", 900000);
        assertThat(headend.imports
                        .revisions()
                        .of(headend.provider)
                        .getFirst()
                        .report()
                        .total())
                .isEqualTo(new EntryCounts(0, ENTRIES, 0, 0, 0, 0));
    }
}
