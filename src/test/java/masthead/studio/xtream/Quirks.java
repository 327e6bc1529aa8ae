package masthead.studio.xtream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import masthead.studio.FakePanel.Mood;
import masthead.studio.Moods;

/** What panels do to their answers: each has been seen (docs/4-protocols/xtream.md, "Reading panels"). */
public final class Quirks {
    private Quirks() {}

    /** Warnings of PHP in front of the answer, brackets and all. */
    public static UnaryOperator<String> warnings() {
        return body ->
                "<br />\n<b>Warning</b>:  Undefined array key [12] in <b>/home/xtreamcodes/player_api.php</b> on line {7}<br />\n"
                        + body;
    }

    /** A byte order mark and blank lines in front of the answer. */
    public static UnaryOperator<String> byteOrderMark() {
        return body -> "\uFEFF\r\n\n" + body;
    }

    /** Something behind the answer. */
    public static UnaryOperator<String> rubbishBehind() {
        return body -> body + "\n<!-- cached 0.3s --> <b>Notice</b>: {";
    }

    /** Half of the answer. */
    public static UnaryOperator<String> cutShort() {
        return body -> body.substring(0, body.length() / 2);
    }

    /** A list as an object keyed by index, as PHP writes a list with a hole. */
    public static UnaryOperator<String> keyedByIndex() {
        return body -> {
            StringBuilder keyed = new StringBuilder("{");
            int index = 0;
            for (String row : rows(body)) {
                keyed.append(keyed.length() == 1 ? "" : ",")
                        .append('"')
                        .append(index)
                        .append("\":")
                        .append(row);
                index += 2;
            }
            return keyed.append('}').toString();
        };
    }

    /** A list in a wrapper. */
    public static UnaryOperator<String> wrapped() {
        return body -> "{\"status\":true,\"data\":" + body + "}";
    }

    /** An error as an object, with status 200. */
    public static UnaryOperator<String> error() {
        return body -> "{\"error\":\"Too many requests\",\"code\":429}";
    }

    /** The answer to a login in place of any other, as an expired account gets it. */
    public static UnaryOperator<String> loginInstead(String login) {
        return body -> login;
    }

    /** Nothing but this. */
    public static UnaryOperator<String> only(String text) {
        return body -> text;
    }

    /** Control characters, not escaped, in every text that begins with "Alpha". */
    public static UnaryOperator<String> controlCharacters() {
        return body -> body.replace("\"Alpha", "\"Al\u0001pha\r\n\tOne");
    }

    /** A page of somebody's protection against robots, with status 200. */
    public static Mood challenge() {
        return Moods.document(
                "text/html",
                "<!DOCTYPE html><html><head><title>Just a moment...</title><script>var a={\"x\":[]};</script></head></html>");
    }

    /** Status 204 for an empty list. */
    public static Mood noContent() {
        return reply -> reply.head(204);
    }

    /** A good answer under the type of a web page. */
    public static Mood typedAsPage(String body) {
        return Moods.document("text/html; charset=UTF-8", body);
    }

    /** Names in the encoding of a panel that does not know better. */
    public static Mood latin(String body) {
        return Moods.document("application/json", body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Packed, whether anybody asked for it or not. */
    public static Mood gzipped(String body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return reply -> {
            reply.head(
                    200,
                    "Content-Type: application/json",
                    "Content-Encoding: gzip",
                    "Content-Length: " + packed.size());
            reply.body(packed.toByteArray());
        };
    }

    /** The objects of an array, as texts. */
    private static List<String> rows(String array) {
        List<String> rows = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < array.length(); at++) {
            char each = array.charAt(at);
            if (each == '{' && depth++ == 0) {
                start = at;
            } else if (each == '}' && --depth == 0) {
                rows.add(array.substring(start, at + 1));
            }
        }
        return rows;
    }
}
