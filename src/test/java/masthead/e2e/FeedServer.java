package masthead.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose live feeds die and come back on command: {@code /name.ts} is a {@link Recording} as an endless, paced
 * stream, {@code /name/list.m3u8} the same as a live playlist, {@code /name/master.m3u8} that playlist as the one of two variants.
 * All who ask see the same moment of it. Any thread.
 */
final class FeedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    FeedServer() {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** A new feed on air, at the beginning of {@code recording}. */
    Feed add(String name, Recording recording) {
        Feed feed = new Feed(recording);
        feeds.put(name, feed);
        return feed;
    }

    /** The address of {@code path}, as {@code a.ts}. */
    String address(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/" + path;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String path = path(in); path != null; path = path(in)) {
                String name = path.replaceFirst("^/([^/.]*).*", "$1");
                Feed feed = feeds.get(name);
                if (feed == null) {
                    reply(socket, "404 Not Found", "text/plain", new byte[0]);
                } else if (path.endsWith(".ts") && path.indexOf('/', 1) < 0) {
                    feed.stream(socket);
                    return;
                } else {
                    feed.answer(socket, path.substring(path.lastIndexOf('/') + 1));
                }
            }
        } catch (IOException gone) {
            // The other side left, or we closed: both are what the tests are about.
        } finally {
            open.remove(socket);
        }
    }

    /** The path of the next request, without its query; null when there is none. */
    private static @Nullable String path(BufferedReader in) throws IOException {
        String first = in.readLine();
        String line = first;
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return first == null || line == null ? null : first.split(" ")[1].replaceFirst("\\?.*", "");
    }

    private static void reply(Socket socket, String status, String type, byte[] body) throws IOException {
        String head = "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nCache-Control: no-store\r\n\r\n"
                .formatted(status, type, body.length);
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private enum State {
        ON_AIR,
        /** Says nothing any more, and keeps its connections open. */
        DEAD,
        /** Has closed its connections and refuses new ones. */
        SHUT
    }

    /** One feed. */
    final class Feed {
        private static final int WINDOW = 5;
        private static final byte[] NOTHING = {};

        private final Recording recording;
        private final long beganNanos = System.nanoTime();
        private final Set<Socket> streams = ConcurrentHashMap.newKeySet();
        private volatile State state = State.ON_AIR;
        private final AtomicInteger life = new AtomicInteger();
        private volatile long lastSentNanos;

        Feed(Recording recording) {
            this.recording = recording;
        }

        /** Stops dead: sockets stay open, nothing more is said on them, also after {@link #revive}. */
        void stopDead() {
            state = State.DEAD;
        }

        /** Closes its connections and refuses new ones. */
        void shut() {
            state = State.SHUT;
            streams.forEach(FeedServer::closeQuietly);
        }

        /** Is on air again, for new connections; as far on as if nothing had been. */
        void revive() {
            life.incrementAndGet();
            state = State.ON_AIR;
        }

        /** When the last bytes of stream or segment were sent, in {@link System#nanoTime}; 0 for never. */
        long lastSentNanos() {
            return lastSentNanos;
        }

        private boolean aliveIn(int thisLife) {
            return state == State.ON_AIR && life.get() == thisLife;
        }

        private void stream(Socket socket) throws IOException {
            int thisLife = life.get();
            streams.add(socket);
            try {
                if (state == State.SHUT) {
                    reply(socket, "503 Service Unavailable", "text/plain", NOTHING);
                    return;
                }
                OutputStream out = socket.getOutputStream();
                if (state == State.ON_AIR) {
                    out.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                }
                for (int at = due(); aliveIn(thisLife) && at < recording.dueNanos().length; ) {
                    int next = due();
                    if (next > at) {
                        out.write(recording.stream(), at * Recording.PACKET, (next - at) * Recording.PACKET);
                        lastSentNanos = System.nanoTime();
                        at = next;
                    }
                    pause(socket, 20);
                }
                while (!socket.isClosed() && state != State.SHUT) {
                    pause(socket, 100); // dead: silent, and still there
                }
            } finally {
                streams.remove(socket);
            }
        }

        /** The number of the packet that is due now. */
        private int due() {
            int found = Arrays.binarySearch(recording.dueNanos(), System.nanoTime() - beganNanos);
            return found < 0 ? -found - 1 : found;
        }

        private void answer(Socket socket, String file) throws IOException {
            int thisLife = life.get();
            streams.add(socket);
            try {
                if (state == State.SHUT) {
                    reply(socket, "503 Service Unavailable", "text/plain", NOTHING);
                    return;
                }
                while (!aliveIn(thisLife)) {
                    if (socket.isClosed() || state == State.SHUT) {
                        throw new IOException("shut");
                    }
                    pause(socket, 100);
                }
                if (file.equals("master.m3u8")) {
                    document(socket, """
                            #EXTM3U
                            #EXT-X-STREAM-INF:BANDWIDTH=300000,CODECS="avc1.42c00d,mp4a.40.2",RESOLUTION=320x180
                            small.m3u8
                            #EXT-X-STREAM-INF:BANDWIDTH=600000,CODECS="avc1.42c00d,mp4a.40.2",RESOLUTION=320x180
                            list.m3u8
                            """);
                } else if (file.endsWith(".m3u8")) {
                    document(socket, playlist());
                } else {
                    int number = Integer.parseInt(file.replaceAll("\\D", ""));
                    reply(
                            socket,
                            "200 OK",
                            "video/mp2t",
                            recording.segments().get(number).bytes());
                    lastSentNanos = System.nanoTime();
                }
            } finally {
                streams.remove(socket);
            }
        }

        /** The last segments that were whole by now. */
        private String playlist() {
            double now = (System.nanoTime() - beganNanos) / 1e9 + 8; // begins with four
            int whole = 0;
            for (double end = 0; whole < recording.segments().size(); whole++) {
                end += recording.segments().get(whole).seconds();
                if (end > now) {
                    break;
                }
            }
            int first = Math.max(0, whole - WINDOW);
            StringBuilder list = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:3\n");
            list.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
            for (int i = first; i < whole; i++) {
                list.append("#EXTINF:%.6f,%npart%d.ts%n"
                        .formatted(recording.segments().get(i).seconds(), i));
            }
            return list.toString();
        }

        private static void document(Socket socket, String text) throws IOException {
            reply(socket, "200 OK", "application/vnd.apple.mpegurl", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Waits a moment. */
    private void pause(Socket socket, int millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closeQuietly(socket);
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }
}
