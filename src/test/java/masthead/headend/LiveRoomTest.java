package masthead.headend;

import static masthead.headend.TestHeadend.entry;
import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;

class LiveRoomTest {
    private static final String MOVIE = entry("Harbour (2019)", "Films", "http://tv.example.net/movie/u/p/5.mkv");
    private static final String ELEVENTH = entry("One more", "All", "http://tv.example.net/u/p/100");

    @OnBothDatabases
    void a_list_with_more_live_channels_than_there_is_room_for_changes_nothing(Database database) {
        TestHeadend headend = headend(database, 10);
        assertThat(headend.take(list(ten(0), MOVIE))).isInstanceOf(Applied.class);
        Map<String, Integer> ids = headend.ids();
        ImportOutcome refused = headend.take(list(ten(0), ELEVENTH));
        assertThat(refused)
                .isEqualTo(new Failed(
                        "The list has 11 live channels, and there is room for 10: raise headend.live-channels."));
        assertThat(headend.ids()).isEqualTo(ids);
        assertThat(headend.imports.lastOutcome(headend.provider))
                .hasValueSatisfying(each -> assertThat(each).contains("room for 10"));
        assertThat(headend.imports
                        .compare(headend.provider, bytes(list(ten(0), ELEVENTH)))
                        .trouble())
                .hasValueSatisfying(each -> assertThat(each).contains("room for 10"));
    }

    @OnBothDatabases
    void the_channels_of_all_providers_count(Database database) {
        TestHeadend headend = headend(database, 15);
        headend.take(list(ten(0)));
        ProviderId second = headend.catalogs
                .add(new NewProvider("Second", ProviderKind.M3U, "", 1, ""))
                .id();
        assertThat(headend.imports.take(second, bytes(list(ten(50)))))
                .isEqualTo(new Failed(
                        "The list has 10 live channels beside 10 of other providers, and there is room for 15:"
                                + " raise headend.live-channels."));
        assertThat(headend.imports.take(second, bytes(list(ELEVENTH)))).isInstanceOf(Applied.class);
    }

    @OnBothDatabases
    void a_list_that_waits_is_not_let_in_either(Database database) {
        TestHeadend headend = headend(database, 10);
        headend.take(list(ten(0)));
        headend.take(list(ten(50), ELEVENTH)); // all others are gone: it waits
        ImportRevision waiting = headend.imports.revisions().waiting().getFirst();
        assertThatThrownBy(() -> headend.imports.accept(waiting.id()))
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("room for 10");
        assertThat(headend.ids()).containsKey("Channel 0");
    }

    @OnBothDatabases
    void who_has_too_many_already_may_refresh_them_and_lose_some(Database database) {
        TestHeadend large = headend(database, 20);
        large.take(list(ten(0)));
        ProviderId provider = large.provider;
        TestHeadend small = headend(database, 3);
        assertThat(small.imports.take(provider, bytes(list(ten(0).replace("Channel 3", "Channel C")))))
                .isInstanceOf(Applied.class);
        assertThat(small.imports.take(provider, bytes(list(ten(0), ELEVENTH)))).isInstanceOf(Failed.class);
    }

    @OnBothDatabases
    void without_a_setting_the_heap_says_how_many(Database database) {
        LiveRoom room = new LiveRoom(database, TestHeadend.settings(Map.of()), 256L << 20);
        assertThat(room.most()).isBetween(400_000L, 450_000L);
        assertThat(new LiveRoom(database, TestHeadend.settings(Map.of()), 64L << 20).most())
                .isZero();
        assertThatThrownBy(() -> new LiveRoom(database, TestHeadend.settings(Map.of()), 64L << 20)
                        .require(new ProviderId(1), new EntryCounts(1, 0, 0, 0, 0, 0)))
                .hasMessageContaining("raise MASTHEAD_HEAP, which is 64MiB");
    }

    private static TestHeadend headend(Database database, int room) {
        return new TestHeadend(database, TestHeadend.settings(Map.of("headend.live-channels", Integer.toString(room))));
    }

    private static ByteArrayInputStream bytes(String list) {
        return new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8));
    }
}
