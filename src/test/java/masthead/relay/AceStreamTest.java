package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that AceStream engines play. */
class AceStreamTest {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String HASH = "89abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private final FakePanel engine = new FakePanel();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(engine));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void a_channel_plays_from_an_engine_and_its_session_is_stopped() {
        engine.on("/ace/getstream", Moods.document("application/json", """
                {"response":{"playback_url":"http://elsewhere.example:1/ace/r/%1$s/k","stat_url":"/ace/stat/%1$s/k",\
                "command_url":"http://elsewhere.example:1/ace/cmd/%1$s/k","infohash":"%1$s","is_live":1},"error":null}""".formatted(HASH)));
        engine.on("/ace/r/" + HASH + "/k", Moods.live("one"));
        RelayHouse house = new RelayHouse(
                folder,
                Map.of(
                        "acestream.engines",
                        "127.0.0.1:" + engine.port(),
                        "acestream.linger",
                        "0s",
                        "relay.linger",
                        "0s"));
        opened.add(house);
        house.provider(1, Map.of("one", "acestream://" + ID));
        FakePlayer player = house.tune("one");
        await().until(() -> player.verdict().packets() > 1000);
        assertThat(player.verdict().flawless()).isTrue();
        player.close();
        await().until(() -> engine.connections("/ace/cmd/" + HASH + "/k").total() == 1);
        assertThat(engine.requests("/ace/cmd/" + HASH + "/k").getFirst().target())
                .endsWith("?method=stop");
        await().until(() -> engine.connections("/ace/r/" + HASH + "/k").now() == 0);
        assertThat(engine.connections("/ace/r/" + HASH + "/k").total()).isEqualTo(1);
    }
}
