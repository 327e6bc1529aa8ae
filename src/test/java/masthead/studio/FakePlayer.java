package masthead.studio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A player: opens an address, reads the stream on a thread of its own and checks every packet.
 *
 * <p>It follows no redirect, so that tests see them. Any thread may ask.
 */
public final class FakePlayer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How a player asks and reads. */
    public record Manner(String method, Map<String, String> headers, int bytesPerSecond) {
        /** A plain GET, read at full speed. */
        public static final Manner EAGER = new Manner("GET", Map.of(), Integer.MAX_VALUE);

        /** Reads so little that its stream piles up: small socket buffers, a trickle. */
        public static Manner trickle(int bytesPerSecond) {
            return new Manner("GET", Map.of(), bytesPerSecond);
        }

        /** With request headers. */
        public Manner with(Map<String, String> more) {
            return new Manner(method, more, bytesPerSecond);
        }

        boolean eager() {
            return bytesPerSecond == Integer.MAX_VALUE;
        }
    }

    /** The answer's head. Header names are found in any case. */
    public record Head(int status, Map<String, String> headers) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket = new Socket();
    private final Manner manner;
    private final CardCheck check;
    private final CompletableFuture<Head> head = new CompletableFuture<>();
    private final AtomicLong bytes = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private FakePlayer(String channel, Manner manner) {
        this.check = new CardCheck(channel);
        this.manner = manner;
    }

    /** Tunes to {@code url} and expects the {@link TestCard} of {@code channel}. */
    public static FakePlayer tune(String url, String channel) {
        return tune(url, channel, Manner.EAGER);
    }

    /** Tunes to {@code url} in a manner of its own. */
    public static FakePlayer tune(String url, String channel, Manner manner) {
        FakePlayer player = new FakePlayer(channel, manner);
        URI uri = URI.create(url);
        try {
            if (!manner.eager()) {
                player.socket.setReceiveBufferSize(8 * 1024);
            }
            player.socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
            player.ask(uri);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Thread.ofVirtual().name("fake player").start(player::watch);
        return player;
    }

    /** The head of the answer; waits for it. */
    public Head head() {
        try {
            return head.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } catch (ExecutionException | TimeoutException none) {
            throw new IllegalStateException("no answer", none);
        }
    }

    /** The status; waits for it. */
    public int status() {
        return head().status();
    }

    /** Whether the head is there yet. */
    public boolean answered() {
        return head.isDone() && !head.isCompletedExceptionally();
    }

    /** Bytes of the body so far. */
    public long bytes() {
        return bytes.get();
    }

    /** What the stream looked like so far. */
    public CardCheck.Verdict verdict() {
        return check.verdict();
    }

    /** Whether the other side ended the stream (or we did). */
    public boolean ended() {
        return ended.getCount() == 0;
    }

    /** Bytes of a packet that the stream ended in the middle of. */
    public int unfinished() {
        return check.unfinished();
    }

    /** Hangs up at once, as a zap does. */
    public void hangUp() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        hangUp();
    }

    private void ask(URI uri) throws IOException {
        String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        StringBuilder request = new StringBuilder(manner.method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
        manner.headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(FakePanel.bytes(request.append("\r\n").toString()));
    }

    private void watch() {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream(), manner.eager() ? 64 * 1024 : 1024);
            Head answer = readHead(in);
            head.complete(answer);
            if (answer.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
                throw new IOException("a stream for players comes without chunks");
            }
            byte[] piece = new byte[manner.eager() ? 64 * 1024 : Math.clamp(manner.bytesPerSecond / 10, 1, 1024)];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                bytes.addAndGet(count);
                check.take(piece, 0, count);
                if (!manner.eager()
                        && closed.await(count * 1_000_000L / manner.bytesPerSecond, TimeUnit.MICROSECONDS)) {
                    return;
                }
            }
        } catch (IOException gone) {
            head.completeExceptionally(gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private static Head readHead(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n", Math.max(0, text.length() - 4)) < 0) {
            int each = in.read();
            if (each < 0) {
                throw new IOException("the answer broke off");
            }
            text.append((char) each);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.toString().lines().skip(1).filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        return new Head(Integer.parseInt(text.substring(9, 12)), headers);
    }
}
