package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import masthead.database.Database;
import masthead.database.OnBothDatabases;

class CatalogsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @OnBothDatabases
    void an_added_provider_is_on_the_next_snapshot(Database database) {
        Catalogs catalogs = catalogs(database);
        Provider added = catalogs.add(new NewProvider(" Panel ", ProviderKind.M3U, "http://p/get.php", 2, "VLC"));
        assertThat(added)
                .isEqualTo(new Provider(
                        added.id(),
                        "Panel",
                        ProviderKind.M3U,
                        "http://p/get.php",
                        2,
                        "VLC",
                        NOW,
                        Optional.empty(),
                        Reach.DIRECT));
        assertThat(catalogs.current().providers()).containsExactly(added);
        assertThat(catalogs.current().provider(added.id())).contains(added);
    }

    @OnBothDatabases
    void an_edit_changes_only_what_is_present(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId id = provider(catalogs);
        Provider edited = catalogs.edit(new ProviderEdit(
                id, Optional.empty(), Optional.of("http://new/"), Optional.of(5), Optional.empty(), ReachEdit.NONE));
        assertThat(edited.name()).isEqualTo("Panel");
        assertThat(edited.url()).isEqualTo("http://new/");
        assertThat(edited.maxConnections()).isEqualTo(5);
        assertThat(catalogs.current().providers()).containsExactly(edited);
    }

    @OnBothDatabases
    void every_change_raises_the_version_by_one_and_leaves_an_audit_line_without_addresses(Database database) {
        Catalogs catalogs = catalogs(database);
        long before = catalogs.current().version();
        ProviderId id = provider(catalogs);
        catalogs.edit(new ProviderEdit(
                id,
                Optional.empty(),
                Optional.of("http://p/?password=secret"),
                Optional.empty(),
                Optional.empty(),
                ReachEdit.NONE));
        channel(database, id, 1, "News", "TS");
        catalogs.edit(named(1, "My news"));
        catalogs.remove(new ChannelId(1));
        catalogs.remove(id);
        assertThat(catalogs.current().version()).isEqualTo(before + 5);
        List<String> lines = database.read(handle -> handle.createQuery(
                        "SELECT operator || ' ' || action || ' ' || subject || ': ' || detail FROM audit ORDER BY id")
                .mapTo(String.class)
                .list());
        assertThat(lines)
                .containsExactly(
                        "operator add provider " + id + ": Panel",
                        "operator edit provider " + id + ": url",
                        "operator edit channel 1: name",
                        "operator remove channel 1: ",
                        "operator remove provider " + id + ": Panel");
    }

    @OnBothDatabases
    void a_change_that_fails_changes_nothing(Database database) {
        Catalogs catalogs = catalogs(database);
        long version = catalogs.current().version();
        assertThatThrownBy(() -> catalogs.remove(new ProviderId(77))).isInstanceOf(NoSuchEntry.class);
        assertThatThrownBy(() -> catalogs.remove(new ChannelId(77))).isInstanceOf(NoSuchEntry.class);
        assertThatThrownBy(() -> catalogs.edit(named(77, "x"))).isInstanceOf(NoSuchEntry.class);
        assertThat(catalogs.rebuild().version()).isEqualTo(version);
    }

    @OnBothDatabases
    void followers_are_told_the_current_snapshot_at_once_and_every_new_one_in_order(Database database) {
        Catalogs catalogs = catalogs(database);
        List<Long> versions = new ArrayList<>();
        catalogs.follow(catalog -> {
            throw new IllegalStateException("a follower in trouble");
        });
        catalogs.follow(catalog -> versions.add(catalog.version()));
        provider(catalogs);
        provider(catalogs);
        assertThat(versions).containsExactly(1L, 2L, 3L);
    }

    @OnBothDatabases
    void channels_stand_by_category_then_by_list_position_not_by_number(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId id = provider(catalogs);
        channel(database, id, 3, "Third", "TS");
        channel(database, id, 5, "Fifth", "TS");
        channel(database, id, 4, "Fourth", "CARD");
        catalogs.edit(new ChannelEdit(
                new ChannelId(5),
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        catalogs.edit(inCategory(3, " Late "));
        assertThat(names(catalogs)).containsExactly("Third", "Fourth", "Fifth");
        assertThat(catalogs.current().categories()).extracting(Category::name).containsExactly("Late", "Uncategorised");
        catalogs.edit(inCategory(3, ""));
        assertThat(names(catalogs)).containsExactly("Third", "Fourth", "Fifth");
        assertThat(catalogs.current().categories()).extracting(Category::name).containsExactly("Uncategorised");
    }

    @OnBothDatabases
    void only_channels_with_a_feed_that_is_there_and_can_be_played_are_on_offer(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId id = provider(catalogs);
        channel(database, id, 1, "Transport", "TS");
        channel(database, id, 2, "Playlist", "HLS");
        channel(database, id, 3, "Ace", "ACESTREAM");
        channel(database, id, 4, "Card", "CARD");
        channel(database, id, 5, "Film", "MOVIE");
        channel(database, id, 6, "Episode", "EPISODE");
        channel(database, id, 7, "Camera", "OTHER");
        channel(database, id, 8, "Gone", "TS");
        database.change(handle -> handle.execute("UPDATE feed SET gone_at = 1 WHERE channel_id = 8"));
        channel(database, id, 9, "Hidden", "TS");
        ChannelListing hidden = catalogs.edit(hidden(9, true));
        assertThat(hidden.hidden()).isTrue();
        assertThat(hidden.channel().feeds()).hasSize(1);
        assertThat(names(catalogs)).containsExactly("Transport", "Playlist", "Ace", "Card");
        assertThat(catalogs.search(any()).total()).isEqualTo(8);
        catalogs.edit(hidden(9, false));
        assertThat(names(catalogs)).contains("Hidden");
    }

    @OnBothDatabases
    void a_channel_may_have_several_feeds_best_first_those_that_can_be_played(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId id = provider(catalogs);
        channel(database, id, 1, "News", "TS");
        feed(database, id, 1, 98, "MOVIE");
        feed(database, id, 1, 99, "CARD");
        assertThat(catalogs.rebuild().channel(new ChannelId(1)).orElseThrow().feeds())
                .extracting(Feed::kind)
                .containsExactly(FeedKind.TS, FeedKind.CARD);
        assertThat(catalogs.current().channels().getFirst().feeds().getFirst().headers())
                .isEqualTo(Map.of("User-Agent", "Smart \"TV\"", "X-Ä", "ö"));
    }

    @OnBothDatabases
    void a_name_given_by_the_operator_can_be_taken_back(Database database) {
        Catalogs catalogs = catalogs(database);
        channel(database, provider(catalogs), 1, "News", "TS");
        catalogs.edit(named(1, "Mine"));
        assertThat(names(catalogs)).containsExactly("Mine");
        assertThat(catalogs.search(text("mine")).total()).isEqualTo(1);
        catalogs.edit(named(1, " "));
        assertThat(names(catalogs)).containsExactly("News");
        assertThat(catalogs.search(text("mine")).total()).isZero();
        assertThat(catalogs.search(text("news")).total()).isEqualTo(1);
    }

    @OnBothDatabases
    void removing_a_provider_takes_its_channels_out(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId kept = provider(catalogs);
        ProviderId removed = provider(catalogs);
        channel(database, kept, 1, "Kept", "TS");
        channel(database, removed, 2, "Lost", "TS");
        catalogs.remove(removed);
        assertThat(names(catalogs)).containsExactly("Kept");
        assertThat(catalogs.current().provider(removed)).isEmpty();
        assertThat(catalogs.search(any()).total()).isEqualTo(1);
    }

    @OnBothDatabases
    void a_search_takes_wildcards_literally(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId id = provider(catalogs);
        channel(database, id, 1, "100% News", "TS");
        channel(database, id, 2, "1000 News", "TS");
        channel(database, id, 3, "A_B!", "TS");
        channel(database, id, 4, "AxB", "TS");
        assertThat(found(catalogs, "100%")).containsExactly("100% News");
        assertThat(found(catalogs, "a_b")).containsExactly("A_B!");
        assertThat(found(catalogs, "b!")).containsExactly("A_B!");
        assertThat(found(catalogs, "'; DROP TABLE channel; --")).isEmpty();
    }

    @OnBothDatabases
    void a_search_is_paged_and_tells_the_total(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId first = provider(catalogs);
        ProviderId second = provider(catalogs);
        IntStream.rangeClosed(1, 25).forEach(each -> channel(database, first, each, "Channel " + each, "TS"));
        channel(database, second, 26, "Channel 26", "TS");
        feed(database, first, 3, 100, "HLS");
        ChannelPage page = catalogs.search(
                new ChannelSearch(Optional.of("channel"), Optional.empty(), Optional.of(first), 20, 10));
        assertThat(page.total()).isEqualTo(25);
        assertThat(page.channels())
                .extracting(each -> each.channel().id().value())
                .containsExactly(21, 22, 23, 24, 25);
        CategoryId category = catalogs.edit(inCategory(7, "Seven")).channel().category();
        assertThat(catalogs.search(new ChannelSearch(Optional.empty(), Optional.of(category), Optional.empty(), 0, 10))
                        .channels())
                .extracting(ChannelListing::categoryName)
                .containsExactly("Seven");
    }

    @OnBothDatabases
    void a_search_knows_one_part_and_what_has_just_changed(Database database) {
        Catalogs catalogs = catalogs(database);
        ProviderId own = provider(catalogs);
        ProviderId other = provider(catalogs);
        channel(database, own, 1, "Harbour", "TS");
        channel(database, own, 2, "Harbour Film", "MOVIE");
        channel(database, own, 3, "Harbour Show", "SERIES");
        channel(database, own, 4, "Pier", "TS");
        channel(database, other, 5, "Spare", "TS");
        catalogs.rebuild();
        assertThat(ids(catalogs, Optional.of(Part.LIVE))).containsExactly(1);
        assertThat(ids(catalogs, Optional.of(Part.MOVIES))).containsExactly(2);
        assertThat(ids(catalogs, Optional.of(Part.SERIES))).containsExactly(3);
        assertThat(ids(catalogs, Optional.empty())).containsExactly(1, 2, 3);
        catalogs.edit(named(4, "Old Harbour"));
        assertThat(ids(catalogs, Optional.of(Part.LIVE))).containsExactly(1, 4);
        catalogs.edit(inCategory(1, "Ahead"));
        assertThat(ids(catalogs, Optional.of(Part.LIVE))).containsExactly(1, 4);
        catalogs.remove(new ChannelId(1));
        assertThat(ids(catalogs, Optional.of(Part.LIVE))).containsExactly(4);
        Optional<ProviderId> others = Optional.of(other);
        assertThat(of(catalogs, others)).containsExactly(5);
        catalogs.edit(new FeedOrder(
                new ChannelId(4),
                List.of(catalogs.feeds(new ChannelId(5)).getFirst().feed().id())));
        assertThat(of(catalogs, others)).containsExactly(4, 5);
        assertThat(catalogs.named("harbour").stream()).containsExactly(4);
    }

    private static List<Integer> of(Catalogs catalogs, Optional<ProviderId> provider) {
        return ids(catalogs.search(new ChannelSearch(Optional.empty(), Optional.empty(), provider, 0, 10)));
    }

    private static List<Integer> ids(Catalogs catalogs, Optional<Part> part) {
        return ids(catalogs.search(
                new ChannelSearch(Optional.of("harbour"), Optional.empty(), Optional.empty(), 0, 10, part)));
    }

    private static List<Integer> ids(ChannelPage page) {
        assertThat(page.total()).isEqualTo(page.channels().size());
        return page.channels().stream().map(each -> each.channel().id().value()).toList();
    }

    @OnBothDatabases
    void edits_out_of_bounds_are_refused(Database database) {
        Catalogs catalogs = catalogs(database);
        channel(database, provider(catalogs), 1, "News", "TS");
        assertThatThrownBy(() -> named(1, "x".repeat(301))).hasMessageContaining("at most 300");
        assertThatThrownBy(() -> named(1, "a\r\nb")).hasMessageContaining("control character");
        assertThatThrownBy(() -> new NewProvider("", ProviderKind.M3U, "", 0, ""))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new NewProvider("a", ProviderKind.M3U, "", 0, "VLC\r\nX: y"))
                .hasMessageContaining("control character");
        assertThatThrownBy(() -> new ChannelSearch(Optional.empty(), Optional.empty(), Optional.empty(), 0, 1001))
                .hasMessageContaining("limit");
    }

    private static Catalogs catalogs(Database database) {
        return new Catalogs(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ProviderId provider(Catalogs catalogs) {
        return catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 0, ""))
                .id();
    }

    private static List<String> names(Catalogs catalogs) {
        return catalogs.rebuild().channels().stream().map(Channel::name).toList();
    }

    private static List<String> found(Catalogs catalogs, String text) {
        return catalogs.search(text(text)).channels().stream()
                .map(each -> each.channel().name())
                .toList();
    }

    private static ChannelSearch any() {
        return new ChannelSearch(Optional.empty(), Optional.empty(), Optional.empty(), 0, 100);
    }

    private static ChannelSearch text(String text) {
        return new ChannelSearch(Optional.of(text), Optional.empty(), Optional.empty(), 0, 100);
    }

    private static ChannelEdit named(int id, String name) {
        return edit(id, Optional.of(name), Optional.empty(), Optional.empty());
    }

    private static ChannelEdit inCategory(int id, String category) {
        return edit(id, Optional.empty(), Optional.of(category), Optional.empty());
    }

    private static ChannelEdit hidden(int id, boolean hidden) {
        return edit(id, Optional.empty(), Optional.empty(), Optional.of(hidden));
    }

    private static ChannelEdit edit(
            int id, Optional<String> name, Optional<String> category, Optional<Boolean> hidden) {
        return new ChannelEdit(
                new ChannelId(id),
                name,
                category,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hidden,
                Optional.empty());
    }

    /** A channel as an import writes it; its place in the list is its id. */
    private static void channel(Database database, ProviderId provider, int id, String name, String kind) {
        database.change(handle -> handle.createUpdate("""
                        INSERT INTO channel (id, kind, name, folded_name, added_at, position)
                        VALUES (:id, :kind, :name, :folded, 5000, :id)
                        """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("name", name)
                .bind("folded", Folded.of(name))
                .execute());
        feed(database, provider, id, id, kind);
    }

    private static void feed(Database database, ProviderId provider, int channel, int position, String kind) {
        database.change(handle -> handle.createUpdate("""
                        INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind, headers, position)
                        VALUES (:provider, :channel, :key, 'x', 'http://p/1', :kind, :headers, :position)
                        """)
                .bind("provider", provider.value())
                .bind("channel", channel)
                .bind("key", "key " + position)
                .bind("kind", kind)
                .bind("headers", TextMap.write(Map.of("User-Agent", "Smart \"TV\"", "X-Ä", "ö")))
                .bind("position", position)
                .execute());
    }
}
