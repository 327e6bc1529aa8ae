package masthead.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.app.Masthead;
import masthead.app.Rooms;
import masthead.config.Origins;
import masthead.config.Settings;

/** The whole server as it is started for everybody; the operator is admin, password password. */
final class WholeHouse implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Masthead masthead;

    WholeHouse(Path folder, Map<String, String> settings) {
        Map<String, String> flags = new java.util.HashMap<>(Map.of(
                "http.host", "127.0.0.1",
                "http.port", "0",
                "operator.password", "password",
                "acestream.engines", "127.0.0.1:1",
                "access.hash-memory", "64KiB",
                "access.hash-iterations", "1"));
        flags.putAll(settings);
        masthead = Masthead.start(
                Settings.load(List.copyOf(Rooms.WITH_SETTINGS), new Origins(flags, Map.of(), Optional.empty())),
                folder);
    }

    Contract contract() {
        return new Contract(ask("GET", "/api/openapi.json", "").body());
    }

    /** By password. */
    HttpResponse<String> ask(String method, String path, String body) {
        return send(request(method, path, body).header("Authorization", basic("admin", "password")));
    }

    HttpResponse<String> askByToken(String token, String method, String path, String body) {
        return send(request(method, path, body).header("Authorization", "Bearer " + token));
    }

    HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + masthead.port() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return masthead.port();
    }

    @Override
    public void close() {
        client.close();
        masthead.close();
    }
}
