package masthead.studio.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An AceStream engine without a swarm: what a client sees of the real one, with its oddities, and with faults on demand.
 *
 * <p>It knows the contents it was given, on loopback and port 0 unless told otherwise; several run beside each other. Each
 * can be told what to do from Java and, at {@code /__fake/}, by JSON. Times follow the clock it was given, looked at every
 * 20 ms. Any thread.
 */
public final class FakeEngine implements AutoCloseable {
    private static final Duration HOUSEKEEPING = Duration.ofMillis(50);

    /**
     * How an engine is set up.
     *
     * @param port 0 for any
     * @param seed its keys follow from it
     */
    public record Setup(String host, int port, Policies policies, Clock clock, long seed) {
        /** Loopback, any port, {@link Policies#QUICK}, real time. */
        public static final Setup USUAL = new Setup("127.0.0.1", 0, Policies.QUICK, Clock.systemUTC(), 1);

        public Setup with(Policies other) {
            return new Setup(host, port, other, clock, seed);
        }

        public Setup with(Clock other) {
            return new Setup(host, port, policies, other, seed);
        }

        public Setup at(String itsHost, int itsPort) {
            return new Setup(itsHost, itsPort, policies, clock, seed);
        }

        public Setup seeded(long other) {
            return new Setup(host, port, policies, clock, other);
        }
    }

    private final Engine engine;
    private final InetSocketAddress address;
    private final StartApi starts;
    private final SessionApi sessions;
    private final ServiceApi service;
    private final SearchApi search;
    private final ControlApi control;
    private final List<Told> log = new ArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ServerSocket listener;

    /** A request and when it came. */
    private record Told(Instant at, Call call) {}

    /** An engine that does not make tests wait. */
    public FakeEngine() {
        this(Setup.USUAL);
    }

    public FakeEngine(Policies policies) {
        this(Setup.USUAL.with(policies));
    }

    public FakeEngine(Setup setup) {
        this.engine = new Engine(setup.policies(), setup.clock(), setup.seed());
        this.starts = new StartApi(engine);
        this.sessions = new SessionApi(engine);
        this.service = new ServiceApi(engine);
        this.search = new SearchApi(engine);
        this.control = new ControlApi(this, engine);
        this.listener = listen(new InetSocketAddress(setup.host(), setup.port()));
        this.address = new InetSocketAddress(setup.host(), listener.getLocalPort());
        Thread.startVirtualThread(this::keepHouse);
    }

    // ---- what it is given ----

    /** More contents to play. */
    public FakeEngine add(Content... contents) {
        for (Content each : contents) {
            engine.add(each);
        }
        return this;
    }

    /** From now on, for sessions there are too. */
    public void policies(Policies policies) {
        engine.policies(policies);
    }

    public Policies policies() {
        return engine.policies();
    }

    /** Sets a fault, which stays until it is cleared or has come as often as it may. */
    public Fault fault(Fault fault) {
        engine.faults().add(fault);
        return fault;
    }

    public void clear(Fault fault) {
        engine.faults().clear(fault);
    }

    public void clearFaults() {
        engine.faults().clear();
    }

    /** Puts an event into the queue of every session of a content. */
    public void event(Content content, String name, Map<String, Object> params) {
        engine.sessions().of(content.infohash()).forEach(each -> each.push(Events.of(name, params)));
    }

    /** It is gone: connections end, new ones are refused, sessions are forgotten, until {@link #restart}. */
    public void crash(boolean reset) {
        closeQuietly(listener);
        Body.Ending ending = reset ? Body.Ending.RESET : Body.Ending.CLEAN;
        engine.sessions().endAll(ending);
        sockets.forEach(each -> Body.close(each, ending));
    }

    /** Is there again after a crash, at the same address; starts fail for a while, as real engines' do. */
    public void restart(Duration failing) {
        engine.failUntil(engine.clock().instant().plus(failing));
        listener = listen(address);
    }

    // ---- what it tells ----

    public int port() {
        return address.getPort();
    }

    /** Host and port, as in settings. */
    public String address() {
        return address.getHostString() + ":" + address.getPort();
    }

    public String url(String pathAndQuery) {
        return "http://" + address() + pathAndQuery;
    }

    /** Every request so far, in order, without those of {@code /__fake/}. */
    public List<Asked> log() {
        synchronized (log) {
            return log.stream()
                    .map(each -> new Asked(
                            each.at,
                            each.call.request().method(),
                            each.call.request().path(),
                            each.call.request().query(),
                            each.call.outcome()))
                    .toList();
        }
    }

    /** How many requests came for paths that begin so. */
    public int asked(String path) {
        return (int) log().stream().filter(each -> each.path().startsWith(path)).count();
    }

    /** How often something was asked to be started. */
    public int starts() {
        return (int) log().stream().filter(Asked::starts).count();
    }

    /** How often something was asked to be stopped. */
    public int stops() {
        return asked("/ace/cmd/");
    }

    /** The sessions it has now. */
    public List<LiveSession> sessions() {
        return engine.sessions().all().stream().map(Session::view).toList();
    }

    /** The sessions of one content. */
    public List<LiveSession> sessions(Content content) {
        return engine.sessions().of(content.infohash()).stream()
                .map(Session::view)
                .toList();
    }

    /** The most sessions there were at once. */
    public int peakSessions() {
        return engine.sessions().peak();
    }

    /** The most readers of a content there were at once. */
    public int peakReaders(Content content) {
        return engine.sessions().peakReaders(content.infohash());
    }

    /** Whether somebody reads a stream of the content now. */
    public boolean isRead(Content content) {
        return sessions(content).stream().anyMatch(LiveSession::reading);
    }

    @Override
    public void close() {
        closed.countDown();
        crash(false);
    }

    // ---- connections ----

    void restartLater(boolean reset, Duration refuse, Duration failing) {
        Thread.startVirtualThread(() -> {
            try {
                // The answer to whoever asked for it goes out before.
                if (closed.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
                crash(reset);
                if (!closed.await(refuse.toMillis(), TimeUnit.MILLISECONDS)) {
                    restart(failing);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private ServerSocket listen(InetSocketAddress where) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(where.getHostString()), where.getPort()), 200);
            Thread.ofVirtual().name("fake engine").start(() -> accept(socket));
            return socket;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                sockets.add(socket);
                Thread.ofVirtual().name("fake engine's call").start(() -> serve(socket));
            } catch (IOException gone) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Optional<Request> request = Request.read(new BufferedInputStream(socket.getInputStream()));
            if (request.isPresent()) {
                answer(new Call(request.get(), socket, closed));
            }
        } catch (IOException | NumberFormatException gone) {
            // The other side left, or we closed, or it spoke no HTTP: each ends the connection.
        } finally {
            sockets.remove(socket);
        }
    }

    private void answer(Call call) throws IOException {
        String path = call.request().path();
        if (path.startsWith("/__fake/") || path.equals("/__fake")) {
            control.answer(call);
            return;
        }
        synchronized (log) {
            log.add(new Told(engine.clock().instant(), call));
        }
        Optional<Fault> slow = engine.faults().hit(Fault.Kind.SLOW_EVERYTHING, Fault.Subject.ENGINE);
        if (slow.isPresent()) {
            call.pause(Duration.ofMillis(100 * slow.get().amount()));
        }
        if (call.request().method().equals("HEAD")) {
            call.text(501, "Unsupported method ('HEAD')");
            return;
        }
        switch (path) {
            case "/ace/getstream" -> starts.answer(call, false);
            case "/ace/manifest.m3u8" -> starts.answer(call, true);
            case "/webui/api/service" -> service.service(call);
            case "/server/api", "/service/api" -> service.server(call);
            case "/search" -> search.answer(call);
            case "/hls/manifest.m3u8" -> call.text(501, "not offered");
            default -> {
                if (path.matches("/ace/(r|m|c|stat|cmd|event)/[0-9a-f]{40}/[^/]+")) {
                    sessions.answer(call);
                } else {
                    call.text(404, "not found");
                }
            }
        }
    }

    private void keepHouse() {
        try {
            while (!closed.await(HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS)) {
                engine.sessions().endIdle(engine.policies());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
