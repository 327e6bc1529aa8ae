package masthead.xtream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import masthead.studio.CardCheck;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.FakePlayer.Manner;
import masthead.studio.Moods;
import masthead.studio.TestCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside one good viewer, who must get every packet, others do what they can; afterwards nothing is left of them. */
class HostileViewerTest {
    private final FakePanel panel = new FakePanel()
            .on("/omega.ts", Moods.live("omega").shaped(TestCard.Shape.LARGE))
            .on("/mute.ts", Moods.silent());
    private final List<AutoCloseable> opened = new ArrayList<>();
    private DoorWorld world;
    private FakePlayer good;

    @BeforeEach
    void watch(@TempDir Path folder) {
        world = new DoorWorld(folder, Map.of("relay.patience", "1s", "relay.linger", "0s"));
        world.take("#EXTM3U\n#EXTINF:-1,Omega\n" + panel.url("/omega.ts") + "\n#EXTINF:-1,Mute\n"
                + panel.url("/mute.ts") + "\n");
        good = FakePlayer.tune(world.address(live("admin/admin", "Omega")), "omega");
        await().until(() -> good.verdict().packets() > 500);
    }

    /** The good one saw nothing of it, and all others are gone with what they held. */
    @AfterEach
    void nobody_was_hurt_and_nothing_is_left() throws Exception {
        try {
            long packets = good.verdict().packets();
            await().until(() -> good.verdict().packets() > packets + 1000);
            assertThat(good.verdict().flawless()).as("%s", good.verdict()).isTrue();
            for (AutoCloseable each : opened) {
                each.close();
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(metric("masthead_viewers")).isEqualTo(1);
                assertThat(world.access.seats().taken()).isEqualTo(1);
                assertThat(metric("masthead_relays")).isEqualTo(1);
            });
            good.hangUp();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(world.access.seats().taken()).isZero();
                assertThat(world.relays.onAir()).isEmpty();
                assertThat(metric("masthead_relay_ring_bytes")).isZero();
                assertThat(metric("masthead_http_connections")).isZero();
            });
        } finally {
            good.close();
            world.close();
            panel.close();
        }
    }

    @Test
    void viewers_who_stop_reading_are_ended() throws Exception {
        for (int i = 0; i < 3; i++) {
            ask(narrow(), get(live("nora/k7Qz9x", "Omega")));
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> metric("masthead_viewers") == 1);
    }

    @Test
    void viewers_who_read_a_byte_a_second_are_ended() {
        for (int i = 0; i < 3; i++) {
            opened.add(FakePlayer.tune(world.address(live("nora/k7Qz9x", "Omega")), "omega", Manner.trickle(1)));
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> metric("masthead_viewers") == 1);
    }

    /** The kernel takes part of a chunk for him, again and again: the rest has to follow where it ended. */
    @Test
    void a_viewer_who_reads_more_slowly_than_it_comes_gets_whole_packets() throws Exception {
        Socket socket = narrow();
        ask(socket, get(live("nora/k7Qz9x", "Omega")));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        CardCheck check = new CardCheck("omega");
        for (int i = 0; i < 60; i++) {
            check.take(in.readNBytes(188 * 100));
            long packets = good.verdict().packets();
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> good.verdict().packets() > packets + 600);
        }
        // All that the kernel had taken, and beyond; or up to where he was disconnected for being slow.
        check.take(in.readNBytes(188 * 30_000));
        assertThat(check.verdict().whole()).as("%s", check.verdict()).isTrue();
        assertThat(check.verdict().packets()).isGreaterThan(10_000);
    }

    @Test
    void garbage_instead_of_a_request_is_refused() throws Exception {
        byte[] noise = new byte[200_000];
        for (int seed = 0; seed < 20; seed++) {
            new Random(seed).nextBytes(noise);
            Socket socket = dial();
            try {
                socket.getOutputStream().write(noise);
                assertThat(readAll(socket)).doesNotContain(" 200 ");
            } catch (IOException endedWhileWeWrote) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }

    @Test
    void garbage_before_a_request_spoils_the_request() throws Exception {
        Socket socket = dial();
        ask(socket, "\1\2\3 what\r\n\r\n" + get(live("nora/k7Qz9x", "Omega")));
        assertThat(readAll(socket)).doesNotContain(" 200 ").doesNotContain("video/mp2t");
    }

    @Test
    void a_little_garbage_after_a_request_is_thrown_away_and_much_of_it_ends_the_viewer() throws Exception {
        Socket socket = dial();
        ask(socket, get(live("nora/k7Qz9x", "Omega")) + "\1\2\3 what\r\n\r\n");
        assertThat(socket.getInputStream().readNBytes(500_000)).hasSize(500_000);
        byte[] noise = new byte[30_000];
        try {
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(noise);
            }
            readAll(socket);
        } catch (IOException endedWhileWeWrote) {
            assertThat(socket.isConnected()).isTrue();
        }
        await().until(() -> metric("masthead_viewers") == 1);
    }

    @Test
    void requests_behind_the_one_for_a_stream_are_thrown_away() throws Exception {
        Socket socket = dial();
        ask(socket, get(live("nora/k7Qz9x", "Omega")).repeat(50));
        String seen = new String(socket.getInputStream().readNBytes(500_000), US_ASCII);
        assertThat(seen.split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(metric("masthead_viewers")).isEqualTo(2);
    }

    @Test
    void a_hundred_pipelined_requests_are_answered_in_turn() throws Exception {
        Socket socket = dial();
        ask(socket, get("/api/things/7").repeat(100));
        int answers = 0;
        StringBuilder seen = new StringBuilder();
        byte[] piece = new byte[64 * 1024];
        InputStream in = socket.getInputStream();
        while (answers < 100) {
            int count = in.read(piece);
            assertThat(count).as("after %d answers", answers).isPositive();
            seen.append(new String(piece, 0, count, US_ASCII));
            answers = seen.toString().split("thing 7", -1).length - 1;
        }
        assertThat(seen.toString()).doesNotContain(" 500 ").doesNotContain(" 400 ");
    }

    /** Mute never answers, so the stream stays pending for two seconds, while he sends all he can. */
    @Test
    void requests_without_end_behind_one_that_waits_are_not_all_kept() throws Exception {
        byte[] flood = get("/api/things/7").repeat(1000).getBytes(US_ASCII);
        long taken = 0;
        try (SocketChannel channel = SocketChannel.open(address())) {
            channel.write(ByteBuffer.wrap(get(live("nora/k7Qz9x", "Mute")).getBytes(US_ASCII)));
            channel.configureBlocking(false);
            ByteBuffer buffer = ByteBuffer.wrap(flood);
            long until = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            while (System.nanoTime() < until && taken < 500_000_000) {
                taken += channel.write(buffer);
                if (!buffer.hasRemaining()) {
                    buffer.rewind();
                }
            }
        } catch (IOException endedWhileWeWrote) {
            assertThat(taken).isPositive();
        }
        assertThat(taken)
                .as("bytes, the kernel's buffers on both sides included")
                .isLessThan(20_000_000);
    }

    private String live(String credentials, String channel) {
        return "/live/" + credentials + "/" + world.id(channel) + ".ts";
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private InetSocketAddress address() {
        URI uri = URI.create(world.address("/"));
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private Socket dial() throws IOException {
        return dial(new Socket());
    }

    /** With a small window, so that the kernel does not take much for one who does not read. */
    private Socket narrow() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        return dial(socket);
    }

    private Socket dial(Socket socket) throws IOException {
        socket.setSoTimeout(15_000);
        socket.connect(address());
        opened.add(socket);
        return socket;
    }

    private static void ask(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private double metric(String name) {
        return new String(world.metrics.page(), UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }
}
