package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
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

    /** With what a source sends, whatever it is: no browser shall run it as a page of ours. */
    private static final Map<String, String> OPEN = Map.of(
            "Cache-Control", "no-store",
            "Access-Control-Allow-Origin", "*",
            "Accept-Ranges", "bytes",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "sandbox; default-src 'none'");

    private static final String NO_DOCUMENT = "There is nothing here.";
    private static final String OVER = "This session is over.";
    private static final String NOT_NOW = "The source does not answer now.";
    private static final String NO_SEGMENT = "There is no such segment any more.";

    /** What a playlist of variants is taken for. */
    private static final int USUAL_TARGET_SECONDS = 5;
    /** A session that asked for something within that time may be the one meant by an address without a session. */
    private static final long ACTIVE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Relays relays;
    private final HlsPasses passes;
    private final RelaySettings settings;
    private final Clock clock;
    private final Seal seal;
    private final Map<String, HlsSession> byToken = new ConcurrentHashMap<>();
    private final Map<HlsSession.Owner, HlsSession> byOwner = new ConcurrentHashMap<>();
    private final CounterDataPoint begun;
    private final CounterDataPoint idle;
    private final CounterDataPoint refused;
    private volatile boolean closed;

    HlsSessions(Relays relays, HlsPasses passes, RelaySettings settings, Clock clock, Metrics metrics) {
        this.relays = relays;
        this.passes = passes;
        this.seal = passes.seal();
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
                new HlsSession.Ticket(relays.nextId(), token, clock.instant()),
                owner,
                request,
                () -> ended(token, leave));
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
            passes.left(session);
            if (!session.taken()) {
                byOwner.remove(session.owner(), session);
            }
        }
        leave.run();
    }

    private long idleNanos(HlsSession session) {
        long least = session.answered()
                ? 3 * session.target().toNanos()
                : relays.longestPatience().toNanos() + TimeUnit.SECONDS.toNanos(5);
        return Math.max(least, settings.hlsIdleTimeout().toNanos());
    }

    private void watchIdleness(HlsSession session, long nanos) {
        // No later than that: once it is answered, its limit is shorter.
        long most = Math.max(settings.hlsIdleTimeout().toNanos(), TimeUnit.MILLISECONDS.toNanos(100));
        session.loop().schedule(() -> checkIdleness(session), Math.min(nanos, most), TimeUnit.NANOSECONDS);
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
        Optional<HlsPass> pass = pass(session, channel, request);
        if (pass.isPresent()) {
            passed(session, channel, request, pass.get());
        } else {
            cutHere(session, channel, request);
        }
    }

    /** What is cut here already stays so: players do not bear another playlist at the same address. */
    private Optional<HlsPass> pass(HlsSession session, Channel channel, StreamRequest request) {
        if (session.isCutHere()) {
            return Optional.empty();
        }
        Optional<HlsPass> known = passes.find(channel.id());
        return known.isPresent() || relays.has(channel.id()) ? known : passes.open(channel, request.loop());
    }

    private void passed(HlsSession session, Channel channel, StreamRequest request, HlsPass pass) {
        pass.loop()
                .execute(() -> pass.playlist(session, got -> {
                    if (got instanceof HlsPass.Answer.Text) {
                        pass.playlistCame(true);
                        hand(session, request, got);
                    } else {
                        got.release();
                        if (!session.open()) {
                            answer(request, () -> request.refuse(404, OVER));
                        } else if (pass.lost(session, got)) {
                            answer(request, () -> cutHere(session, channel, request));
                        } else {
                            answer(request, () -> request.refuse(502, NOT_NOW));
                        }
                    }
                }));
    }

    private void cutHere(HlsSession session, Channel channel, StreamRequest request) {
        relays.ask(channel, session, request.loop(), new HlsOutput.Asker() {
            @Override
            public void playlist(HlsPlaylist playlist) {
                answer(request, () -> {
                    session.told(playlist.targetSeconds());
                    session.cutHere();
                    request.send(200, PLAYLIST, List.of(utf8(playlist.text(session.folder()))));
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

    /** {@code GET /hls/<token>/<mark>/<name>}: a document of a source that is passed through; on the request's event loop. */
    public void document(StreamRequest request) {
        Optional<HlsSession> found = Optional.ofNullable(byToken.get(request.pathParameter("token")));
        Optional<HlsReferences.Mark> mark = HlsReferences.Mark.parse(request.pathParameter("mark"));
        Optional<HlsPass> pass =
                found.flatMap(session -> passes.find(session.owner().channel()));
        if (pass.isEmpty() || mark.isEmpty()) {
            request.refuse(404, found.isEmpty() ? OVER : NO_DOCUMENT);
            return;
        }
        HlsSession session = found.get();
        session.touch();
        if (request.method().equals("HEAD")) {
            request.reply(200, OPEN);
            return;
        }
        HlsPass.Asked asked = asked(request, request.pathParameter("name"));
        pass.get()
                .loop()
                .execute(() -> pass.get().reference(session, mark.get(), asked, got -> hand(session, request, got)));
    }

    /**
     * {@code GET /live/<user>/<password>/<name>}: a name out of a playlist that we failed to make ours, or that a player cut short. It
     * belongs to the session which this subscriber, at this address, has on a source that is passed through; 404 where that is
     * not certain.
     *
     * @param guest name, address and player of who asks; name and password are proved by the session that they began
     */
    public void beside(Guest guest, String password, String name, StreamRequest request) {
        List<HlsSession> candidates = candidates(guest, password, name);
        Set<ChannelId> channels =
                candidates.stream().map(each -> each.owner().channel()).collect(Collectors.toSet());
        Optional<HlsPass> pass =
                channels.size() == 1 ? passes.find(channels.iterator().next()) : Optional.empty();
        if (pass.isEmpty()) {
            request.refuse(404, NO_DOCUMENT);
            return;
        }
        HlsSession session = candidates.stream()
                .min(Comparator.comparingLong(HlsSession::idleNanos))
                .orElseThrow();
        session.touch();
        if (request.method().equals("HEAD")) {
            request.reply(200, OPEN);
            return;
        }
        log.atInfo()
                .addKeyValue("channel", session.owner().channel())
                .addKeyValue("player", guest.userAgent())
                .log("Answering an address without a session");
        HlsPass.Asked asked = asked(request, name);
        pass.get().loop().execute(() -> pass.get().beside(session, asked, got -> hand(session, request, got)));
    }

    /** Whom it may be: all of his sessions at this address; of several, those of the same player; of these, who was told the name. */
    private List<HlsSession> candidates(Guest guest, String password, String name) {
        String proof = seal.of(guest.name(), password);
        List<HlsSession> his = byToken.values().stream()
                .filter(each -> each.open()
                        && each.idleNanos() < ACTIVE_NANOS
                        && each.owner().proof().equals(proof)
                        && each.owner().guest().address().equals(guest.address())
                        && passes.find(each.owner().channel()).isPresent())
                .toList();
        if (his.size() > 1) {
            his = narrowed(his, each -> each.owner().guest().userAgent().equals(guest.userAgent()));
        }
        return his.size() > 1 ? narrowed(his, each -> each.knows(name)) : his;
    }

    /** Those of {@code all} that fit; all if none does. */
    private static List<HlsSession> narrowed(List<HlsSession> all, Predicate<HlsSession> fits) {
        List<HlsSession> some = all.stream().filter(fits).toList();
        return some.isEmpty() ? all : some;
    }

    private static HlsPass.Asked asked(StreamRequest request, String name) {
        return new HlsPass.Asked(name, request.query(), request.header("Range"));
    }

    private static void hand(HlsSession session, StreamRequest request, HlsPass.Answer got) {
        boolean handed = answer(request, () -> {
            switch (got) {
                case HlsPass.Answer.Text(String playlist, int target) -> {
                    session.told(
                            target > 0
                                    ? target
                                    : Math.max(USUAL_TARGET_SECONDS, (int)
                                            session.target().toSeconds()));
                    session.passed(playlist);
                    send(session, request, 200, PLAYLIST, List.of(utf8(playlist)));
                }
                case HlsPass.Answer.Bytes(int status, Map<String, String> headers, List<ByteBuf> body) -> {
                    Map<String, String> all = new HashMap<>(OPEN);
                    all.putAll(headers);
                    long size = body.stream().mapToLong(ByteBuf::readableBytes).sum();
                    if (send(session, request, status, all, body)) {
                        session.count(size);
                    }
                }
                case HlsPass.Answer.Failed(int status, String reason, boolean ofSource) ->
                    request.refuse(status, reason);
            }
        });
        if (!handed) {
            got.release();
        }
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
            } else if (send(session, request, 200, SEGMENT, pieces)) {
                session.count(size);
            }
        });
        if (!handed) {
            pieces.forEach(ByteBuf::release);
        }
    }

    /** Takes over {@code pieces}; false if too much is under way to him. */
    private static boolean send(
            HlsSession session, StreamRequest request, int status, Map<String, String> headers, List<ByteBuf> pieces) {
        boolean takes = session.takes(request);
        if (takes) {
            request.send(status, headers, pieces);
        } else {
            pieces.forEach(ByteBuf::release);
            request.refuse(502, "Too much is sent at once.");
        }
        return takes;
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
