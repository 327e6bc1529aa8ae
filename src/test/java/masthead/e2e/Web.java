package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain HTTP client for the tests' own questions. */
final class Web {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Web() {}

    /** The status of a GET, or 0 if nobody answers. */
    static int status(String url) {
        try {
            return send(request(url).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (UncheckedIOException nobody) {
            return 0;
        }
    }

    /** The body of a GET that must answer 200. */
    static String get(String url) {
        HttpResponse<String> response = send(request(url).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as("status; body: %s", response.body())
                .isEqualTo(200);
        return response.body();
    }

    /** The answer to a GET, whatever it is. */
    static HttpResponse<String> ask(String url) {
        return send(request(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As {@link #ask}, of bytes. */
    static HttpResponse<byte[]> askBytes(String url) {
        return send(request(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The endless body of a GET that must answer 200. Close it. */
    static InputStream stream(String url) {
        HttpResponse<InputStream> response =
                send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).as("status of the stream").isEqualTo(200);
        return response.body();
    }

    /** Sends JSON to the operators' door as admin; the answer's body, which must be of a 2xx. */
    static String operate(String method, String url, String password, String json) {
        HttpResponse<String> response = tryToOperate(method, url, password, json);
        assertThat(response.statusCode())
                .as("%s %s: %s", method, url, response.body())
                .isBetween(200, 299);
        return response.body();
    }

    /** As {@link #operate}, whatever the status. */
    static HttpResponse<String> tryToOperate(String method, String url, String password, String json) {
        String login = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest.BodyPublisher body = json.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8);
        HttpRequest request = request(url)
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The first {@code "name": 123} in {@code json}. */
    static long number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*(\\d+)")
                .matcher(json);
        assertThat(matcher.find()).as("%s in %s", name, json).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
