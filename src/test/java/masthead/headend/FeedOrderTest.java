package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelSearch;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedOrder;
import masthead.catalog.FeedPage;
import masthead.catalog.FeedSearch;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.OnBothDatabases;

/** The feeds of a channel in the operator's order, of several providers, through imports that come and go. */
class FeedOrderTest {
    private static final String NEWS = entry("News", "Info", "http://a.example.net/u/p/1");
    private static final String SPORT = entry("Sport", "Games", "http://a.example.net/u/p/2");
    private static final String NEWS_HD = entry("News HD", "Second", "http://b.example.net/u/p/1");
    private static final String NEWS_SD = entry("News SD", "Second", "http://b.example.net/u/p/2");

    @OnBothDatabases
    void a_channel_plays_a_feed_of_another_provider_after_its_own(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News"), world.feed("News HD"));
        assertThat(world.plays("News")).containsExactly("a/1", "b/1");
        assertThat(world.channel("News").feeds())
                .extracting(Feed::provider)
                .containsExactly(world.headend.provider, world.second);
    }

    @OnBothDatabases
    void its_own_feed_goes_last_when_it_is_not_named(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News SD"), world.feed("News HD"));
        assertThat(world.plays("News")).containsExactly("b/2", "b/1", "a/1");
        world.order("News", world.feed("News HD"));
        assertThat(world.plays("News")).containsExactly("b/1", "a/1");
        world.order("News");
        assertThat(world.plays("News")).containsExactly("a/1");
    }

    @OnBothDatabases
    void a_feed_that_is_lent_stays_with_its_own_channel_and_no_id_changes(Database database) {
        World world = new World(database);
        Map<String, Integer> ids = world.headend.ids();
        world.order("News", world.feed("News HD"));
        world.order("Sport", world.feed("News HD"));
        assertThat(world.headend.ids()).isEqualTo(ids);
        assertThat(world.plays("News HD")).containsExactly("b/1");
        assertThat(world.plays("Sport")).containsExactly("b/1", "a/2");
    }

    @OnBothDatabases
    void a_channel_that_is_hidden_or_taken_out_still_lends_its_feed(Database database) {
        World world = new World(database);
        FeedId hd = world.feed("News HD");
        FeedId sd = world.feed("News SD");
        world.hide("News HD");
        world.headend.catalogs.remove(world.channel("News SD").id());
        world.order("News", hd, sd);
        assertThat(world.plays("News")).containsExactly("b/1", "b/2", "a/1");
        assertThat(world.headend.ids()).containsOnlyKeys("News", "Sport");
    }

    @OnBothDatabases
    void the_same_lists_again_change_nothing_of_the_order(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News HD"), world.feed("News"));
        long version = world.headend.catalogs.current().version();
        world.headend.take(list(NEWS, SPORT));
        world.take(NEWS_HD, NEWS_SD);
        assertThat(world.plays("News")).containsExactly("b/1", "a/1");
        assertThat(world.headend.catalogs.current().version()).isEqualTo(version);
    }

    @OnBothDatabases
    void a_new_address_is_played_in_the_old_ones_place(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News HD"), world.feed("News"));
        world.take(entry("News HD", "Second", "http://b.example.net/new/pass/77"), NEWS_SD);
        assertThat(world.plays("News")).containsExactly("b/77", "a/1");
    }

    @OnBothDatabases
    void a_feed_that_is_gone_drops_out_of_play_and_returns_to_its_place(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News HD"), world.feed("News"), world.feed("News SD"));
        world.take(NEWS_SD);
        assertThat(world.plays("News")).containsExactly("a/1", "b/2");
        assertThat(world.listed("News")).containsExactly("News HD gone", "News", "News SD");
        world.headend.take(list(SPORT));
        assertThat(world.plays("News")).containsExactly("b/2");
        world.take(NEWS_SD, NEWS_HD);
        world.headend.take(list(SPORT, NEWS));
        assertThat(world.plays("News")).containsExactly("b/1", "a/1", "b/2");
    }

    @OnBothDatabases
    void a_channel_whose_own_feed_is_gone_stays_on_offer_with_a_lent_one(Database database) {
        World world = new World(database);
        Channel news = world.channel("News");
        world.order("News", world.feed("News HD"));
        world.headend.take(list(SPORT));
        assertThat(world.channel("News").id()).isEqualTo(news.id());
        assertThat(world.plays("News")).containsExactly("b/1");
        assertThat(world.headend.search("news")).contains("News");
        assertThat(world.headend
                        .catalogs
                        .search(new ChannelSearch(
                                Optional.of("news"), Optional.empty(), Optional.of(world.second), 0, 9))
                        .channels())
                .extracting(each -> each.channel().name())
                .containsExactlyInAnyOrder("News", "News HD", "News SD");
    }

    @OnBothDatabases
    void feeds_of_a_provider_that_is_removed_leave_every_order(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News HD"), world.feed("News"));
        world.headend.catalogs.remove(world.second);
        assertThat(world.plays("News")).containsExactly("a/1");
        assertThat(world.listed("News")).containsExactly("News");
    }

    @OnBothDatabases
    void a_feed_that_cannot_be_played_is_kept_in_the_order_and_passed_over(Database database) {
        World world = new World(database);
        world.take(NEWS_HD, NEWS_SD, entry("Film", "Second", "http://b.example.net/movie/u/p/9.mkv"));
        world.order("News", world.feed("Film"), world.feed("News HD"));
        assertThat(world.plays("News")).containsExactly("b/1", "a/1");
        assertThat(world.listed("News")).containsExactly("Film", "News HD", "News");
    }

    @OnBothDatabases
    void an_order_that_names_what_is_not_there_changes_nothing(Database database) {
        World world = new World(database);
        world.order("News", world.feed("News HD"));
        assertThatThrownBy(() -> world.order("News", world.feed("News SD"), new FeedId(999)))
                .isInstanceOf(NoSuchEntry.class)
                .hasMessage("There is no feed 999.");
        assertThatThrownBy(() -> world.headend.catalogs.edit(new FeedOrder(new ChannelId(999), List.of())))
                .hasMessage("There is no channel 999.");
        assertThatThrownBy(() -> world.headend.catalogs.feeds(new ChannelId(999)))
                .isInstanceOf(NoSuchEntry.class);
        assertThatThrownBy(() -> world.order("News", new FeedId(1), new FeedId(1)))
                .hasMessageContaining("once only");
        world.headend.catalogs.rebuild();
        assertThat(world.plays("News")).containsExactly("b/1", "a/1");
    }

    @OnBothDatabases
    void followers_are_told_of_a_new_order(Database database) {
        World world = new World(database);
        List<List<String>> told = new ArrayList<>();
        int news = world.headend.id("News");
        world.headend.catalogs.follow(catalog -> told.add(plays(catalog, news)));
        world.order("News", world.feed("News HD"), world.feed("News"));
        assertThat(told).containsExactly(List.of("a/1"), List.of("b/1", "a/1"));
    }

    @OnBothDatabases
    void feeds_are_found_by_name_and_provider(Database database) {
        World world = new World(database);
        world.headend.rename(world.headend.id("Sport"), "Newsround");
        assertThat(world.found("NEWS", Optional.empty()))
                .containsExactly("News of Panel", "Sport of Panel", "News HD of Second", "News SD of Second");
        assertThat(world.found("news", Optional.of(world.second)))
                .containsExactly("News HD of Second", "News SD of Second");
        assertThat(world.found("sport", Optional.empty())).containsExactly("Sport of Panel");
        assertThat(world.found("%", Optional.empty())).isEmpty();
        world.take(NEWS_SD);
        assertThat(world.found("", Optional.of(world.second))).containsExactly("News SD of Second");
        FeedPage page = world.headend.catalogs.search(new FeedSearch(Optional.empty(), Optional.empty(), 1, 1));
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.feeds()).extracting(FeedListing::name).containsExactly("Sport");
        assertThat(page.feeds().getFirst().channel()).isEqualTo(new ChannelId(world.headend.id("Newsround")));
    }

    @OnBothDatabases
    void the_bitrate_floor_is_on_the_snapshot_and_survives_imports(Database database) {
        World world = new World(database);
        assertThat(world.channel("News").minBitrate()).isZero();
        world.floor("News", 1_500_000);
        world.headend.take(list(entry("News", "World", "http://a.example.net/other/2"), SPORT));
        assertThat(world.channel("News").minBitrate()).isEqualTo(1_500_000);
        world.floor("News", 0);
        assertThat(world.channel("News").minBitrate()).isZero();
        assertThatThrownBy(() -> world.floor("News", -1)).hasMessageContaining("negative");
    }

    private static List<String> plays(Catalog catalog, int channel) {
        return catalog.channel(new ChannelId(channel)).orElseThrow().feeds().stream()
                .map(feed -> feed.url().replaceAll("http://(.).*/(\\d+)$", "$1/$2"))
                .toList();
    }

    /** Two providers: "Panel" has News and Sport, "Second" has News HD and News SD. */
    private static final class World {
        final TestHeadend headend;
        final ProviderId second;

        World(Database database) {
            headend = new TestHeadend(database);
            headend.take(list(NEWS, SPORT));
            second = headend.catalogs
                    .add(new NewProvider("Second", ProviderKind.M3U, "", 1, ""))
                    .id();
            take(NEWS_HD, NEWS_SD);
        }

        void take(String... entries) {
            headend.imports.take(second, new ByteArrayInputStream(list(entries).getBytes(StandardCharsets.UTF_8)));
        }

        Channel channel(String name) {
            return headend.channel(name);
        }

        /** The feed of this name in its provider's list. */
        FeedId feed(String name) {
            return headend.catalogs.search(new FeedSearch(Optional.of(name), Optional.empty(), 0, 100)).feeds().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .feed()
                    .id();
        }

        void order(String channel, FeedId... feeds) {
            headend.catalogs.edit(new FeedOrder(channel(channel).id(), List.of(feeds)));
        }

        List<String> plays(String channel) {
            return FeedOrderTest.plays(headend.catalogs.current(), headend.id(channel));
        }

        List<String> listed(String channel) {
            return headend.catalogs.feeds(channel(channel).id()).stream()
                    .map(each -> each.name() + (each.goneAt().isPresent() ? " gone" : ""))
                    .toList();
        }

        List<String> found(String text, Optional<ProviderId> provider) {
            return headend.catalogs.search(new FeedSearch(Optional.of(text), provider, 0, 100)).feeds().stream()
                    .map(each -> each.name() + " of " + each.providerName())
                    .toList();
        }

        void hide(String name) {
            edit(name, Optional.of(true), Optional.empty());
        }

        void floor(String name, int bits) {
            edit(name, Optional.empty(), Optional.of(bits));
        }

        private void edit(String name, Optional<Boolean> hidden, Optional<Integer> minBitrate) {
            headend.catalogs.edit(new ChannelEdit(
                    channel(name).id(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    hidden,
                    minBitrate));
        }
    }
}
