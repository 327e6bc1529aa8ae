package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedKind;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedOrder;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.rules.Changes;
import masthead.catalog.rules.Conditions;
import masthead.catalog.rules.Effect;
import masthead.catalog.rules.Preset;
import masthead.catalog.rules.Presets;
import masthead.catalog.rules.RuleBook;
import masthead.catalog.rules.RuleTerms;
import masthead.catalog.rules.Rules;
import masthead.catalog.rules.TextTest;
import masthead.database.Database;
import masthead.database.OnBothDatabases;

/** What rules and presets do with imported lists. */
class RulesTest {
    private static final String IT = "IT: ";

    private final Conditions any = new Conditions(Optional.empty(), Optional.empty(), Set.of(), Set.of());

    /** A catalog with rules. */
    private static final class Ruled {
        final TestHeadend headend;
        final Rules rules;

        Ruled(Database database) {
            headend = new TestHeadend(database);
            rules = new Rules(database, headend.catalogs, Clock.fixed(TestHeadend.NOW, ZoneOffset.UTC));
        }

        void switchOn(Preset... presets) {
            rules.put(new Presets(Stream.of(presets).collect(Collectors.toMap(each -> each, each -> Set.of()))));
        }

        ProviderId other(String list) {
            ProviderId id = headend.catalogs
                    .add(new NewProvider("Other", ProviderKind.M3U, "", 1, ""))
                    .id();
            take(id, list);
            return id;
        }

        void take(ProviderId provider, String list) {
            headend.imports.take(provider, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        }

        List<String> names() {
            return headend.catalogs.current().channels().stream()
                    .map(Channel::name)
                    .toList();
        }

        List<String> categories() {
            return headend.catalogs.current().categories().stream()
                    .map(Category::name)
                    .toList();
        }

        /** Addresses of a channel's feeds, in the order they are tried. */
        List<String> urls(int id) {
            return headend.catalogs.current().channel(new ChannelId(id)).orElseThrow().feeds().stream()
                    .map(each -> each.url().substring("http://".length()))
                    .toList();
        }

        void merge(int id, Optional<Integer> into) {
            headend.catalogs.edit(new ChannelEdit(
                    new ChannelId(id),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(into)));
        }

        void hide(int id, boolean hidden) {
            headend.catalogs.edit(new ChannelEdit(
                    new ChannelId(id),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(hidden),
                    Optional.empty()));
        }
    }

    private static RuleTerms rule(Conditions when, Changes then) {
        return new RuleTerms("", true, when, then);
    }

    private static Conditions name(TextTest.How how, String text) {
        return new Conditions(Optional.of(new TextTest(how, text)), Optional.empty(), Set.of(), Set.of());
    }

    private static Changes rename(String name) {
        return new Changes(
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Changes regroup(String group) {
        return new Changes(
                Optional.empty(),
                Optional.of(group),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Changes number(int first) {
        return new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.of(first),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Changes hide(boolean hide) {
        return new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(hide),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Changes place(Changes.Place place) {
        return new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(place),
                Optional.empty(),
                Optional.empty());
    }

    private static Changes mergeName(String name) {
        return new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(name));
    }

    private static Changes mergeInto(int channel) {
        return new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ChannelId(channel)),
                Optional.empty());
    }

    // ---- rules ----

    @OnBothDatabases
    void rules_are_applied_in_order_each_to_what_those_before_it_made(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(entry("IT: Uno", "Old", "http://a/1"), entry("Due", "Old", "http://a/2")));
        ruled.rules.add(rule(name(TextTest.How.MATCHES, "^IT: (.*)$"), rename("$1 (Italy)")));
        ruled.rules.add(rule(name(TextTest.How.EQUALS, "UNO (ITALY)"), regroup("Italy")));
        ruled.rules.add(rule(name(TextTest.How.CONTAINS, "due"), rename("{name} in {group}")));
        assertThat(ruled.names()).containsExactlyInAnyOrder("Uno (Italy)", "Due in Old");
        assertThat(ruled.categories()).containsExactlyInAnyOrder("Old", "Italy");
        assertThat(ruled.headend.search("uno (it")).containsExactly("Uno (Italy)");

        ruled.rules.order(
                ruled.rules.all().reversed().stream().map(each -> each.id()).toList());
        assertThat(ruled.names()).containsExactly("Uno (Italy)", "Due in Old");
        assertThat(ruled.categories()).containsExactly("Old");
    }

    @OnBothDatabases
    void what_rules_did_is_undone_when_they_go(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(entry("Uno", "Old", "http://a/1"), entry("Due", "Old", "http://a/2")));
        var rename = ruled.rules.add(rule(any, rename("X {name}")));
        var hide = ruled.rules.add(rule(name(TextTest.How.CONTAINS, "due"), hide(true)));
        assertThat(ruled.names()).containsExactly("X Uno");
        ruled.rules.edit(hide.id(), new RuleTerms("", false, any, hide(true)));
        assertThat(ruled.names()).containsExactly("X Uno", "X Due");
        ruled.rules.remove(rename.id());
        ruled.rules.remove(hide.id());
        assertThat(ruled.names()).containsExactly("Uno", "Due");
        assertThat(ruled.headend.search("uno")).containsExactly("Uno");
        assertThat(ruled.headend.search("x u")).isEmpty();
    }

    @OnBothDatabases
    void a_rule_finds_by_group_provider_and_kind(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("One", "News", "http://a/1"),
                entry("Two", "Sport", "http://a/2.m3u8"),
                entry("Three", "Sport", "http://a/3")));
        ProviderId other = ruled.other(list(entry("Four", "Sport", "http://b/4")));
        Conditions sport = new Conditions(
                Optional.empty(),
                Optional.of(new TextTest(TextTest.How.MATCHES, "(?i)sport")),
                Set.of(),
                Set.of(FeedKind.TS));
        ruled.rules.add(rule(sport, rename("S {name}")));
        ruled.rules.add(
                rule(new Conditions(Optional.empty(), Optional.empty(), Set.of(other), Set.of()), rename("O {name}")));
        assertThat(ruled.names()).containsExactlyInAnyOrder("One", "Two", "S Three", "O S Four");
    }

    @OnBothDatabases
    void numbers_once_given_stay_when_channels_come_and_go(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(
                list(entry("A", "G", "http://a/a"), entry("B", "G", "http://a/b"), entry("C", "G", "http://a/c")));
        ruled.rules.add(rule(name(TextTest.How.MATCHES, "."), number(100)));
        assertThat(numbers(ruled)).isEqualTo(Map.of("A", 100, "B", 101, "C", 102));
        ruled.headend.take(
                list(entry("New", "G", "http://a/n"), entry("C", "G", "http://a/c"), entry("B", "G", "http://a/b")));
        assertThat(numbers(ruled)).isEqualTo(Map.of("B", 101, "C", 102, "New", 103));
        ruled.headend.take(list(entry("A", "G", "http://a/a"), entry("C", "G", "http://a/c")));
        assertThat(numbers(ruled)).isEqualTo(Map.of("A", 100, "C", 102));
        ruled.headend.take(list(entry("B", "G", "http://a/b"), entry("C", "G", "http://a/c")));
        ruled.headend.catalogs.edit(new ChannelEdit(
                new ChannelId(ruled.headend.id("B")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(7),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        assertThat(numbers(ruled)).containsEntry("B", 7);
    }

    private static Map<String, Integer> numbers(Ruled ruled) {
        return ruled.headend.catalogs.current().channels().stream()
                .collect(Collectors.toMap(Channel::name, Channel::number));
    }

    @OnBothDatabases
    void channels_are_placed_in_front_and_behind_in_their_category(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("D", "G", "http://a/d"),
                entry("C", "G", "http://a/c"),
                entry("B", "G", "http://a/b"),
                entry("A", "G", "http://a/a")));
        ruled.rules.add(rule(name(TextTest.How.MATCHES, "^[AC]$"), place(Changes.Place.NAME)));
        ruled.rules.add(rule(name(TextTest.How.EQUALS, "d"), place(Changes.Place.LAST)));
        assertThat(ruled.names()).containsExactly("A", "C", "B", "D");
    }

    @OnBothDatabases
    void what_an_operator_did_by_hand_wins_over_rules_and_only_there(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(entry("Uno", "Old", "http://a/1"), entry("Due", "Old", "http://a/2")));
        ruled.headend.rename(ruled.headend.id("Uno"), "Mine");
        ruled.hide(ruled.headend.id("Due"), false);
        ruled.rules.add(rule(any, rename("X {name}")));
        ruled.rules.add(rule(any, regroup("New")));
        ruled.rules.add(rule(any, hide(true)));
        assertThat(ruled.names()).containsExactly("X Due");
        ruled.hide(ruled.headend.search("mine").isEmpty() ? 0 : 1, false);
        assertThat(ruled.names()).containsExactly("Mine", "X Due");
        assertThat(ruled.categories()).containsExactly("New");
        ruled.headend.rename(1, "");
        assertThat(ruled.names()).containsExactly("X Uno", "X Due");
    }

    // ---- presets ----

    @OnBothDatabases
    void presets_make_clean_names_and_one_channel_of_all_qualities_in_order(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry(IT + "Rai 1 SD", "IT | Generale", "http://a/sd"),
                entry(IT + "Rai 1 FHD", "IT | Generale", "http://a/fhd"),
                entry(IT + "Rai 2 HD", "IT | Generale", "http://a/rai2"),
                entry("|UK| BBC One ᴴᴰ", "UK", "http://a/bbc"),
                entry("##### SPORT #####", "UK", "http://a/head")));
        ruled.other(
                list(entry("IT - Rai 1 4K (HEVC)", "Italia", "http://b/4k"), entry("DE: Rai 1", "DE", "http://b/de")));
        int first = ruled.headend.id("IT: Rai 1 SD");
        int third = ruled.headend.id("IT - Rai 1 4K (HEVC)");
        ruled.switchOn(Preset.values());

        assertThat(ruled.names()).containsExactlyInAnyOrder("Rai 1", "Rai 2", "BBC One", "##### SPORT #####", "Rai 1");
        assertThat(ruled.categories()).contains("Italy", "United Kingdom", "Germany");
        assertThat(ruled.urls(first)).containsExactly("b/4k", "a/fhd", "a/sd");
        // The ids of the others go on to play.
        assertThat(ruled.headend
                        .catalogs
                        .current()
                        .channel(new ChannelId(third))
                        .orElseThrow()
                        .id())
                .isEqualTo(new ChannelId(first));
        assertThat(ruled.headend.catalogs.feeds(new ChannelId(first)))
                .extracting(FeedListing::name)
                .containsExactly("IT - Rai 1 4K (HEVC)", "IT: Rai 1 FHD", "IT: Rai 1 SD");
        assertThat(ruled.headend.catalogs.listing(new ChannelId(third)).mergedInto())
                .contains(new ChannelId(first));
    }

    @OnBothDatabases
    void the_channel_stays_the_channel_while_it_is_missing_in_its_list(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(entry("Rai 1", "IT", "http://a/1"), entry("Rai 2", "IT", "http://a/2")));
        ProviderId other =
                ruled.other(list(entry("Rai 1 HD", "IT", "http://b/hd"), entry("Rai 3", "IT", "http://b/3")));
        int id = ruled.headend.id("Rai 1");
        ruled.switchOn(Preset.ONE_PER_NAME);
        assertThat(ruled.urls(id)).containsExactly("b/hd", "a/1");
        ruled.headend.take(list(entry("Rai 2", "IT", "http://a/2")));
        assertThat(ruled.urls(id)).containsExactly("b/hd");
        assertThat(ruled.names()).contains("Rai 1");
        ruled.headend.take(list(entry("Rai 1", "IT", "http://a/1new"), entry("Rai 2", "IT", "http://a/2")));
        assertThat(ruled.urls(id)).containsExactly("b/hd", "a/1new");
        ruled.headend.catalogs.remove(other);
        assertThat(ruled.urls(id)).containsExactly("a/1new");
    }

    @OnBothDatabases
    void a_channel_that_is_taken_out_leaves_the_others_of_its_name(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("Rai 1 SD", "IT", "http://a/sd"),
                entry("Rai 1 HD", "IT", "http://a/hd"),
                entry("Rai 1 4K", "IT", "http://a/4k")));
        ruled.switchOn(Preset.ONE_PER_NAME);
        assertThat(ruled.names()).containsExactly("Rai 1 SD");
        ruled.headend.catalogs.remove(new ChannelId(1));
        assertThat(ruled.names()).containsExactly("Rai 1 HD");
        assertThat(ruled.urls(3)).containsExactly("a/4k", "a/hd");
    }

    // ---- merging ----

    @OnBothDatabases
    void a_rule_merges_by_name_or_into_a_channel_behind_its_own_feeds(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("Uno", "G", "http://a/1"),
                entry("Uno backup", "G", "http://a/b"),
                entry("Uno FHD backup", "G", "http://a/f"),
                entry("Due", "G", "http://a/2"),
                entry("Nobody backup", "G", "http://a/n")));
        ruled.rules.add(rule(name(TextTest.How.MATCHES, "^(\\w+)( FHD)? backup$"), mergeName("$1")));
        assertThat(ruled.names()).containsExactly("Uno", "Due", "Nobody backup");
        assertThat(ruled.urls(ruled.headend.id("Uno"))).containsExactly("a/1", "a/f", "a/b");
        ruled.rules.add(rule(name(TextTest.How.EQUALS, "due"), mergeInto(ruled.headend.id("Uno"))));
        assertThat(ruled.names()).containsExactly("Uno", "Nobody backup");
    }

    @OnBothDatabases
    void an_operator_merges_and_unmerges_by_hand_and_rules_leave_that_alone(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("Rai 1 SD", "IT", "http://a/sd"),
                entry("Rai 1 HD", "IT", "http://a/hd"),
                entry("Other", "IT", "http://a/o")));
        ruled.merge(3, Optional.of(1));
        assertThat(ruled.names()).containsExactly("Rai 1 SD", "Rai 1 HD");
        assertThat(ruled.urls(1)).containsExactly("a/sd", "a/o");
        ruled.switchOn(Preset.ONE_PER_NAME);
        assertThat(ruled.names()).containsExactly("Rai 1 SD");
        assertThat(ruled.urls(1)).containsExactly("a/hd", "a/sd", "a/o");
        ruled.merge(2, Optional.of(0));
        assertThat(ruled.names()).containsExactly("Rai 1 SD", "Rai 1 HD");
        ruled.merge(2, Optional.empty());
        ruled.merge(3, Optional.empty());
        assertThat(ruled.names()).containsExactly("Rai 1 SD", "Other");
    }

    @OnBothDatabases
    void channels_merged_in_a_circle_stay_apart(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(entry("A", "G", "http://a/a"), entry("B", "G", "http://a/b")));
        ruled.merge(1, Optional.of(2));
        ruled.merge(2, Optional.of(1));
        assertThat(ruled.names()).containsExactly("A", "B");
    }

    @OnBothDatabases
    void the_operators_order_of_feeds_comes_first_and_no_feed_twice(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("Rai 1 4K", "IT", "http://a/4k"),
                entry("Rai 1 HD", "IT", "http://a/hd"),
                entry("Rai 1 SD", "IT", "http://a/sd")));
        ruled.switchOn(Preset.ONE_PER_NAME);
        var feeds = ruled.headend.catalogs.feeds(new ChannelId(1));
        ruled.headend.catalogs.edit(
                new FeedOrder(new ChannelId(1), List.of(feeds.getLast().feed().id())));
        assertThat(ruled.urls(1)).containsExactly("a/sd", "a/4k", "a/hd");
    }

    // ---- preview ----

    @OnBothDatabases
    void a_preview_counts_and_shows_and_keeps_nothing(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.headend.take(list(
                entry("Rai 1 HD", "IT", "http://a/hd"),
                entry("Rai 1 SD", "IT", "http://a/sd"),
                entry("Adult", "XXX", "http://a/x")));
        long version = ruled.headend.catalogs.current().version();
        Effect effect = ruled.rules.preview(
                new RuleBook(
                        new Presets(Map.of(Preset.DROP_QUALITY, Set.of(), Preset.ONE_PER_NAME, Set.of())),
                        List.of(rule(name(TextTest.How.EQUALS, "adult"), hide(true)))),
                10);
        assertThat(effect.channels()).isEqualTo(3);
        assertThat(effect.news())
                .containsEntry(Effect.Change.RENAMED, 2)
                .containsEntry(Effect.Change.MERGED, 1)
                .containsEntry(Effect.Change.HIDDEN, 1)
                .containsEntry(Effect.Change.REGROUPED, 0);
        assertThat(effect.samples())
                .contains(new Effect.Sample(
                        3,
                        new Effect.State("Adult", "XXX", 0, false, 0),
                        new Effect.State("Adult", "XXX", 0, true, 0)));
        assertThat(effect.rules())
                .singleElement()
                .satisfies(each -> assertThat(each.fitting()).isEqualTo(1));
        assertThat(ruled.names()).containsExactly("Rai 1 HD", "Rai 1 SD", "Adult");
        assertThat(ruled.headend.catalogs.rebuild().version()).isEqualTo(version);
    }

    @OnBothDatabases
    void rules_that_were_not_applied_before_the_end_are_applied_at_the_start(Database database) {
        Ruled ruled = new Ruled(database);
        ruled.rules.add(rule(any, rename("X {name}")));
        // As after a kill between an import and what follows: another catalog on the same database, without rules.
        TestHeadend later = new TestHeadend(database);
        later.take(list(entry("Uno", "Old", "http://a/1")));
        assertThat(later.ids()).containsOnlyKeys("Uno");
        assertThat(new Ruled(database).names()).containsExactly("X Uno");
    }
}
