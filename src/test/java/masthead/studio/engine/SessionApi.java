package masthead.studio.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The addresses of a session: its stream, its playlist, its statistics, its commands, its events (reference 1.7 to 1.10). */
final class SessionApi {
    private static final String UNKNOWN = "unknown playback session id";
    private static final Duration LONGEST_EVENT_WAIT = Duration.ofSeconds(60);
    private static final String PLAYLIST = "application/vnd.apple.mpegurl";

    private final Engine engine;

    SessionApi(Engine engine) {
        this.engine = engine;
    }

    /** {@code /ace/<what>/<infohash>/<key>}. */
    void answer(Call call) throws IOException {
        String[] elements = call.request().elements();
        String infohash = elements[2];
        String key = elements[3].replaceFirst("\\.m3u8$", "");
        if (elements[1].equals("c")) {
            segment(call, infohash, key.replaceFirst("\\.ts$", ""));
            return;
        }
        Optional<Session> session = engine.sessions().find(infohash, key);
        switch (elements[1]) {
            case "r" -> stream(call, session);
            case "m" -> playlist(call, session);
            case "stat" -> statistics(call, session);
            case "cmd" -> command(call, session);
            case "event" -> event(call, session);
            default -> call.text(404, "not found");
        }
    }

    private void stream(Call call, Optional<Session> session) throws IOException {
        if (session.isEmpty()) {
            call.text(403, "forbidden");
        } else if (!misplays(call, session.get())) {
            if (session.get().content().nature().encrypted()) {
                call.text(403, "encrypted content plays as HLS alone");
            } else {
                new Body(call, session.get(), engine, call.socket().getLocalPort() << 14 | engine.nextRun()).run();
            }
        }
    }

    /** Whether a fault of playback addresses was the answer. */
    private boolean misplays(Call call, Session session) throws IOException {
        Optional<Fault> status = engine.faults().hit(Fault.Kind.PLAYBACK_STATUS, session.subject());
        if (status.isPresent()) {
            call.text((int) status.get().amount(), "playback error");
            return true;
        }
        if (engine.faults().hit(Fault.Kind.REDIRECT_LOOP, session.subject()).isPresent()) {
            call.became("redirected to itself");
            call.head(302, "Location: http://" + call.host() + call.request().path(), "Content-Length: 0");
            return true;
        }
        return false;
    }

    private void playlist(Call call, Optional<Session> found) throws IOException {
        if (found.isEmpty()) {
            call.text(403, "forbidden");
            return;
        }
        Session session = found.get();
        if (misplays(call, session)) {
            return;
        }
        session.touch(engine.clock().instant());
        Instant ready =
                session.broadcast().began().plus(engine.policies().live().prebuffer());
        while (engine.clock().instant().isBefore(ready)) {
            call.pause(Duration.ofMillis(20));
        }
        call.became("playlist");
        if (session.expiredPlaylist()) {
            String segment =
                    "http://" + call.host() + "/ace/c/" + session.content().infohash() + "/0.ts";
            call.whole(200, PLAYLIST, """
                    #EXTM3U
                    #EXT-X-VERSION:3
                    #EXT-X-TARGETDURATION:7
                    #EXT-X-MEDIA-SEQUENCE:0
                    #EXTINF:4.000,
                    %s
                    """.formatted(segment));
            return;
        }
        call.whole(200, PLAYLIST, engine.segments(session).playlist(engine.position(), call.host()));
    }

    private void segment(Call call, String infohash, String number) throws IOException {
        Optional<Session> session = engine.sessions().of(infohash).stream().findFirst();
        Optional<byte[]> bytes = session.filter(each -> !each.expiredPlaylist() && number.matches("\\d{1,9}"))
                .flatMap(each -> engine.segments(each).segment(Long.parseLong(number), engine.position()));
        if (bytes.isEmpty()) {
            call.text(404, "download not found");
            return;
        }
        session.ifPresent(each -> each.touch(engine.clock().instant()));
        call.became("segment");
        call.whole(200, "video/mp2t", bytes.get());
    }

    private void statistics(Call call, Optional<Session> found) throws IOException {
        Fault.Subject subject = found.map(Session::subject).orElse(Fault.Subject.ENGINE);
        Optional<Fault> error = engine.faults().hit(Fault.Kind.STAT_ERROR, subject);
        if (engine.faults().hit(Fault.Kind.STAT_HANG, subject).isPresent()) {
            call.silence();
        } else if (error.isPresent()) {
            call.error(error.get().text());
        } else if (found.isEmpty()) {
            call.error(UNKNOWN);
        } else {
            if (!call.request().parameter("skip_player_activity").equals("1")) {
                found.get().touch(engine.clock().instant());
            }
            Map<String, Object> statistics = new Statistics(engine, found.get()).now();
            call.became("status " + statistics.get("status"));
            call.response(statistics);
        }
    }

    private void command(Call call, Optional<Session> found) throws IOException {
        if (found.isEmpty()) {
            call.error(UNKNOWN);
            return;
        }
        if (!call.request().parameter("method").equals("stop")) {
            call.error("unknown method");
            return;
        }
        Fault.Subject subject = found.get().subject();
        Optional<Fault> late = engine.faults().hit(Fault.Kind.SLOW_STOP, subject);
        if (late.isPresent()) {
            call.pause(late.get().lasting());
        }
        Optional<Fault> error = engine.faults().hit(Fault.Kind.STOP_ERROR, subject);
        if (engine.faults().hit(Fault.Kind.STOP_HANG, subject).isPresent()) {
            call.silence();
        } else if (error.isPresent()) {
            call.error(error.get().text());
        } else {
            engine.sessions().stop(found.get(), engine.policies().stopScope());
            call.became("stopped");
            call.response("ok");
        }
    }

    private void event(Call call, Optional<Session> found) throws IOException {
        if (found.isEmpty() || !found.get().hasEvents()) {
            call.error(UNKNOWN);
            return;
        }
        if (engine.faults().hit(Fault.Kind.EVENT_HANG, found.get().subject()).isPresent()) {
            call.silence();
            return;
        }
        try {
            Optional<String> event = found.get().nextEvent(LONGEST_EVENT_WAIT);
            if (event.isPresent()) {
                call.became("event");
                call.response(Json.read(event.get()));
            } else if (found.get().over()) {
                call.error(UNKNOWN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
