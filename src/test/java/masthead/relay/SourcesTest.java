package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masthead.studio.FakeHls;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are no plain stream, as viewers see them. */
class SourcesTest {
    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void viewers_of_an_hls_source_lose_nothing_and_its_name_need_not_say_what_it_is() {
        RelayHouse house = house(Map.of());
        FakeHls source = open(new FakeHls(house.panel, "one")).live();
        house.panel.on("/stream", Moods.redirect(source.master()));
        house.provider(1, Map.of("one", house.panel.url("/stream")));
        FakePlayer player = open(house.tune("one"));
        await().until(() -> player.verdict().packets() > 3000);
        assertThat(player.verdict().flawless()).as("%s", player.verdict()).isTrue();
    }

    @Test
    void a_stream_that_is_called_a_playlist_is_played_as_the_stream_it_is() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one.m3u8", Moods.live("one"));
        house.provider(0, Map.of("one", house.panel.url("/one.m3u8")));
        FakePlayer player = open(house.tune("one"));
        await().until(() -> player.verdict().packets() > 500);
        assertThat(player.verdict().flawless()).as("%s", player.verdict()).isTrue();
    }

    @Test
    void viewers_stay_through_a_discontinuity_and_go_on_at_a_key_frame() {
        RelayHouse house = house(Map.of());
        FakeHls source = open(new FakeHls(house.panel, "one"));
        house.provider(0, Map.of("one", source.url()));
        FakePlayer player = open(house.tune("one"));
        await().until(() -> player.verdict().packets() > 1500);
        source.breakOff();
        source.advance();
        source.live();
        await().until(() -> player.verdict().runs() == 2 && player.verdict().packets() > 3000);
        assertThat(player.verdict().whole()).as("%s", player.verdict()).isTrue();
        assertThat(player.ended()).isFalse();
    }

    @Test
    void a_file_is_played_in_a_loop_and_takes_no_slot() throws IOException {
        RelayHouse house = house(Map.of("tuner.folders", folder.toString()));
        Path file = Files.write(folder.resolve("one.ts"), FakeHls.shipped("one"));
        var provider = house.provider(1, Map.of("one", "file://" + file));
        FakePlayer player = open(house.tune("one"));
        assertThat(player.status()).isEqualTo(200);
        await().until(() -> player.bytes() > 10_000);
        assertThat(house.slots.held(provider)).isZero();
    }

    @Test
    void viewers_are_told_why_a_file_is_not_played() {
        RelayHouse house = house(Map.of());
        house.provider(0, Map.of("one", "file:///etc/one.ts"));
        FakePlayer player = open(house.tune("one"));
        assertThat(player.status()).isNotEqualTo(200);
        assertThat(house.metric("masthead_feeds_failed_total{reason=\"NoFile\"}"))
                .endsWith(" 1.0");
    }

    private RelayHouse house(Map<String, String> own) {
        return open(new RelayHouse(folder, own));
    }

    private <T extends AutoCloseable> T open(T each) {
        opened.add(each);
        return each;
    }
}
