package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ReachEdit;
import masthead.config.Secret;
import masthead.studio.FakeHls;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.TestCard;
import masthead.studio.xtream.FakeXtream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live streams of panels: from the account's list to the picture. */
class PanelPlayTest {
    private static final String ALPHA = "/live/nora/k7Qz9x/1001.ts";
    private static final Map<String, String> QUICK = Map.of("relay.linger", "0s", "tuner.slot-settle", "0s");

    private static void plays(FakePlayer player) {
        await().until(() -> player.verdict().packets() > 300);
        assertThat(player.verdict().runs()).isEqualTo(1);
    }

    @Test
    void a_live_stream_of_a_panel_plays(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK)) {
            FakeXtream.small().in(house.panel, "");
            house.panel.on(ALPHA, Moods.live("Alpha"));
            house.account(house.panel.url(""), Map.of());
            try (FakePlayer one = house.tune("Alpha");
                    FakePlayer two = house.tune("Alpha")) {
                plays(one);
                plays(two);
                assertThat(house.panel.connections(ALPHA).total())
                        .as("one for both")
                        .isEqualTo(1);
                assertThat(house.panel.requests(ALPHA))
                        .allSatisfy(
                                each -> assertThat(each.header("User-Agent")).isNotEmpty());
            }
        }
    }

    @Test
    void what_the_panel_allows_is_what_is_opened_at_once(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK)) {
            FakeXtream.small()
                    .user("\"auth\":1,\"status\":\"Active\",\"exp_date\":null,\"max_connections\":\"1\"")
                    .in(house.panel, "");
            house.panel.on(ALPHA, Moods.live("Alpha"));
            house.panel.on("/live/nora/k7Qz9x/1002.ts", Moods.live("Beta"));
            ProviderId id = house.account(house.panel.url(""), Map.of());
            assertThat(house.slots.seen(id).accounts().getFirst().allowed()).isEqualTo(1);
            try (FakePlayer one = house.tune("Alpha")) {
                plays(one);
                try (FakePlayer two = house.tune("Beta")) {
                    await().until(() -> !house.slots.seen(id).waiting().isEmpty());
                    assertThat(house.panel
                                    .connections("/live/nora/k7Qz9x/1002.ts")
                                    .total())
                            .isZero();
                    one.hangUp();
                    plays(two);
                }
            }
            house.catalogs.edit(new ProviderEdit(
                    id, Optional.empty(), Optional.empty(), Optional.of(3), Optional.empty(), ReachEdit.NONE));
            assertThat(house.slots.seen(id).accounts().getFirst().allowed())
                    .as("the operator knows better")
                    .isEqualTo(3);
        }
    }

    @Test
    void another_account_of_the_same_panel_is_used_when_the_first_is_busy(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK)) {
            FakeXtream.small()
                    .user("\"auth\":1,\"status\":\"Active\",\"exp_date\":null,\"max_connections\":\"1\"")
                    .in(house.panel, "");
            house.panel.under("/live/", Moods.live("any"));
            ProviderId id = house.account(house.panel.url(""), Map.of());
            house.catalogs.put(new ProviderAccount(id, 1, "second", new Secret("p w"), 1));
            try (FakePlayer one = FakePlayer.tune(house.url("Alpha"), "any");
                    FakePlayer two = FakePlayer.tune(house.url("Beta"), "any")) {
                await().until(() -> one.bytes() > 100_000 && two.bytes() > 100_000);
                assertThat(house.panel.connections(ALPHA).total()
                                + house.panel
                                        .connections("/live/nora/k7Qz9x/1002.ts")
                                        .total())
                        .isEqualTo(1);
                assertThat(house.panel.connections("/live/second/p%20w/1001.ts").total()
                                + house.panel
                                        .connections("/live/second/p%20w/1002.ts")
                                        .total())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void hls_of_a_panel_plays(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK);
                FakeHls hls = new FakeHls(house.panel, "Alpha").live()) {
            FakeXtream.small().in(house.panel, "");
            house.panel.on("/live/nora/k7Qz9x/1001.m3u8", Moods.redirect(hls.url()));
            house.account(house.panel.url(""), Map.of("output", "m3u8"));
            try (FakePlayer player = house.tune("Alpha")) {
                plays(player);
            }
        }
    }

    @Test
    void a_panel_that_knows_another_form_of_addresses_is_found_out_once(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK)) {
            FakeXtream.small().in(house.panel, "");
            house.panel.under("/live/", Moods.status(404));
            house.panel.on("/nora/k7Qz9x/1001.ts", Moods.live("Alpha"));
            house.panel.on("/nora/k7Qz9x/1002.ts", Moods.live("Beta"));
            house.account(house.panel.url(""), Map.of());
            try (FakePlayer one = house.tune("Alpha")) {
                plays(one);
            }
            assertThat(house.panel.connections(ALPHA).total()).isEqualTo(1);
            assertThat(house.panel.connections("/live/nora/k7Qz9x/1001").total())
                    .isEqualTo(1);
            try (FakePlayer two = house.tune("Beta")) {
                plays(two);
            }
            assertThat(house.panel.connections("/live/nora/k7Qz9x/1002.ts").total())
                    .as("it is known now")
                    .isZero();
        }
    }

    @Test
    void a_mirror_plays_when_the_first_address_is_away(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK);
                FakePanel mirror = new FakePanel()) {
            FakeXtream xtream = FakeXtream.small().in(house.panel, "").in(mirror, "/m");
            house.panel.under("/live/", Moods.resetting());
            mirror.on("/m" + ALPHA, Moods.live("Alpha"));
            mirror.on("/m/live/nora/k7Qz9x/1002.ts", Moods.live("Beta"));
            house.account(house.panel.url(""), Map.of("mirrors", mirror.url("/m")));
            assertThat(xtream.asked()).hasSize(7);
            try (FakePlayer one = house.tune("Alpha")) {
                plays(one);
            }
            try (FakePlayer two = house.tune("Beta")) {
                plays(two);
            }
            assertThat(house.panel.connections(ALPHA).total()).isEqualTo(1);
            assertThat(house.panel.connections("/live/nora/k7Qz9x/1002.ts").total())
                    .as("the one that answered is asked first")
                    .isZero();
        }
    }

    @Test
    void what_is_refused_to_the_account_is_asked_for_once(@TempDir Path folder) throws IOException {
        for (int status : new int[] {401, 403, 509}) {
            try (RelayHouse house = new RelayHouse(Files.createTempDirectory(folder, "status"), QUICK);
                    FakePanel mirror = new FakePanel()) {
                FakeXtream.small().in(house.panel, "");
                house.panel.on(ALPHA, Moods.status(status));
                house.account(house.panel.url(""), Map.of("mirrors", mirror.url("")));
                try (FakePlayer player = house.tune("Alpha")) {
                    await().until(player::answered);
                    assertThat(player.status()).isEqualTo(502);
                }
                assertThat(house.panel.connections(ALPHA).total())
                        .as("status %s", status)
                        .isEqualTo(1);
                assertThat(mirror.requests(ALPHA)).isEmpty();
                assertThat(house.panel.requests("/live/nora/k7Qz9x/1001")).isEmpty();
            }
        }
    }

    @Test
    void a_redirect_to_another_host_is_followed_and_text_of_a_sick_server_is_passed_over(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, QUICK);
                FakePanel edge = new FakePanel("localhost")) {
            FakeXtream.small().in(house.panel, "");
            edge.on("/token/abc", reply -> {
                reply.head(200, "Content-Type: video/mp2t");
                reply.body("<b>Warning</b>: Undefined index in stream.php on line 7<br />\n"
                        .getBytes(StandardCharsets.UTF_8));
                TestCard card = new TestCard("Alpha", reply.run(), TestCard.Shape.SMALL);
                for (int frame = 0; frame < 250; frame++) {
                    reply.body(card.nextFrame());
                    reply.pause(card.frameDuration().dividedBy(4));
                }
                reply.silence();
            });
            house.panel.on(ALPHA, Moods.redirect(edge.url("/token/abc")));
            house.account(house.panel.url(""), Map.of());
            try (FakePlayer player = house.tune("Alpha")) {
                await().until(() -> player.verdict().packets() > 300);
            }
        }
    }
}
