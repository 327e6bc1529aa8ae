package masthead.studio.engine;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code /ace/getstream} and {@code /ace/manifest.m3u8}: the start of a content (reference 1.2 to 1.5). */
final class StartApi {
    private final Engine engine;
    private final Selector selector;

    StartApi(Engine engine) {
        this.engine = engine;
        this.selector = new Selector(engine);
    }

    void answer(Call call, boolean hls) throws IOException {
        Map<String, String> query = call.request().query();
        boolean json = query.getOrDefault("format", "").equals("json");
        if (engine.boots()) {
            refuse(call, json, "engine is not ready");
            return;
        }
        Optional<Content> content = selector.find(query);
        Fault.Subject subject = content.map(each -> new Start(each, hls, query).subject())
                .orElse(new Fault.Subject("", query.getOrDefault("pid", "")));
        if (fails(call, subject)) {
            return;
        }
        if (!Selector.present(query)) {
            refuse(call, json, "missing content_id, infohash, url or magnet");
        } else if (content.isEmpty()) {
            refuse(call, json, "failed to load content");
        } else {
            started(call, json, new Start(content.get(), hls, query));
        }
    }

    /** Whether a fault was the answer. */
    private boolean fails(Call call, Fault.Subject subject) throws IOException {
        Faults faults = engine.faults();
        Optional<Fault> delay = faults.hit(Fault.Kind.JSON_DELAY, subject);
        if (delay.isPresent()) {
            call.pause(delay.get().lasting());
        }
        if (faults.hit(Fault.Kind.JSON_HANG, subject).isPresent()) {
            call.silence();
            return true;
        }
        Optional<Fault> status = faults.hit(Fault.Kind.JSON_HTTP_STATUS, subject);
        if (status.isPresent()) {
            call.text((int) status.get().amount(), "engine error");
            return true;
        }
        Optional<Fault> error = faults.hit(Fault.Kind.JSON_ERROR, subject);
        if (error.isPresent()) {
            refusal(call, error.get().text());
            return true;
        }
        if (faults.hit(Fault.Kind.JSON_MALFORMED, subject).isPresent()) {
            call.became("malformed");
            call.whole(200, "application/json", "{\"response\":{\"playback_url\":\"http://" + call.host() + "/ace/r");
            return true;
        }
        return false;
    }

    /** A refusal in words, with the missing option after a bar. */
    private static void refusal(Call call, String words) throws IOException {
        int bar = words.indexOf('|');
        if (bar < 0) {
            call.error(words);
            return;
        }
        String reason = words.substring(0, bar);
        call.became("error: " + reason);
        call.json(Json.object(
                "response",
                Json.NULL,
                "error",
                reason,
                "extra_data",
                Json.object("reason", "missing_option", "option", words.substring(bar + 1))));
    }

    private static void refuse(Call call, boolean json, String error) throws IOException {
        if (json) {
            call.error(error);
        } else {
            call.text(500, error);
        }
    }

    private void started(Call call, boolean json, Start start) throws IOException {
        switch (engine.sessions().start(start, engine.policies())) {
            case Started.Hanging() -> call.silence();
            case Started.Refused(String error) -> refuse(call, json, error);
            case Started.Playing(Session session)
            when json -> {
                call.became("started " + session.key());
                call.response(description(call, start, session));
            }
            case Started.Playing(Session session) -> {
                call.became("redirected to " + session.key());
                String location = "http://" + host(call, start.subject()) + playback(start, session);
                byte[] words = ("Redirecting to " + location + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
                call.head(302, "Location: " + location, "Content-Type: text/plain", "Content-Length: " + words.length);
                call.socket().getOutputStream().write(words);
            }
        }
    }

    private Map<String, Object> description(Call call, Start start, Session session) {
        Content content = start.content();
        String address = "http://" + host(call, start.subject());
        String keys = "/" + content.infohash() + "/" + session.key();
        Map<String, Object> answer = Json.object(
                "playback_url",
                address + playback(start, session),
                "stat_url",
                address + "/ace/stat" + keys,
                "command_url",
                address + "/ace/cmd" + keys,
                "infohash",
                content.infohash(),
                "playback_session_id",
                session.broadcast().id(),
                "is_live",
                content.nature().live() ? 1 : 0,
                "is_encrypted",
                content.nature().encrypted() ? 1 : 0,
                "client_session_id",
                clientSession(start));
        if (start.flag("use_api_events")) {
            answer.put("event_url", address + "/ace/event" + keys);
        }
        engine.faults()
                .hit(Fault.Kind.JSON_MISSING_FIELD, start.subject())
                .ifPresent(each -> answer.remove(each.text()));
        return answer;
    }

    static int clientSession(Start start) {
        try {
            return Integer.parseInt(start.query().getOrDefault("client_session_id", "-1"));
        } catch (NumberFormatException odd) {
            return -1;
        }
    }

    private static String playback(Start start, Session session) {
        String keys = start.content().infohash() + "/" + session.key();
        return start.hls() ? "/ace/m/" + keys + ".m3u8" : "/ace/r/" + keys;
    }

    private String host(Call call, Fault.Subject subject) {
        return engine.faults()
                .hit(Fault.Kind.HOST_IN_URLS, subject)
                .map(Fault::text)
                .orElse(call.host());
    }
}
