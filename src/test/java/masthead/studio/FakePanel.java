package masthead.studio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider on loopback, port 0, that gives on each path what a test told it to: see {@link Moods}.
 *
 * <p>Every path counts its connections and keeps the requests it got. A path that nobody set answers 404. One request for
 * each connection. Any thread.
 */
public final class FakePanel implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;

    /** What a path does with a request; returning ends the connection. */
    public interface Mood {
        void answer(Reply reply) throws IOException;
    }

    /** A request as it came. Header names are found in any case. */
    public record Request(String method, String target, Map<String, String> headers) {
        /** The target without its query. */
        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** A header's value, or an empty string. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Connections of one path: open now, most at once, ever. */
    public record Connections(int now, int peak, int total) {}

    private static final class Path {
        private volatile Mood mood;
        private final List<Request> requests = new CopyOnWriteArrayList<>();
        private int now;
        private int peak;
        private int total;

        Path(Mood mood) {
            this.mood = mood;
        }

        private synchronized void enter() {
            now++;
            total++;
            peak = Math.max(peak, now);
        }

        private synchronized void leave() {
            now--;
        }

        private synchronized Connections connections() {
            return new Connections(now, peak, total);
        }
    }

    private final ServerSocket listener;
    private final String host;
    private final Map<String, Path> paths = new ConcurrentHashMap<>();
    private final Map<String, Mood> folders = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    /** A panel on {@code 127.0.0.1}. */
    public FakePanel() {
        this("127.0.0.1");
    }

    /** A panel that calls itself {@code host}, a name or address of this machine: redirects to it go to another host. */
    public FakePanel(String host) {
        this.host = host;
        try {
            this.listener = new ServerSocket(0, 200, InetAddress.getByName(host));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Thread.ofVirtual().name("fake panel").start(this::listen);
    }

    /** Says what a path (without query) does from now on; open connections go on as they were. */
    public FakePanel on(String path, Mood mood) {
        path(path).mood = mood;
        return this;
    }

    /** Says what all paths do that begin with {@code folder} and that nobody asked for or set yet. */
    public FakePanel under(String folder, Mood mood) {
        folders.put(folder, mood);
        return this;
    }

    /** The absolute address of a path. */
    public String url(String path) {
        return "http://" + host + ":" + listener.getLocalPort() + path;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public Connections connections(String path) {
        return path(path).connections();
    }

    /** The requests that a path got, oldest first. */
    public List<Request> requests(String path) {
        return List.copyOf(path(path).requests);
    }

    /** Cuts every open connection, as a restart of the provider does; the panel goes on. */
    public void hangUp() {
        sockets.forEach(FakePanel::close);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            hangUp();
        }
    }

    private Path path(String path) {
        return paths.computeIfAbsent(
                path,
                unset -> new Path(folders.entrySet().stream()
                        .filter(each -> path.startsWith(each.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(Moods.status(404))));
    }

    private void listen() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().name("fake panel connection").start(() -> converse(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            Path path = path(request.path());
            path.requests.add(request);
            path.enter();
            try {
                path.mood.answer(new Reply(request, socket, closed, runs.getAndIncrement()));
            } finally {
                path.leave();
            }
        } catch (IOException gone) {
            // The other side hung up, or we did: both are daily life for a panel.
        } finally {
            sockets.remove(socket);
        }
    }

    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int each = in.read();
            if (each < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("no request");
            }
            head.append((char) each);
        }
        List<String> lines = head.toString().lines().toList();
        String[] first = lines.getFirst().split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        String target = first.length > 1 ? first[1] : "/";
        boolean absolute = target.startsWith("http://");
        return new Request(first[0], absolute ? target.substring(target.indexOf('/', 7)) : target, headers);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
