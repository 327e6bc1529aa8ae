package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import masthead.catalog.TitleSearch.From;
import masthead.database.Database;
import masthead.database.OnBothDatabases;

/** Movies and series as operators look through them. */
class TitleSearchTest {
    private static final int MOVIES = 6000;

    @OnBothDatabases
    void pages_follow_each_other_by_name_there_and_back(Database database) {
        Titles titles = filled(database);
        TitlePage first = titles.search(search(Part.MOVIES, From.Start::new));
        assertThat(names(first)).hasSize(50).startsWith("Movie 00001", "Movie 00002");
        assertThat(first.found()).hasValue(TitlePage.MOST_COUNTED);
        assertThat(first.earlier()).isFalse();
        TitlePage second = titles.search(search(
                Part.MOVIES,
                () -> new From.After(first.titles().getLast().title().id())));
        assertThat(names(second)).startsWith("Movie 00051").endsWith("Movie 00100");
        assertThat(second.earlier()).isTrue();
        assertThat(second.later()).isTrue();
        TitlePage back = titles.search(search(
                Part.MOVIES,
                () -> new From.Before(second.titles().getFirst().title().id())));
        assertThat(names(back)).isEqualTo(names(first));
        assertThat(back.earlier()).isFalse();
        assertThat(back.later()).isTrue();
    }

    @OnBothDatabases
    void what_is_looked_for_narrows_what_is_found(Database database) {
        Titles titles = filled(database);
        assertThat(names(titles.search(found("e 0001", 0, 0)))).hasSize(10).contains("Movie 00010");
        assertThat(titles.search(found("e 0001", 0, 0)).found()).hasValue(10);
        assertThat(names(titles.search(found("100%", 0, 0)))).isEmpty();
        // The first provider has all movies but the last five, the second those alone; every other of all is in
        // "Drama".
        assertThat(names(titles.search(found("", 0, 2))))
                .containsExactly("Movie 05996", "Movie 05997", "Movie 05998", "Movie 05999", "Movie 06000");
        int drama = titles.filled(Part.MOVIES).stream()
                .filter(each -> each.name().equals("Drama"))
                .findFirst()
                .orElseThrow()
                .id()
                .value();
        assertThat(names(titles.search(found("", drama, 2))))
                .containsExactly("Movie 05996", "Movie 05998", "Movie 06000");
        assertThat(names(titles.search(found("", drama, 1)))).startsWith("Movie 00002", "Movie 00004");
        assertThat(titles.filled(Part.MOVIES)).extracting(Category::name).containsExactly("Drama", "Uncategorised");
    }

    @OnBothDatabases
    void what_is_gone_is_not_found_and_what_is_hidden_is(Database database) {
        Titles titles = filled(database);
        database.change(handle -> handle.execute("UPDATE feed SET gone_at = 1 WHERE channel_id = 1"));
        new Catalogs(database, Clock.systemUTC())
                .edit(new ChannelEdit(
                        new ChannelId(2),
                        Optional.of("Aardvark"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        Optional.empty()));
        TitlePage page = titles.search(search(Part.MOVIES, From.Start::new));
        assertThat(names(page)).startsWith("Aardvark", "Movie 00003");
        assertThat(page.titles().getFirst().hidden()).isTrue();
        assertThat(titles.find(Part.MOVIES, new ChannelId(2))).isEmpty();
        assertThat(titles.listing(new ChannelId(2)).orElseThrow().providers()).containsExactly(new ProviderId(1));
        assertThat(titles.listing(new ChannelId(1)).orElseThrow().providers()).isEmpty();
        assertThat(titles.listing(new ChannelId(7000))).isEmpty();
    }

    @OnBothDatabases
    void a_series_is_there_while_one_of_its_episodes_is(Database database) {
        Titles titles = filled(database);
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO channel (id, kind, name, folded_name, added_at) VALUES (7001, 'SERIES', 'Old Show', "
                            + "'old show', 1), (7002, 'EPISODE', 'Old Show S01E01', 'old show s01e01', 1)");
            handle.execute("UPDATE channel SET series_id = 7001, season = 1, episode = 1 WHERE id = 7002");
            handle.execute("INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind) VALUES "
                    + "(2, 7002, 'k', 'n', 'http://h/x.mp4', 'EPISODE')");
        });
        TitlePage page = titles.search(search(Part.SERIES, From.Start::new));
        assertThat(names(page)).containsExactly("Old Show");
        assertThat(page.found()).hasValue(1);
        assertThat(page.titles().getFirst().providers()).containsExactly(new ProviderId(2));
        database.change(handle -> handle.execute("UPDATE feed SET gone_at = 1 WHERE channel_id = 7002"));
        assertThat(names(titles.search(search(Part.SERIES, From.Start::new)))).isEmpty();
    }

    private static Titles filled(Database database) {
        database.change(handle -> {
            handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('A', 'M3U', 1)");
            handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('B', 'M3U', 1)");
            handle.execute("INSERT INTO category (name, position) VALUES ('Drama', 1)");
            String numbers =
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + MOVIES + ") ";
            String name = "ovie ' || substr('0000' || i, length('0000' || i) - 4, 5)";
            handle.execute("INSERT INTO channel (id, kind, name, folded_name, added_at, category_id) " + numbers
                    + "SELECT i, 'MOVIE', 'M" + name + ", 'm" + name + ", 1, CASE WHEN i % 2 = 0 THEN "
                    + "(SELECT id FROM category WHERE name = 'Drama') END FROM n");
            handle.execute(
                    "INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind, attributes) " + numbers
                            + "SELECT CASE WHEN i > " + (MOVIES - 5)
                            + " THEN 2 ELSE 1 END, i, '' || i, 'x', 'http://h/' || i || '.mkv', 'MOVIE', '{\"year\":\"1999\"}' FROM n");
        });
        return new Titles(database);
    }

    private static TitleSearch search(Part part, java.util.function.Supplier<From> from) {
        return new TitleSearch(part, Optional.empty(), Optional.empty(), Optional.empty(), from.get(), 50);
    }

    private static TitleSearch found(String text, int category, int provider) {
        return new TitleSearch(
                Part.MOVIES,
                Optional.of(text).filter(each -> !each.isEmpty()),
                Optional.of(category).filter(each -> each > 0).map(CategoryId::new),
                Optional.of(provider).filter(each -> each > 0).map(ProviderId::new),
                new From.Start(),
                50);
    }

    private static List<String> names(TitlePage page) {
        return page.titles().stream().map(each -> each.title().name()).toList();
    }
}
