package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Fault;
import masthead.studio.engine.Policies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own, and an AceStream engine: what the server leaves there, and what subscribers may. */
@Tag("e2e")
class AceStreamTest {
    private static final String PASSWORD = "sesame";
    private static final Content ONE = Content.marked("one");
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /** Keeps what nobody stops: what is gone was stopped. */
    private final FakeEngine engine = new FakeEngine(Policies.QUICK.withIdleStop(Duration.ofMinutes(5))).add(ONE);

    private final List<AutoCloseable> opened = new ArrayList<>(List.of(engine));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private ServerProcess serve() {
        ServerProcess server = ServerProcess.serve(
                folder,
                PASSWORD,
                Map.of("MASTHEAD_ACESTREAM_ENGINES", engine.address(), "MASTHEAD_RELAY_OPEN_TIMEOUT", "3s"));
        opened.add(server);
        return server;
    }

    private FakePlayer watch(String address) {
        FakePlayer player = FakePlayer.tune(address.replace("localhost", "127.0.0.1"), "one");
        opened.add(player);
        return player;
    }

    private static FedChannel channel(ServerProcess server) {
        return FedChannel.of(server, PASSWORD, List.of("acestream://" + ONE.contentId()));
    }

    @Test
    void a_server_that_is_told_to_end_stops_its_sessions() {
        ServerProcess server = serve();
        FakePlayer player = watch(channel(server).address("ts"));
        await().atMost(LONG).until(() -> player.verdict().packets() > 100);
        server.terminate();
        server.awaitEnd(Duration.ofSeconds(10));
        assertThat(engine.sessions()).isEmpty();
        assertThat(engine.stops()).isEqualTo(1);
    }

    @Test
    void case_21_what_a_killed_server_left_is_stopped_by_its_next_start() {
        ServerProcess server = serve();
        FakePlayer player = watch(channel(server).address("ts"));
        await().atMost(LONG).until(() -> player.verdict().packets() > 500);
        server.kill();
        assertThat(engine.sessions()).hasSize(1);
        ServerProcess next = serve();
        await().atMost(LONG).until(() -> engine.sessions().isEmpty());
        String channels = Web.operate("GET", next.address() + "/api/channels", PASSWORD, "");
        FakePlayer again = watch(new FedChannel(next, PASSWORD, Web.number(channels, "id")).address("ts"));
        await().atMost(LONG).until(() -> again.verdict().packets() > 100);
    }

    @Test
    void case_07_a_player_of_hls_waits_as_long_as_one_of_the_plain_stream() {
        ServerProcess server = serve();
        engine.fault(Fault.headerDelay(Duration.ofSeconds(9)));
        String address = channel(server).address("m3u8");
        String list = Web.get(address);
        assertThat(list).startsWith("#EXTM3U").contains("#EXTINF:");
        assertThat(engine.starts()).isEqualTo(1);
        assertThat(engine.asked("/ace/getstream")).isEqualTo(1);
    }

    @Test
    void case_19_a_head_request_starts_nothing() {
        ServerProcess server = serve();
        String address = channel(server).address("ts").replace("localhost", "127.0.0.1");
        FakePlayer player = FakePlayer.tune(address, "one", new FakePlayer.Manner("HEAD", Map.of(), Integer.MAX_VALUE));
        opened.add(player);
        assertThat(player.status()).isEqualTo(200);
        assertThat(engine.log()).isEmpty();
    }

    @Test
    void case_23_connections_and_expiry_are_kept_to_in_the_middle_of_a_stream() {
        ServerProcess server = serve();
        long id = channel(server).id();
        String subscriber = Web.operate("POST", server.address() + "/api/subscribers", PASSWORD, """
                {"username":"nora","password":"k7Qz9x","maxConnections":1}""");
        String address = server.address() + "/live/nora/k7Qz9x/" + id + ".ts";
        FakePlayer first = watch(address);
        await().atMost(LONG).until(() -> first.verdict().packets() > 300);
        FakePlayer second = watch(address);
        await().atMost(LONG).until(first::ended);
        await().atMost(LONG).until(() -> second.verdict().packets() > 300);
        assertThat(engine.starts()).isEqualTo(1);
        Web.operate(
                "PATCH",
                server.address() + "/api/subscribers/" + Web.number(subscriber, "id"),
                PASSWORD,
                "{\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
        await().atMost(LONG).until(second::ended);
        assertThat(watch(address).status()).isEqualTo(403);
        await().atMost(Duration.ofSeconds(40)).until(() -> engine.sessions().isEmpty());
    }

    @Test
    void operators_see_engines_sessions_and_what_a_check_found() {
        ServerProcess server = serve();
        FedChannel channel = channel(server);
        assertThat(Web.operate("GET", server.address() + "/api/engines", PASSWORD, ""))
                .contains("\"address\":\"" + engine.address() + "\",\"state\":\"healthy\"", "\"sessions\":[]");
        String feeds = Web.operate("GET", server.address() + "/api/channels/" + channel.id() + "/feeds", PASSWORD, "");
        assertThat(feeds).contains("\"check\":null");
        long feed = Web.number(feeds.substring(feeds.indexOf("\"items\"")), "id");
        assertThat(Web.operate("POST", server.address() + "/api/feeds/" + feed + "/check", PASSWORD, ""))
                .contains("\"plays\":true");
        await().atMost(LONG).until(() -> engine.sessions().isEmpty());
        FakePlayer player = watch(channel.address("ts"));
        await().atMost(LONG).until(() -> player.verdict().packets() > 300);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Web.operate("GET", server.address() + "/api/engines", PASSWORD, ""))
                        .contains(
                                "\"infohash\":\"" + ONE.infohash() + "\"",
                                "\"phase\":\"live\"",
                                "\"status\":\"dl\"",
                                "\"viewers\":1"));
        assertThat(Web.operate("GET", server.address() + "/api/feeds", PASSWORD, ""))
                .contains("\"plays\":true");
        assertThat(server.log()).doesNotContain("ERROR");
    }

    @Test
    void a_server_without_acestream_channels_never_asks_an_engine() {
        ServerProcess server = serve();
        FedChannel cards = FedChannel.of(server, PASSWORD, List.of("card:one"));
        FakePlayer player = watch(cards.address("ts"));
        await().atMost(LONG).until(() -> player.bytes() > 10_000);
        assertThat(engine.log()).isEmpty();
        assertThat(server.log()).doesNotContainIgnoringCase("acestream");
    }
}
