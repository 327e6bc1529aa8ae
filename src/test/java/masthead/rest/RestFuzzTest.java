package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import masthead.rest.Contract.Promise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the document with values that nobody means well: for each parameter and field what fits, what is at its bounds
 * and what does not fit at all; and bodies that are no JSON. Request {@code n} of the seed is always the same.
 */
class RestFuzzTest {
    private static final long SEED = 20260101;
    private static final int ROUNDS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DEEP = "[".repeat(100_000);

    /** Texts that broke programs before. No host among them but this machine. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "One",
            "\u0000",
            "\u0007\r\n",
            "<script>alert(1)</script>",
            "'; DROP TABLE channel; --",
            "%s%n%x",
            "${jndi:x}",
            "../../etc/passwd",
            "\ud83d\ude00".repeat(80),
            "\u202eabc\u0301",
            "x".repeat(5000),
            "(a+)+$",
            "[",
            "*",
            "$1",
            "null",
            "true",
            "-1",
            "9223372036854775808",
            "2030-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "10.0.0.0/33",
            "::/0",
            "Europe/Rome",
            "UTC+25",
            "http://127.0.0.1:1/list.m3u?password=p4ss",
            "http://127.0.0.1:99999/",
            "http://[::1",
            "http:///",
            "file:///etc/passwd",
            "acestream://x",
            "m3u",
            "xtream",
            "page",
            "library",
            "acestream-search",
            "one-per-name",
            "viewer",
            "edit:channels",
            "live",
            "ts");

    private static final List<Long> WHOLES = List.of(
            0L,
            1L,
            2L,
            -1L,
            99L,
            1000L,
            1001L,
            (long) Integer.MAX_VALUE,
            Integer.MAX_VALUE + 1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    /** What stands in a body where its JSON does not matter any more. */
    private static final List<byte[]> BROKEN = List.of(
            bytes("{"),
            bytes("{\"name\":"),
            bytes("{\"name\":\"x\"}}"),
            bytes("{\"name\":\"x\",\"name\":\"y\"}"),
            bytes("null"),
            bytes("\"x\""),
            bytes(DEEP),
            bytes("{\"name\":" + DEEP),
            bytes("{\"name\":" + "{\"a\":".repeat(50_000)),
            bytes("{\"maxConnections\":" + "9".repeat(20_000) + "}"),
            bytes("{\"maxConnections\":1e999999999}"),
            bytes("{\"name\":NaN}"),
            bytes("{\"name\":\"\\ud800\"}"),
            bytes("<?xml version=\"1.0\"?><!DOCTYPE tv SYSTEM \"file:///etc/passwd\"><tv/>"),
            bytes("#EXTM3U\n#EXTINF:-1,x\nhttp://127.0.0.1:1/x"),
            bytes("username=x&password=y"),
            new byte[] {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xc0, (byte) 0xaf, '"', '}'},
            new byte[] {0x1f, (byte) 0x8b, 8, 0, 0},
            new byte[] {'P', 'K', 3, 4, 0},
            new byte[0],
            new byte[200_000]);

    private static final List<String> TYPES =
            List.of("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x");

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    /** Of what is there, by subject. */
    private final Map<String, List<String>> ids = new HashMap<>();

    @Test
    void no_request_breaks_the_server_or_is_answered_as_the_document_does_not_say() {
        try (WholeHouse house = new WholeHouse(folder, Map.of("http.body-limit", "150KiB"))) {
            Contract contract = house.contract();
            for (int round = 0; round < ROUNDS; round++) {
                prepare(house);
                for (Promise each : contract.operations()) {
                    attempt(house, contract, each, round);
                }
                assertThat(house.ask("GET", "/health", "").statusCode()).isEqualTo(200);
                assertThat(house.ask("GET", "/api/me", "").body()).contains("\"role\":\"owner\"");
            }
        }
    }

    /** Something of each kind, before each round: the last one may have removed it. */
    private void prepare(WholeHouse house) {
        String list = "#EXTM3U\n#EXTINF:-1 group-title=\"a\",One\nhttp://127.0.0.1:1/1.ts\n#EXTINF:-1,Two\nacestream://"
                + "0123456789abcdef0123456789abcdef01234567\n";
        String added = house.ask("POST", "/api/providers", "{\"name\":\"Acme\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        house.ask("PUT", added + "/list", list);
        house.ask("POST", "/api/providers", """
                {"name":"Panel","kind":"xtream","url":"http://127.0.0.1:1/","username":"u","password":"p"}""");
        house.ask("POST", "/api/guide/sources", "{\"name\":\"Guide\"}");
        house.ask("POST", "/api/subscribers", "{\"username\":\"nora\",\"password\":\"k7Qz9x\"}");
        house.ask("POST", "/api/lineups", "{\"name\":\"Kids\"}");
        house.ask("POST", "/api/rules", "{\"nameContains\":\"o\",\"rename\":\"x\"}");
        house.ask("POST", "/api/tokens", "{\"name\":\"it\",\"scopes\":[\"read\"]}");
        house.ask("POST", "/api/operators", "{\"name\":\"vera\",\"password\":\"vera-word\",\"role\":\"owner\"}");
        for (String each : List.of(
                "channels", "providers", "feeds", "guide/sources", "subscribers", "lineups", "rules", "tokens")) {
            ids.put(
                    each,
                    Tree.list(Tree.object(Tree.read(house.ask("GET", "/api/" + each + "?limit=5", "")
                                            .body()))
                                    .get("items"))
                            .stream()
                            .map(item -> String.valueOf(Tree.object(item).get("id")))
                            .toList());
        }
    }

    private void attempt(WholeHouse house, Contract contract, Promise promise, int round) {
        String path = address(contract, promise);
        byte[] body = body(contract, promise);
        String type = random.nextInt(5) == 0 ? any(TYPES) : "application/json";
        String about = promise.method() + " " + path + " (" + type + ") "
                + new String(body, 0, Math.min(300, body.length), StandardCharsets.UTF_8) + " in round " + round
                + " of seed "
                + SEED;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
                .timeout(PATIENCE)
                .method(promise.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Content-Type", type)
                .header("Authorization", WholeHouse.basic("admin", "password"));
        HttpResponse<String> answer;
        try {
            answer = house.send(request);
        } catch (RuntimeException e) {
            throw new AssertionError(about, e);
        }
        assertThat(answer.statusCode()).as(about + "\n" + answer.body()).isNotEqualTo(500);
        try {
            contract.check(promise.method(), path, answer);
        } catch (AssertionError e) {
            throw new AssertionError(about, e);
        }
    }

    private String address(Contract contract, Promise promise) {
        String path = Arrays.stream(promise.template().split("/"))
                .map(each -> each.startsWith("{") ? segment(promise.template(), each) : each)
                .collect(Collectors.joining("/"));
        List<String> query = new ArrayList<>();
        for (Object each : Tree.list(promise.said().get("parameters"))) {
            Map<String, @Nullable Object> parameter = contract.resolved(each);
            if ("query".equals(parameter.get("in")) && random.nextInt(3) > 0) {
                query.add(parameter.get("name") + "=" + encoded(plain(value(contract, parameter.get("schema"), 0))));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** What it stands for, more often than not; the operator who asks is never among them. */
    private String segment(String template, String name) {
        if (random.nextInt(5) == 0) {
            return encoded(any(TEXTS) + any(WHOLES));
        }
        if (name.equals("{name}")) {
            return "vera";
        }
        String subject = template.replaceAll("^/api/|/\\{.*", "").replaceAll("guide/(channels|matches)", "channels");
        List<String> known = ids.getOrDefault(subject, List.of());
        return known.isEmpty() || name.equals("{position}") ? Integer.toString(random.nextInt(9)) : any(known);
    }

    private byte[] body(Contract contract, Promise promise) {
        Map<String, @Nullable Object> content = Tree.object(promise.said(), "requestBody", "content");
        if (random.nextInt(4) == 0) {
            return any(BROKEN);
        }
        Map<String, @Nullable Object> schema = Tree.object(content, "application/json", "schema");
        if (schema.isEmpty()) {
            return content.isEmpty() ? new byte[0] : bytes(any(TEXTS));
        }
        return bytes(Tree.written(value(contract, schema, 0)));
    }

    private @Nullable Object value(Contract contract, @Nullable Object given, int depth) {
        Map<String, @Nullable Object> schema = contract.resolved(given);
        if (depth > 0 && random.nextInt(8) == 0) {
            return hostile();
        }
        String type = schema.get("type") instanceof List<?> types
                ? String.valueOf(types.get(random.nextInt(types.size())))
                : String.valueOf(schema.get("type"));
        return switch (type) {
            case "string" ->
                schema.get("enum") instanceof List<?> words && random.nextInt(4) > 0
                        ? words.get(random.nextInt(words.size()))
                        : any(TEXTS);
            case "integer" -> any(WHOLES);
            case "number" -> any(List.of(0.0, 1.0, 0.5, -0.1, 1e300));
            case "boolean" -> random.nextBoolean();
            case "array" -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(contract, schema.get("items"), depth + 1));
                }
                yield items;
            }
            case "object" -> object(contract, schema, depth);
            default -> null;
        };
    }

    private Map<String, @Nullable Object> object(Contract contract, Map<String, @Nullable Object> schema, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        List<@Nullable Object> must = Tree.list(schema.get("required"));
        Tree.object(schema, "properties").forEach((name, each) -> {
            if (must.contains(name) ? random.nextInt(20) > 0 : random.nextInt(3) == 0) {
                object.put(name, value(contract, each, depth + 1));
            }
        });
        if (schema.get("additionalProperties") instanceof Map<?, ?> each) {
            object.put(any(TEXTS), value(contract, each, depth + 1));
        }
        return object;
    }

    private @Nullable Object hostile() {
        return switch (random.nextInt(7)) {
            case 0 -> any(TEXTS);
            case 1 -> any(WHOLES);
            case 2 -> 1e300;
            case 3 -> null;
            case 4 -> List.of(any(TEXTS), any(WHOLES), List.of());
            case 5 -> Map.of(any(TEXTS), Map.of("a", any(WHOLES)));
            default -> random.nextBoolean();
        };
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String plain(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
