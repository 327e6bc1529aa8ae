package masthead.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.access.Caller;
import masthead.access.Role;
import masthead.http.Exchange;
import masthead.http.Redacted;
import tools.jackson.core.JsonGenerator;

/**
 * One request for an operation: what was asked, read by what the operation says can be asked, and ways to answer. On the virtual
 * thread of its request.
 */
final class Call {
    private static final int USUAL_LIMIT = 100;
    /** What the names in addresses stand for; any other is a text. */
    private static final Map<String, Shape> SEGMENTS = Map.of(
            "id", Shape.Whole.ID,
            "viewer", new Shape.Whole(1, Long.MAX_VALUE),
            "position", new Shape.Whole(0, 99));

    private final Exchange exchange;
    private final Operation operation;
    private final Optional<Caller> caller;

    Call(Exchange exchange, Operation operation, Optional<Caller> caller) {
        this.exchange = exchange;
        this.operation = operation;
        this.caller = caller;
    }

    // ---- what was asked ----

    static Shape segment(String name) {
        return SEGMENTS.getOrDefault(name, Shape.Text.ANY);
    }

    /** The id in the address. */
    int id() {
        return (int) numbered("id");
    }

    /** A number in the address; one that cannot be is not there. */
    long numbered(String name) {
        String text = exchange.pathParameter(name);
        if (segment(name) instanceof Shape.Whole(long least, long most)) {
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // is not there either
            }
            String limits = most >= Integer.MAX_VALUE ? "from " + least : least + " to " + most;
            throw new Refusal(Problem.notFound("The " + name + " in the address is a whole number " + limits + "."));
        }
        throw new IllegalArgumentException(name);
    }

    String named(String name) {
        return exchange.pathParameter(name);
    }

    /** The fields of the body. */
    Fields fields() {
        return Fields.of(exchange.body(), operation.fields());
    }

    InputStream upload() {
        return exchange.upload();
    }

    /** A text in the query; a blank one is none. */
    Optional<String> text(String name) {
        Optional<String> text = exchange.queryParameter(name).map(String::strip).filter(each -> !each.isEmpty());
        if (asked(name) instanceof Shape.Text(String _, List<String> words)
                && !words.isEmpty()
                && text.filter(each -> !words.contains(each)).isPresent()) {
            throw Fields.wrong(name, "one of " + String.join(", ", words));
        }
        return text;
    }

    /** A whole number in the query. */
    Optional<Integer> whole(String name) {
        if (!(asked(name) instanceof Shape.Whole(long least, long most))) {
            throw new IllegalArgumentException(name);
        }
        return exchange.queryParameter(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw Fields.wrong(name, "a whole number from " + least + " to " + most);
        });
    }

    /** Whether the query says {@code true} to something. */
    boolean flag(String name) {
        return said(name).orElse(false);
    }

    /** What the query says to something, if anything. */
    Optional<Boolean> said(String name) {
        if (!(asked(name) instanceof Shape.Flag())) {
            throw new IllegalArgumentException(name);
        }
        return exchange.queryParameter(name).map(text -> switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw Fields.wrong(name, "true or false");
        });
    }

    int offset() {
        return whole(Operation.OFFSET.name()).orElse(0);
    }

    int limit() {
        return whole(Operation.LIMIT.name()).orElse(USUAL_LIMIT);
    }

    private Shape asked(String name) {
        return operation
                .parameter(name)
                .orElseThrow(() -> new IllegalArgumentException(operation.id() + " declares no " + name))
                .shape();
    }

    boolean head() {
        return exchange.head();
    }

    /** Who asks; operations without a login do not ask that. */
    Caller caller() {
        return caller.orElseThrow();
    }

    String clientAddress() {
        return exchange.clientAddress();
    }

    /** An address as this caller may see it: providers put credentials into theirs, so it is whole only for who may change it. */
    String shown(String url) {
        return mayEdit() || url.isEmpty() ? url : new Redacted(url).toString();
    }

    boolean mayEdit() {
        return caller.filter(each -> each.may(Role.EDITOR, operation.subject())).isPresent();
    }

    // ---- answers ----

    Exchange exchange() {
        return exchange;
    }

    void reply(Consumer<JsonGenerator> document) {
        reply(200, document);
    }

    void reply(int status, Consumer<JsonGenerator> document) {
        exchange.with("Cache-Control", "no-store").reply(status, "application/json", Json.bytes(document));
    }

    /** Replies 201 with what was added, and where it is now. */
    void replyAdded(Object id, Consumer<JsonGenerator> document) {
        exchange.with("Location", exchange.origin().path() + operation.template() + "/" + id);
        reply(201, document);
    }

    void replyNothing() {
        exchange.reply(204);
    }

    /** Replies with the part of {@code all} that was asked for. */
    <T> void replyPageOf(List<T> all, Json.Writer<T> writer) {
        int from = Math.min(offset(), all.size());
        int to = (int) Math.min((long) from + limit(), all.size());
        replyList(all.size(), all.subList(from, to), writer);
    }

    /** Replies {@code {"total":...,"items":[...]}}. */
    <T> void replyList(int total, Iterable<T> items, Json.Writer<T> writer) {
        reply(json -> {
            json.writeStartObject();
            Json.list(json, total, items, writer);
            json.writeEndObject();
        });
    }

    void reply(Problem problem) {
        problem.reply(exchange);
    }
}
