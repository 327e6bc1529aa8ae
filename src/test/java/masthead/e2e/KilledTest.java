package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9}: the next start finds a whole database and the last committed state. */
@Tag("e2e")
class KilledTest {
    private static final String PASSWORD = "sesame";

    @TempDir
    Path folder;

    @Test
    void killed_in_the_middle_of_a_list_it_starts_with_the_channels_it_had() throws Exception {
        try (ListServer lists = new ListServer()) {
            lists.offer(ListServer.listOf(3));
            Provider provider;
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                provider = Provider.add(server, PASSWORD, lists.address());
                provider.importList();
                lists.offer(ListServer.listOf(4_000));
                lists.stopHalfway(true);
                Thread importing = inBackground(provider::importList);
                lists.awaitHalf();
                server.kill();
                importing.join();
            }
            assertWholeDatabase();
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                assertThat(Channels.names(server, PASSWORD)).containsExactly("Channel 1", "Channel 2", "Channel 3");
                lists.stopHalfway(false);
                provider.on(server).importList();
                assertThat(Channels.names(server, PASSWORD)).hasSize(4_000);
            }
        }
    }

    /** The delays spread the kill over reading, reconciling and committing; wherever it falls, the list is old or new. */
    @ParameterizedTest
    @ValueSource(ints = {50, 400, 900})
    void killed_at_any_moment_of_an_import_it_has_the_old_list_or_the_new_one(int millis) throws Exception {
        try (ListServer lists = new ListServer()) {
            lists.offer(ListServer.listOf(3));
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                Provider provider = Provider.add(server, PASSWORD, lists.address());
                provider.importList();
                lists.offer(ListServer.listOf(30_000));
                Thread importing = inBackground(provider::importList);
                importing.join(millis);
                server.kill();
                importing.join();
            }
            assertWholeDatabase();
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                assertThat(Channels.names(server, PASSWORD).size()).isIn(3, 30_000);
            }
        }
    }

    @Test
    void killed_while_it_streams_it_streams_again_and_remembers_no_viewer() throws Exception {
        try (ServerProcess source = ServerProcess.demo(folder)) {
            String channel;
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                Provider.add(
                                server,
                                PASSWORD,
                                source.address() + "/get.php?username=admin&password=admin&type=m3u_plus")
                        .importList();
                channel = Channels.addresses(server, PASSWORD).getFirst();
                try (InputStream viewer = Web.stream(channel)) {
                    assertThat(viewer.readNBytes(188_000)).hasSize(188_000);
                    server.kill();
                }
            }
            assertWholeDatabase();
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                assertThat(Web.get(server.address() + "/player_api.php?username=admin&password=" + PASSWORD))
                        .contains("\"active_cons\":\"0\"");
                String again = server.address() + channel.substring(channel.indexOf("/live/"));
                try (InputStream viewer = Web.stream(again)) {
                    assertThat(viewer.readNBytes(188_000)).hasSize(188_000);
                }
            }
        }
    }

    @Test
    void killed_while_a_channel_is_renamed_it_has_the_last_name_that_was_confirmed_or_the_one_on_its_way()
            throws Exception {
        try (ListServer lists = new ListServer()) {
            lists.offer(ListServer.listOf(3));
            AtomicInteger confirmed = new AtomicInteger();
            CountDownLatch busy = new CountDownLatch(20);
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                Provider.add(server, PASSWORD, lists.address()).importList();
                long id = Channels.id(Channels.addresses(server, PASSWORD).getFirst());
                Thread renaming = inBackground(() -> rename(server, id, confirmed, busy));
                assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
                server.kill();
                renaming.join();
            }
            assertWholeDatabase();
            try (ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
                int last = confirmed.get();
                assertThat(Channels.names(server, PASSWORD))
                        .containsAnyOf("Name " + last, "Name " + (last + 1))
                        .contains("Channel 2", "Channel 3");
            }
        }
    }

    private static void rename(ServerProcess server, long id, AtomicInteger confirmed, CountDownLatch busy) {
        while (true) {
            String json = "{\"name\":\"Name " + (confirmed.get() + 1) + "\"}";
            Web.operate("PATCH", server.address() + "/api/channels/" + id, PASSWORD, json);
            confirmed.incrementAndGet();
            busy.countDown();
        }
    }

    /** Runs {@code work} until it ends, or fails because the server is gone. */
    private static Thread inBackground(Runnable work) {
        return Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (UncheckedIOException serverGone) {
                assertThat(serverGone).isNotNull();
            }
        });
    }

    private void assertWholeDatabase() throws IOException, SQLException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            Path file = files.filter(each -> each.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement();
                    ResultSet verdict = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(verdict.next()).isTrue();
                assertThat(verdict.getString(1)).isEqualTo("ok");
            }
        }
    }
}
