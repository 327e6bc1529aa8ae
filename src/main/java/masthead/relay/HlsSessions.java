package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Channel;
import masthead.http.StreamRequest;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who watches by HLS, and the answers to their requests.
 *
 * <p>A session begins with the first playlist, is kept by requests, and ends when there were none for a while, when its seat is
 * taken, or by an operator. Safe on any thread.
 */
public final class HlsSessions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HlsSessions.class);

    private static final Map<String, String> PLAYLIST = Map.of(
            "Content-Type", HlsPlaylist.CONTENT_TYPE,
            "Cache-Control", "no-store",
            "Access-Control-Allow-Origin", "*");
    private static final Map<String, String> SEGMENT = Map.of(
            "Content-Type", LiveHead.CONTENT_TYPE,
            "Cache-Control", "no-store",
            "Access-Control-Allow-Origin", "*");

    private static final String OVER = "This session is over.";
    private static final String NO_SEGMENT = "There is no such segment any more.";

    private final Relays relays;
    private final RelaySettings settings;
    private final Clock clock;
    private final Seal seal = new Seal();
    private final Map<String, HlsSession> byToken = new ConcurrentHashMap<>();
    private final Map<HlsSession.Owner, HlsSession> byOwner = new ConcurrentHashMap<>();
    private final CounterDataPoint begun;
    private final CounterDataPoint idle;
    private final CounterDataPoint refused;
    private volatile boolean closed;

    HlsSessions(Relays relays, RelaySettings settings, Clock clock, Metrics metrics) {
        this.relays = relays;
        this.settings = settings;
        this.clock = clock;
        begun = metrics.counter("masthead_hls_sessions_begun_total", "HLS sessions begun.");
        idle = metrics.counter("masthead_hls_sessions_idle_total", "HLS sessions ended because nothing was asked for.");
        refused = metrics.counter(
                "masthead_hls_sessions_refused_total", "HLS viewers refused because relay.hls-sessions was reached.");
        metrics.gauge("masthead_hls_sessions", "HLS sessions now.", byToken::size);
    }

    /** The owner of a session: who he says he is, and that he could prove it. */
    public HlsSession.Owner owner(Channel channel, Guest guest, String password) {
        return new HlsSession.Owner(channel.id(), guest, seal.of(guest.name(), password));
    }

    /**
     * Answers {@code owner} who asks for the channel's playlist if he has a session: with the playlist, or, where a newer connection
     * has just taken his seat, with 404, so that his player stops and does not take it back.
     *
     * @return whether it was answered; else he needs a seat, and then {@link #begin}
     */
    public boolean goOn(HlsSession.Owner owner, Channel channel, StreamRequest request) {
        HlsSession session = byOwner.get(owner);
        if (session == null) {
            return false;
        }
        if (session.open()) {
            playlist(session, channel, request);
            return true;
        }
        byOwner.remove(owner, session);
        boolean polls =
                session.taken() && session.idleNanos() < 2 * session.target().toNanos();
        if (polls) {
            request.refuse(404, OVER);
        }
        return polls;
    }

    /**
     * Begins a session for him who sent {@code request}; {@link #playlist} is to follow.
     *
     * @param leave run once when the session ends; at once where none begins
     * @return nothing if none was needed, or none can begin: then the request is answered
     */
    public Optional<HlsSession> begin(HlsSession.Owner owner, Channel channel, StreamRequest request, Runnable leave) {
        HlsSession before = byOwner.get(owner);
        if (before != null && before.open()) { // he asked twice at once, and was let in twice
            leave.run();
            playlist(before, channel, request);
            return Optional.empty();
        }
        if (closed || byToken.size() >= settings.hlsSessions()) {
            refused.inc();
            leave.run();
            request.refuse(502, "No more viewers can be served now.");
            return Optional.empty();
        }
        String token = seal.token();
        HlsSession session = new HlsSession(
                relays.nextId(), token, owner, request.loop(), clock.instant(), () -> ended(token, leave));
        byToken.put(token, session);
        byOwner.put(owner, session);
        relays.began(session);
        begun.inc();
        watchIdleness(session, idleNanos(session));
        request.whenGone(() -> {
            if (!session.answered()) {
                session.end(); // he zapped on before there was a picture, or there is none
            }
        });
        return Optional.of(session);
    }

    private void ended(String token, Runnable leave) {
        HlsSession session = byToken.remove(token);
        if (session != null) {
            relays.ended(session);
            if (!session.taken()) {
                byOwner.remove(session.owner(), session);
            }
        }
        leave.run();
    }

    private long idleNanos(HlsSession session) {
        long least = session.answered()
                ? 3 * session.target().toNanos()
                : settings.openTimeout().toNanos() + TimeUnit.SECONDS.toNanos(5);
        return Math.max(least, settings.hlsIdleTimeout().toNanos());
    }

    private void watchIdleness(HlsSession session, long nanos) {
        session.loop().schedule(() -> checkIdleness(session), nanos, TimeUnit.NANOSECONDS);
    }

    private void checkIdleness(HlsSession session) {
        long left = idleNanos(session) - session.idleNanos();
        if (!session.open()) {
            byOwner.remove(session.owner(), session);
        } else if (left > 0) {
            watchIdleness(session, left);
        } else {
            idle.inc();
            session.end();
        }
    }

    /** Answers with the channel's playlist as soon as there is one; on the request's event loop. */
    public void playlist(HlsSession session, Channel channel, StreamRequest request) {
        session.touch();
        if (request.method().equals("HEAD")) {
            request.reply(200, PLAYLIST);
            return;
        }
        relays.ask(channel, session, request.loop(), new HlsOutput.Asker() {
            @Override
            public void playlist(HlsPlaylist playlist) {
                answer(request, () -> {
                    session.told(playlist.targetSeconds());
                    request.send(200, PLAYLIST, List.of(utf8(playlist.text("/hls/" + session.token() + "/"))));
                });
            }

            @Override
            public void refused(String reason) {
                answer(request, () -> {
                    session.refused(reason);
                    request.refuse(502, reason);
                });
            }
        });
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    /** {@code GET /hls/<token>/<sequence>.ts}; on the request's event loop. */
    public void segment(StreamRequest request) {
        Optional<HlsSession> found = Optional.ofNullable(byToken.get(request.pathParameter("token")));
        long sequence = sequence(request.pathParameter("file"));
        if (found.isEmpty() || sequence < 0) {
            request.refuse(404, found.isEmpty() ? OVER : NO_SEGMENT);
            return;
        }
        HlsSession session = found.get();
        session.touch();
        if (request.method().equals("HEAD")) {
            request.reply(200, SEGMENT);
            return;
        }
        relays.segment(session.owner().channel(), sequence, pieces -> hand(session, request, pieces));
    }

    private static long sequence(String file) {
        boolean plain = file.endsWith(".ts")
                && file.length() <= 21
                && file.length() > 3
                && file.chars().limit(file.length() - 3L).allMatch(each -> each >= '0' && each <= '9');
        return plain ? Long.parseLong(file.substring(0, file.length() - 3)) : -1;
    }

    private static void hand(HlsSession session, StreamRequest request, List<ByteBuf> pieces) {
        long size = pieces.stream().mapToLong(ByteBuf::readableBytes).sum();
        boolean handed = answer(request, () -> {
            if (pieces.isEmpty()) {
                request.refuse(404, NO_SEGMENT);
            } else {
                session.count(size);
                request.send(200, SEGMENT, pieces);
            }
        });
        if (!handed) {
            pieces.forEach(ByteBuf::release);
        }
    }

    /** On the request's loop; false if that has been stopped. */
    private static boolean answer(StreamRequest request, Runnable task) {
        try {
            request.run(task);
            return true;
        } catch (RejectedExecutionException stopping) {
            log.atDebug().log("Too late to answer");
            return false;
        }
    }

    /** Sessions now. */
    public int count() {
        return byToken.size();
    }

    /** Ends every session. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(byToken.values()).forEach(HlsSession::end);
    }
}
