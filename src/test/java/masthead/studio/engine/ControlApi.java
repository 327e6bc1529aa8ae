package masthead.studio.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.studio.TestCard;

/** {@code /__fake/}: what no engine has: contents, faults, policies, restarts, events; the log and the sessions. */
final class ControlApi {
    private final FakeEngine fake;
    private final Engine engine;

    ControlApi(FakeEngine fake, Engine engine) {
        this.fake = fake;
        this.engine = engine;
    }

    void answer(Call call) throws IOException {
        call.became("control");
        try {
            call.json(done(call));
        } catch (IllegalArgumentException wrong) { // NumberFormatException too
            call.text(400, String.valueOf(wrong.getMessage()));
        }
    }

    private Object done(Call call) {
        Request request = call.request();
        Map<String, Object> body = request.body().isEmpty() ? Map.of() : Json.read(request.body());
        return switch (request.method() + " " + request.path().replaceFirst("^/__fake/?", "")) {
            case "GET " -> help();
            case "GET content" ->
                engine.contents().stream().map(ControlApi::described).toList();
            case "POST content" -> {
                Content content = content(body);
                engine.add(content);
                yield described(content);
            }
            case "GET fault" -> engine.faults().all().stream().map(Fault::named).toList();
            case "POST fault" -> {
                Fault fault = Fault.read(body);
                engine.faults().add(fault);
                yield fault.named();
            }
            case "DELETE fault" -> {
                engine.faults().clear();
                yield Json.object("faults", 0);
            }
            case "GET policy" -> engine.policies().named();
            case "POST policy" -> {
                Policies changed = engine.policies();
                for (Map.Entry<String, Object> each : body.entrySet()) {
                    changed = changed.with(each.getKey(), each.getValue().toString());
                }
                engine.policies(changed);
                yield changed.named();
            }
            case "POST restart" -> {
                boolean reset = word(body, "reset").equals("true");
                fake.restartLater(reset, millis(body, "refuse_ms"), millis(body, "failing_ms"));
                yield Json.object("restart", "now");
            }
            case "POST event" -> event(body);
            case "GET log" -> fake.log().stream().map(ControlApi::told).toList();
            case "GET sessions" ->
                fake.sessions().stream().map(ControlApi::told).toList();
            default -> throw new IllegalArgumentException("no such control; GET /__fake/ lists them");
        };
    }

    private static Map<String, Object> help() {
        Map<String, Object> faults = Json.object();
        Arrays.stream(Fault.Kind.values()).forEach(each -> faults.put(each.word(), each.meaning()));
        return Json.object(
                "GET content", "the contents",
                "POST content",
                        "name, kind (marked or card), infohash, content_id, live, encrypted, rate (small or large)",
                "GET sessions", "the live sessions",
                "GET log", "every request",
                "POST policy", "as in GET policy",
                "POST restart", "refuse_ms, failing_ms, reset",
                "POST event", "infohash, name, reason, option",
                "DELETE fault", "clears all faults",
                "POST fault", "fault, after_ms, for_ms, n, text, infohash, pid, next (how often)",
                "faults", faults);
    }

    private static Content content(Map<String, Object> body) {
        String name = word(body, "name");
        boolean marked = !word(body, "kind").equals("card");
        Content plain = marked ? Content.marked(name) : Content.card(name);
        Content shaped = plain.shaped(word(body, "rate").equals("large") ? TestCard.Shape.LARGE : TestCard.Shape.SMALL)
                .with(new Content.Nature(
                        !word(body, "live").equals("false"),
                        word(body, "encrypted").equals("true")));
        return shaped.withIds(
                body.getOrDefault("infohash", plain.infohash()).toString(),
                body.getOrDefault("content_id", plain.contentId()).toString());
    }

    private Object event(Map<String, Object> body) {
        List<Session> sessions = engine.sessions().of(word(body, "infohash"));
        Map<String, Object> params = Json.object("reason", word(body, "reason"), "option", word(body, "option"));
        sessions.forEach(each -> each.push(Events.of(word(body, "name"), params)));
        return Json.object("sessions", sessions.size());
    }

    private static String word(Map<String, Object> body, String name) {
        return Optional.ofNullable(body.get(name)).map(Object::toString).orElse("");
    }

    private static Duration millis(Map<String, Object> body, String name) {
        String text = word(body, name);
        return Duration.ofMillis(text.isEmpty() ? 0 : Long.parseLong(text));
    }

    private static Map<String, Object> described(Content content) {
        return Json.object("name", content.name(), "infohash", content.infohash(), "content_id", content.contentId());
    }

    private static Map<String, Object> told(Asked asked) {
        return Json.object(
                "at", asked.at(),
                "method", asked.method(),
                "path", asked.path(),
                "query", asked.query(),
                "outcome", asked.outcome());
    }

    private static Map<String, Object> told(LiveSession session) {
        return Json.object(
                "key", session.key(),
                "infohash", session.infohash(),
                "pid", session.pid().orElse(""),
                "started", session.started(),
                "reading", session.reading(),
                "last_activity", session.lastActivity());
    }
}
