package masthead.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import masthead.catalog.ChannelId;
import masthead.catalog.Folded;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderKind;
import masthead.catalog.Revision;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.guide.ChannelMatch.State;

class MatchingTest {
    private static final ChannelId ONE = new ChannelId(1);
    private static final ChannelId TWO = new ChannelId(2);

    /** Two guides, the first asked first, and what matches channels to them. */
    private static final class House implements AutoCloseable {
        final GuideWorld world;
        final Matching matching;
        final GuideSourceId first;
        final GuideSourceId second;

        House(Database database) {
            world = new GuideWorld(database);
            first = world.uploads("First", 10);
            second = world.uploads("Second", 20);
            fill(first, "Rai1.it", "Rai2.it", "Canale5.it", "Nova.bg", "Nova.cz");
            matching = again();
        }

        /** As after a restart. */
        Matching again() {
            return new Matching(world.database, world.catalogs, world.guide, world.sources, Clock.systemUTC());
        }

        void fill(GuideSourceId source, String... ids) {
            String[] elements = Arrays.stream(ids)
                    .flatMap(id -> Stream.of(GuideWorld.channel(id, ""), GuideWorld.programme(id, 0, 60, "On " + id)))
                    .toArray(String[]::new);
            world.take(source, elements);
        }

        void channel(int id, String name, String guideId) {
            int provider = world.catalogs
                    .add(new NewProvider("P" + id, ProviderKind.M3U, "http://p" + id + "/", 0, ""))
                    .id()
                    .value();
            world.database.write(handle -> {
                handle.execute(
                        "INSERT INTO channel (id, kind, name, folded_name, guide_id, added_at) VALUES (?, 'TS', ?, ?, ?, 0)",
                        id,
                        name,
                        Folded.of(name),
                        guideId);
                handle.execute(
                        "INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind) VALUES (?, ?, ?, ?, 'http://x/', 'TS')",
                        provider,
                        id,
                        "key" + id,
                        name);
                Revision.raise(handle);
                return true;
            });
            world.catalogs.rebuild();
            matching.run();
        }

        void gone(int id) {
            world.database.write(handle -> {
                handle.execute("UPDATE feed SET gone_at = 1 WHERE channel_id = ?", id);
                Revision.raise(handle);
                return true;
            });
            world.catalogs.rebuild();
            matching.run();
        }

        List<String> places(ChannelId channel) {
            return matching.current().places(channel).stream()
                    .map(each -> each.source() + " " + each.guideId())
                    .toList();
        }

        State state(ChannelId channel) {
            return matching.match(channel).state();
        }

        @Override
        public void close() {
            matching.close();
            world.close();
        }
    }

    @OnBothDatabases
    void a_certain_match_is_applied_in_every_guide_in_their_order(Database database) {
        try (House house = new House(database)) {
            house.fill(house.second, "RaiUno.it", "Rai3.it");
            house.channel(1, "IT: RAI 1 FHD", "");
            assertThat(house.places(ONE)).containsExactly(house.first + " Rai1.it", house.second + " RaiUno.it");
            assertThat(house.state(ONE)).isEqualTo(State.APPLIED);
            assertThat(house.matching.match(ONE).places().getFirst().explanation())
                    .isEqualTo("no id in the list; name equal after removing 'FHD'; country IT = IT");
        }
    }

    @OnBothDatabases
    void a_doubtful_match_waits_until_it_is_accepted(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "Nova HD", "");
            assertThat(house.state(ONE)).isEqualTo(State.SUGGESTED);
            assertThat(house.places(ONE)).isEmpty();
            assertThat(house.matching.accept(List.of(ONE))).isEqualTo(1);
            assertThat(house.places(ONE)).hasSize(1);
            assertThat(house.state(ONE)).isEqualTo(State.BY_HAND);
            assertThat(house.matching.accept(List.of(ONE))).isZero();
        }
    }

    @OnBothDatabases
    void all_suggestions_from_a_score_on_are_accepted_at_once(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "Nova HD", "");
            house.channel(2, "IT: Canale 5 +1", "");
            assertThat(house.matching.acceptFrom(0.99)).isZero();
            assertThat(house.matching.acceptFrom(0.6)).isEqualTo(2);
            assertThat(house.matching.current().shift(TWO)).isEqualTo(Duration.ofHours(1));
            assertThat(house.places(TWO)).containsExactly(house.first + " Canale5.it");
        }
    }

    @OnBothDatabases
    void a_rejected_match_never_comes_back(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "Nova HD", "");
            String refused =
                    house.matching.match(ONE).suggestions().getFirst().best().guideId();
            String other = refused.equals("Nova.bg") ? "Nova.cz" : "Nova.bg";
            house.matching.reject(List.of(ONE));
            house.matching.run();
            house.fill(house.first, "Nova.bg", "Nova.cz", "Rai1.it");
            house.matching.run();
            ChannelMatch match = house.matching.match(ONE);
            assertThat(match.suggestions())
                    .allSatisfy(each -> assertThat(each.candidates())
                            .noneMatch(candidate -> candidate.guideId().equals(refused)));
            assertThat(match.places()).noneMatch(each -> each.place().guideId().equals(refused));
            house.fill(house.first, refused, "Rai1.it");
            house.matching.run();
            assertThat(house.places(ONE)).isEmpty();
            assertThat(other).isNotEqualTo(refused);
        }
    }

    @OnBothDatabases
    void an_applied_match_may_be_rejected_too(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1", "Rai1.it");
            assertThat(house.places(ONE)).hasSize(1);
            assertThat(house.matching.reject(List.of(ONE))).isEqualTo(1);
            assertThat(house.places(ONE)).isEmpty();
            house.matching.run();
            assertThat(house.places(ONE)).isEmpty();
        }
    }

    @OnBothDatabases
    void what_is_set_by_hand_survives_refreshes_and_a_restart(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1", "Rai1.it");
            house.matching.set(ONE, new GuidePlace(house.first, "Rai2.it"));
            house.matching.setShift(ONE, Duration.ofMinutes(-30));
            assertThat(house.places(ONE)).containsExactly(house.first + " Rai2.it");
            house.fill(house.first, "Rai1.it", "Rai2.it", "Rai3.it");
            house.world.catalogs.rebuild();
            house.matching.run();
            assertThat(house.places(ONE)).containsExactly(house.first + " Rai2.it");
            try (Matching restarted = house.again()) {
                restarted.run();
                assertThat(restarted.current().places(ONE)).containsExactly(new GuidePlace(house.first, "Rai2.it"));
                assertThat(restarted.current().shift(ONE)).isEqualTo(Duration.ofMinutes(-30));
            }
        }
    }

    @OnBothDatabases
    void a_decision_follows_the_channel_to_another_provider(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1 HD", "");
            house.matching.set(ONE, new GuidePlace(house.first, "Canale5.it"));
            house.gone(1);
            house.channel(2, "|IT| RAI UNO FHD", "rai.uno");
            assertThat(house.places(TWO)).containsExactly(house.first + " Canale5.it");
            assertThat(house.state(TWO)).isEqualTo(State.BY_HAND);
            house.channel(3, "FR: Rai 1", "");
            assertThat(house.places(new ChannelId(3)))
                    .as("another country's")
                    .doesNotContain(house.first + " Canale5.it");
        }
    }

    @OnBothDatabases
    void a_channels_own_decision_wins_over_one_that_it_follows(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1 HD", "");
            house.channel(2, "IT: Rai 1 FHD", "");
            house.matching.set(ONE, new GuidePlace(house.first, "Canale5.it"));
            house.matching.setShift(TWO, Duration.ofHours(2));
            assertThat(house.places(TWO)).as("kept").containsExactly(house.first + " Canale5.it");
            house.matching.set(TWO, new GuidePlace(house.first, "Rai2.it"));
            assertThat(house.places(TWO)).containsExactly(house.first + " Rai2.it");
            assertThat(house.matching.current().shift(TWO)).isEqualTo(Duration.ofHours(2));
            assertThat(house.places(ONE)).containsExactly(house.first + " Canale5.it");
        }
    }

    @OnBothDatabases
    void no_guide_at_all_is_a_decision_too_and_can_be_taken_back(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1", "Rai1.it");
            house.matching.setNone(ONE);
            house.matching.run();
            assertThat(house.places(ONE)).isEmpty();
            assertThat(house.state(ONE)).isEqualTo(State.BY_HAND);
            house.matching.forget(ONE);
            assertThat(house.places(ONE)).containsExactly(house.first + " Rai1.it");
            assertThat(house.state(ONE)).isEqualTo(State.APPLIED);
        }
    }

    @OnBothDatabases
    void a_guide_without_programmes_of_a_channel_does_not_take_its_place(Database database) {
        try (House house = new House(database)) {
            house.world.take(
                    house.first,
                    GuideWorld.channel("Rai1.it", "Rai 1"),
                    GuideWorld.channel("x", "X"),
                    GuideWorld.programme("x", 0, 60, "X"));
            house.fill(house.second, "Rai1.it");
            house.channel(1, "IT: Rai 1", "Rai1.it");
            assertThat(house.places(ONE)).containsExactly(house.second + " Rai1.it");
        }
    }

    @OnBothDatabases
    void channels_are_found_by_state_and_name(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1", "");
            house.channel(2, "Nova HD", "");
            house.channel(3, "IT: Télé Zéro", "");
            assertThat(ids(house, Optional.of(State.APPLIED), "")).containsExactly(1);
            assertThat(ids(house, Optional.of(State.SUGGESTED), "")).containsExactly(2);
            assertThat(ids(house, Optional.of(State.NONE), "")).containsExactly(3);
            assertThat(ids(house, Optional.empty(), "tele")).containsExactly(3);
        }
    }

    private static List<Integer> ids(House house, Optional<State> state, String text) {
        return house.matching.search(new MatchSearch(state, text, 0, 1000)).rows().stream()
                .map(each -> each.channel().id().value())
                .toList();
    }

    @OnBothDatabases
    void changes_of_catalog_and_guide_are_followed_in_the_background(Database database) {
        try (House house = new House(database)) {
            AtomicInteger told = new AtomicInteger();
            house.matching.follow(_ -> told.incrementAndGet());
            house.channel(1, "IT: Rai 3", "");
            house.matching.start();
            long before = house.matching.current().version();
            house.fill(house.first, "Rai3.it");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !house.places(ONE).isEmpty());
            assertThat(house.matching.current().version()).isGreaterThan(before);
            assertThat(told.get()).isGreaterThan(1);
        }
    }

    @OnBothDatabases
    void nothing_is_told_where_nothing_has_changed(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1", "");
            long before = house.matching.current().version();
            house.matching.run();
            assertThat(house.matching.current().version()).isEqualTo(before);
        }
    }

    @OnBothDatabases
    void a_channel_that_was_not_looked_for_yet_is_where_its_lists_id_is(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "Nova HD", "Rai1.it");
            GuideLinks links = house.matching.links();
            long before = links.version();
            assertThat(links.places(house.matching.match(ONE).channel()))
                    .containsExactly(new GuidePlace(house.first, "Rai1.it"));
            try (Matching fresh = house.again()) {
                assertThat(fresh.links().places(house.matching.match(ONE).channel()))
                        .contains(new GuidePlace(house.first, "Rai1.it"));
            }
            house.matching.setNone(ONE);
            assertThat(links.places(house.matching.match(ONE).channel())).isEmpty();
            assertThat(links.version()).isGreaterThan(before);
        }
    }

    @OnBothDatabases
    void what_is_not_there_cannot_be_decided(Database database) {
        try (House house = new House(database)) {
            house.channel(1, "IT: Rai 1", "");
            assertThatThrownBy(() -> house.matching.setNone(new ChannelId(99))).isInstanceOf(NoSuchEntry.class);
            assertThatThrownBy(() -> house.matching.set(ONE, new GuidePlace(new GuideSourceId(99), "x")))
                    .isInstanceOf(NoSuchEntry.class);
            assertThatThrownBy(() -> house.matching.set(ONE, new GuidePlace(house.first, " ")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> house.matching.setShift(ONE, Duration.ofDays(3)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
