package masthead.studio.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What an engine tells of a session (reference 1.7): speeds in KB/s, places in the live window as texts. */
final class Statistics {
    private static final Duration WINDOW = Duration.ofMinutes(30);

    private final Engine engine;
    private final Session session;
    private final Instant now;

    Statistics(Engine engine, Session session) {
        this.engine = engine;
        this.session = session;
        this.now = engine.clock().instant();
    }

    Map<String, Object> now() {
        Duration age = Duration.between(session.broadcast().began(), now);
        Duration prebuffer = engine.policies().live().prebuffer();
        boolean prebuffers = age.compareTo(prebuffer) < 0;
        boolean silent = session.silent();
        long speed = silent ? 0 : session.content().bytesPerSecond() / 1024;
        Map<String, Object> answer = Json.object(
                "status",
                prebuffers ? "prebuf" : silent ? "buf" : "dl",
                "progress",
                prebuffers ? (int) (age.toMillis() * 100 / Math.max(1, prebuffer.toMillis())) : 0,
                "peers",
                silent ? 0 : 7,
                "speed_down",
                speed,
                "speed_up",
                speed / 8,
                "downloaded",
                age.toMillis() * session.content().bytesPerSecond() / 1000,
                "uploaded",
                age.toMillis() * session.content().bytesPerSecond() / 8000,
                "total_progress",
                0,
                "is_live",
                session.content().nature().live() ? 1 : 0,
                "is_encrypted",
                session.content().nature().encrypted() ? 1 : 0);
        answer.putAll(Json.object(
                "infohash", session.content().infohash(),
                "playback_session_id", session.broadcast().id(),
                "client_session_id", StartApi.clientSession(session.start()),
                "selected_stream_index", -1,
                "selected_file_index", -1,
                "stream_status", -1,
                "manifest_access_mode", -1));
        if (session.content().nature().live()) {
            answer.put("livepos", livePosition());
        }
        return answer;
    }

    /** The window of the broadcast; its end stands still while the source loops. */
    private Map<String, Object> livePosition() {
        Instant last = engine.faults().ofStreams(session.subject()).stream()
                .filter(each -> each.fault().kind() == Fault.Kind.LOOP)
                .map(each -> each.since().plus(each.fault().after()))
                .filter(each -> each.isBefore(now))
                .findFirst()
                .orElse(now);
        String end = String.valueOf(last.getEpochSecond());
        String begin = String.valueOf(last.minus(WINDOW).getEpochSecond());
        return Json.object(
                "first_ts", begin,
                "last_ts", end,
                "live_first", begin,
                "live_last", end,
                "pos", end,
                "last", end,
                "is_live", "1",
                "buffer_pieces", "15");
    }
}
