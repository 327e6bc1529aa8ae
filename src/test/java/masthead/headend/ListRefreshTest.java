package masthead.headend;

import static masthead.headend.PageHouse.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.ReachEdit;
import masthead.catalog.Upkeep;
import masthead.catalog.UpkeepEdit;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists read by themselves when their time has come. */
class ListRefreshTest {
    @TempDir
    Path folder;

    private PageHouse house;
    private TestHeadend headend;
    private ListRefresh refresh;

    @BeforeEach
    void open() {
        house = new PageHouse(folder);
        NewProvider page = new NewProvider(
                "Page",
                ProviderKind.PAGE,
                house.panel.url("/"),
                0,
                "",
                Reach.DIRECT,
                new Upkeep(Map.of(), Optional.of(Duration.ofHours(1))));
        headend = house.headend(page, Map.of(), house.clock);
        refresh = new ListRefresh(headend.catalogs, headend.imports, house.clock);
    }

    @AfterEach
    void close() {
        refresh.close();
        house.close();
    }

    private int asked() {
        return house.panel.requests("/").size();
    }

    private void imported(int times) {
        await().untilAsserted(() -> assertThat(asked()).isEqualTo(times));
        await().until(() -> headend.imports.lastOutcome(headend.provider).isPresent());
    }

    @Test
    void a_list_is_read_when_its_time_has_come_and_not_before() {
        house.panel.on("/", Moods.document("text/html", "<p>One " + id(1)));
        refresh.look();
        imported(1);
        await().until(() -> headend.catalogs
                .current()
                .provider(headend.provider)
                .orElseThrow()
                .importedAt()
                .isPresent());
        house.pass(Duration.ofMinutes(59));
        refresh.look();
        house.pass(Duration.ofMinutes(8));
        await().untilAsserted(() -> {
            refresh.look();
            assertThat(asked()).isEqualTo(2);
        });
    }

    @Test
    void a_list_that_fails_is_tried_again_after_its_usual_time() {
        house.panel.on("/", Moods.status(500));
        refresh.look();
        imported(1);
        refresh.look();
        refresh.look();
        house.pass(Duration.ofMinutes(67));
        await().untilAsserted(() -> {
            refresh.look();
            assertThat(asked()).isEqualTo(2);
        });
    }

    @Test
    void a_list_that_is_being_read_is_not_read_twice_at_once() {
        house.panel.on("/", Moods.silent());
        refresh.look();
        await().untilAsserted(() -> assertThat(asked()).isEqualTo(1));
        house.pass(Duration.ofHours(5));
        refresh.look();
        refresh.look();
        assertThat(house.panel.connections("/").peak()).isEqualTo(1);
    }

    @Test
    void each_turn_is_up_to_a_tenth_later_and_always_the_same() {
        Duration hour = Duration.ofHours(1);
        Set<Instant> provider = new HashSet<>();
        Set<Instant> turn = new HashSet<>();
        for (int each = 1; each <= 50; each++) {
            Instant due = ListRefresh.due(new ProviderId(each), TestHeadend.NOW, hour);
            assertThat(due)
                    .isBetween(TestHeadend.NOW.plus(hour), TestHeadend.NOW.plus(Duration.ofMinutes(66)))
                    .isEqualTo(ListRefresh.due(new ProviderId(each), TestHeadend.NOW, hour));
            provider.add(due);
            Instant last = TestHeadend.NOW.plusSeconds(each);
            turn.add(ListRefresh.due(new ProviderId(1), last, hour).minusSeconds(each));
        }
        assertThat(provider).hasSizeGreaterThan(30);
        assertThat(turn).hasSizeGreaterThan(30);
    }

    @Test
    void a_suspicious_list_is_given_up_when_nobody_decides() {
        headend.catalogs.edit(new ProviderEdit(
                headend.provider,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ReachEdit.NONE,
                new UpkeepEdit(Optional.empty(), Optional.of(Optional.empty()))));
        headend.take("<html></html>");
        house.pass(Duration.ofDays(13));
        refresh.look();
        assertThat(headend.imports.revisions().waiting()).hasSize(1);
        house.pass(Duration.ofDays(2));
        refresh.look();
        assertThat(headend.imports.revisions().waiting()).isEmpty();
        assertThat(headend.imports.revisions().of(headend.provider))
                .extracting(ImportRevision::state)
                .containsExactly(RevisionState.EXPIRED);
        assertThat(headend.folder.resolve("quarantine")).isEmptyDirectory();
    }
}
