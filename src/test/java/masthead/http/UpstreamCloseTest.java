package masthead.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a call's socket is closed for certain. */
class UpstreamCloseTest {
    private final Loops loops = Loops.start(1);
    private final EventLoop loop = loops.next();
    private final Upstreams upstreams = new Upstreams(TestSettings.of(HttpSettings.class, Map.of()), loops);
    private final Heard heard = new Heard();
    private ServerSocket provider;

    @BeforeEach
    void listen() throws IOException {
        provider = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        provider.setSoTimeout(5000);
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
        loops.close();
    }

    @Test
    void a_closed_call_tells_when_its_socket_is_closed() throws Exception {
        Upstreams.Call call = open(provider.getLocalPort());
        try (Socket socket = provider.accept()) {
            answer(socket, "HTTP/1.1 200 OK\r\n\r\n");
            assertThat(heard.opened.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(closed(call, false).await(200, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(closed(call, true).await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void a_call_closed_before_its_answer_tells_too() throws Exception {
        Upstreams.Call call = open(provider.getLocalPort());
        try (Socket socket = provider.accept()) {
            assertThat(closed(call, true).await(5, TimeUnit.SECONDS)).isTrue();
            while (socket.getInputStream().read() >= 0) {
                // the request's head
            }
        }
    }

    @Test
    void a_call_that_was_redirected_and_ended_tells_after_both_sockets_are_closed() throws Exception {
        Upstreams.Call call = open(provider.getLocalPort());
        CountDownLatch told = closed(call, false);
        try (Socket first = provider.accept()) {
            answer(first, "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
            try (Socket second = provider.accept()) {
                answer(second, "HTTP/1.1 200 OK\r\n\r\n");
                assertThat(heard.opened.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(told.getCount()).isEqualTo(1);
            }
            assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.ended.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_call_that_reached_nobody_tells_too() throws Exception {
        int port = provider.getLocalPort();
        provider.close();
        assertThat(closed(open(port), false).await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.ended.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_address_that_is_not_one_has_no_socket() throws Exception {
        AtomicReference<Upstreams.Call> call = new AtomicReference<>();
        loop.submit(() -> call.set(upstreams.open(
                        new Upstreams.Request("http://[", Map.of(), Duration.ofSeconds(5), Duration.ZERO),
                        loop,
                        heard)))
                .sync();
        assertThat(closed(call.get(), true).await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void calls_that_are_over_leave_no_socket_of_any_kind_behind() throws Exception {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        closedAtOnce();
        long before = system.getOpenFileDescriptorCount();
        for (int each = 0; each < 50; each++) {
            closedAtOnce();
        }
        await().untilAsserted(
                        () -> assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 20));
    }

    private void closedAtOnce() throws Exception {
        Upstreams.Call call = open(provider.getLocalPort());
        try (Socket socket = provider.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo('G');
            assertThat(closed(call, true).await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Upstreams.Call open(int port) throws InterruptedException {
        AtomicReference<Upstreams.Call> call = new AtomicReference<>();
        String url = "http://127.0.0.1:" + port + "/x.ts";
        loop.submit(() -> call.set(upstreams.open(
                        new Upstreams.Request(url, Map.of(), Duration.ofSeconds(5), Duration.ZERO), loop, heard)))
                .sync();
        return call.get();
    }

    /** Asks to be told; and closes the call first, or does not. */
    private CountDownLatch closed(Upstreams.Call call, boolean closing) {
        CountDownLatch told = new CountDownLatch(1);
        loop.execute(() -> {
            if (closing) {
                call.close();
            }
            call.whenClosed(told::countDown);
        });
        return told;
    }

    private static void answer(Socket socket, String head) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            request.append((char) socket.getInputStream().read());
        }
        socket.getOutputStream().write(head.getBytes(US_ASCII));
    }

    private static final class Heard implements Upstreams.Sink {
        private final CountDownLatch opened = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void opened(Upstreams.Head head) {
            opened.countDown();
        }

        @Override
        public void bytes(ByteBuf bytes) {}

        @Override
        public void ended(Upstreams.Ending why) {
            ended.countDown();
        }
    }
}
