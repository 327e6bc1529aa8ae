package masthead.studio.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /webui/api/service} and {@code /server/api}: version, health, conversions (reference 1.11). */
final class ServiceApi {
    private static final Map<String, Object> VERSION =
            Json.object("code", 3_021_100, "platform", "linux", "version", "3.2.11-fake");
    private static final Set<String> PRIVATE =
            Set.of("set_allow_remote_access", "set_allow_intranet_access", "check_auth", "sign_in", "sign_out");

    private final Engine engine;
    private final String token;

    ServiceApi(Engine engine) {
        this.engine = engine;
        this.token = Content.id("token");
    }

    /** {@code /webui/api/service?method=get_version}. */
    void service(Call call) throws IOException {
        if (!call.request().parameter("method").equals("get_version")) {
            failure(call, "unknown method");
            return;
        }
        call.became("version");
        String json = Json.text(Json.object("result", VERSION, "error", Json.NULL));
        if (call.request().parameter("format").equals("jsonp")) {
            call.whole(200, "text/javascript", call.request().parameter("callback") + "(" + json + ");");
        } else {
            call.whole(200, "application/json", json);
        }
    }

    /** {@code /server/api?method=...}. */
    void server(Call call) throws IOException {
        Request request = call.request();
        String method = request.parameter("method");
        if (PRIVATE.contains(method) && !request.parameter("token").equals(token)) {
            failure(call, "access denied");
            return;
        }
        switch (method) {
            case "get_status" -> result(call, Json.object("version", VERSION, "playlist_loaded", true));
            case "get_network_connection_status" -> {
                boolean down = engine.faults()
                        .hit(Fault.Kind.DISCONNECTED, Fault.Subject.ENGINE)
                        .isPresent();
                result(call, Json.object("connected", !down));
            }
            case "get_api_access_token" -> result(call, Json.object("token", token));
            case "get_content_id" -> contentId(call, request.parameter("infohash"));
            case "get_media_files" -> mediaFiles(call);
            case "analyze_content" -> analysis(call, request.parameter("query"));
            case "analyze_content_multi" -> result(call, List.of(analysed(request.parameter("query"))));
            default -> {
                if (PRIVATE.contains(method)) {
                    result(call, "ok");
                } else {
                    failure(call, "unknown method");
                }
            }
        }
    }

    private void contentId(Call call, String infohash) throws IOException {
        Optional<Content> content = engine.byInfohash(infohash);
        if (content.isPresent()) {
            result(call, Json.object("content_id", content.get().contentId()));
        } else {
            failure(call, "failed to get content id");
        }
    }

    private void mediaFiles(Call call) throws IOException {
        Request request = call.request();
        Optional<Content> content = engine.byContentId(request.parameter("content_id"))
                .or(() -> engine.byInfohash(request.parameter("infohash")));
        if (content.isEmpty()) {
            failure(call, "failed to load content");
            return;
        }
        List<Object> files = new ArrayList<>();
        files.add(Json.object("index", 0, "filename", content.get().name(), "size", 0, "mime", "video/mp2t"));
        result(
                call,
                Json.object(
                        "infohash",
                        content.get().infohash(),
                        "name",
                        content.get().name(),
                        "type",
                        content.get().nature().live() ? "live" : "vod",
                        "transport_type",
                        "acelive",
                        "files",
                        files));
    }

    private void analysis(Call call, String query) throws IOException {
        result(call, analysed(query));
    }

    private Object analysed(String query) {
        String id = query.replaceFirst(".*[=:/]", "");
        return engine.byContentId(id)
                .or(() -> engine.byInfohash(id))
                .<Object>map(content -> Json.object(
                        "content_type",
                        "live",
                        "transport_type",
                        "acelive",
                        "infohash",
                        content.infohash(),
                        "title",
                        content.name(),
                        "is_live",
                        true,
                        "categories",
                        content.listing().categories(),
                        "content_id",
                        Json.NULL))
                .orElse(Json.NULL);
    }

    private static void result(Call call, Object result) throws IOException {
        call.became("result");
        call.json(Json.object("result", result, "error", Json.NULL));
    }

    private static void failure(Call call, String message) throws IOException {
        call.became("error: " + message);
        call.json(Json.object("error", Json.object("message", message, "code", 0)));
    }
}
