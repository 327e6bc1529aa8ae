package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ReachEdit;
import masthead.config.Secret;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts of one provider, one connection each. */
class PoolTest {
    @Test
    void the_second_channel_is_opened_with_the_second_account_and_the_third_waits_for_either(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, Map.of("relay.linger", "0s", "relay.open-timeout", "20s"))) {
            for (String account : List.of("main/pw", "second/p%20w")) {
                for (String channel : List.of("one", "two", "three")) {
                    house.panel.on("/live/" + account + "/" + channel + ".ts", Moods.live(channel));
                }
            }
            ProviderId id = house.provider(1);
            house.catalogs.edit(new ProviderEdit(
                    id,
                    Optional.empty(),
                    Optional.of(house.panel.url("/get.php?username=main&password=pw")),
                    Optional.empty(),
                    Optional.empty(),
                    ReachEdit.NONE));
            house.catalogs.put(new ProviderAccount(id, 1, "second", new Secret("p w"), 1));
            StringBuilder list = new StringBuilder("#EXTM3U\n");
            for (String channel : List.of("one", "two", "three")) {
                list.append("#EXTINF:-1,").append(channel).append('\n');
                list.append(house.panel.url("/live/main/pw/" + channel + ".ts")).append('\n');
            }
            house.take(id, list.toString());
            try (FakePlayer one = house.tune("one");
                    FakePlayer two = house.tune("two");
                    FakePlayer three = house.tune("three")) {
                await().until(() -> one.bytes() + two.bytes() > 0 && house.slots.held(id) == 2);
                await().until(() -> List.of(one, two, three).stream()
                                .filter(each -> each.bytes() > 0)
                                .count()
                        == 2);
                assertThat(house.slots.seen(id).waiting()).hasSize(1);
                (one.bytes() > 0 ? one : two).close();
                await().until(() -> List.of(one, two, three).stream().allMatch(each -> each.bytes() > 0));
                for (String channel : List.of("one", "two", "three")) {
                    assertThat(house.panel
                                            .connections("/live/main/pw/" + channel + ".ts")
                                            .total()
                                    + house.panel
                                            .connections("/live/second/p%20w/" + channel + ".ts")
                                            .total())
                            .as(channel)
                            .isEqualTo(1);
                }
            }
            await().until(() -> house.slots.held() == 0);
        }
    }
}
