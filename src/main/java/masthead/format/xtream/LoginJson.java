package masthead.format.xtream;

import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** {@code user_info} and {@code server_info} (docs/4-protocols/xtream.md, "Login"). */
final class LoginJson {
    /** {@code Y-m-d H:i:s} in the zone we name as ours. */
    static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** The panel's own port for RTMP. We serve none, but typed parsers want the string. */
    private static final String RTMP_PORT = "25462";

    private LoginJson() {}

    static void account(JsonGenerator json, AccountFacts account) {
        json.writeObjectPropertyStart("user_info");
        json.writeStringProperty("username", account.username());
        json.writeStringProperty("password", account.password());
        json.writeStringProperty("message", account.message());
        json.writeNumberProperty("auth", 1);
        json.writeStringProperty("status", account.status().wireName());
        Optional<String> end = account.expiresAt().map(XtreamWriter::digits);
        if (end.isPresent()) {
            json.writeStringProperty("exp_date", end.get());
        } else {
            json.writeNullProperty("exp_date");
        }
        json.writeStringProperty("is_trial", account.trial() ? "1" : "0");
        json.writeStringProperty("active_cons", Integer.toString(account.activeConnections()));
        json.writeStringProperty("created_at", XtreamWriter.digits(account.createdAt()));
        json.writeStringProperty("max_connections", Integer.toString(account.maxConnections()));
        json.writeArrayPropertyStart("allowed_output_formats");
        account.formats().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    static void server(JsonGenerator json, ServerFacts server) {
        json.writeObjectPropertyStart("server_info");
        address(json, server);
        json.writeStringProperty("rtmp_port", RTMP_PORT);
        json.writeStringProperty("timezone", server.zone().getId());
        json.writeNumberProperty("timestamp_now", server.now().getEpochSecond());
        json.writeStringProperty("time_now", LOCAL_TIME.format(server.now().atZone(server.zone())));
        json.writeBooleanProperty("process", true);
        json.writeEndObject();
    }

    static void panelServer(JsonGenerator json, ServerFacts server) {
        json.writeObjectPropertyStart("server_info");
        address(json, server);
        json.writeEndObject();
    }

    private static void address(JsonGenerator json, ServerFacts server) {
        String port = Integer.toString(server.port());
        json.writeStringProperty("url", server.host());
        json.writeStringProperty("port", port);
        // Never empty: typed parsers fail on "".
        json.writeStringProperty("https_port", server.scheme().equals("https") ? port : "443");
        json.writeStringProperty("server_protocol", server.scheme());
    }
}
