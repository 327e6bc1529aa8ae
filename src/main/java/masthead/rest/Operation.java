package masthead.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import masthead.access.Role;

/**
 * What can be asked at one address by one method, said once: the {@link Door} hangs it up, {@link Call} and {@link Fields} read a
 * request by it, and {@link Document} tells it to programs. What is not said here cannot be sent.
 *
 * <p>Said in one expression when the server starts, and not changed after.
 */
final class Operation {
    private static final int MOST = 1000;

    /** The part of a list that is asked for: the same of every list. */
    static final Field LIMIT = Field.whole("limit", "How many to tell at most; 100 where it is not said.", 1, MOST);

    static final Field OFFSET = Field.whole("offset", "How many to skip.", 0, Integer.MAX_VALUE);

    /** Who may ask. */
    enum Login {
        /** Everybody. */
        NONE,
        /** An operator, by password or by token. */
        ANY,
        /** An operator by his password: what a token must not be able to do. */
        PASSWORD
    }

    /** What a request's body is. */
    sealed interface Sent {
        record Nothing() implements Sent {}

        record Json(List<Field> fields) implements Sent {}

        record File(String type) implements Sent {}
    }

    /** An answer that is no problem. */
    sealed interface Answer {
        int status();

        record Nothing(int status) implements Answer {}

        record Json(int status, Shape.Thing thing) implements Answer {}

        record File(int status, String type) implements Answer {}
    }

    private final String method;
    private final String template;
    private final String says;
    private final List<Field> query = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final TreeSet<Integer> problems = new TreeSet<>();
    private Role role;
    private Login login = Login.ANY;
    private String more = "";
    private Sent sent = new Sent.Nothing();

    private Operation(String method, String template, Role role, String says) {
        this.method = method;
        this.template = template;
        this.role = role;
        this.says = says;
    }

    static Operation get(String template, String says) {
        return new Operation("GET", template, Role.VIEWER, says);
    }

    /** Changes something, so it is for editors, as the others below. */
    static Operation post(String template, String says) {
        return new Operation("POST", template, Role.EDITOR, says);
    }

    static Operation put(String template, String says) {
        return new Operation("PUT", template, Role.EDITOR, says);
    }

    static Operation patch(String template, String says) {
        return new Operation("PATCH", template, Role.EDITOR, says);
    }

    /** Answers 204. */
    static Operation delete(String template, String says) {
        return deleteTelling(template, says).answersNothing();
    }

    /** A DELETE that tells what is there after it. */
    static Operation deleteTelling(String template, String says) {
        return new Operation("DELETE", template, Role.EDITOR, says);
    }

    // ---- what is said of it ----

    /** For operators of at least this role, and tokens whose scope reaches it. */
    Operation by(Role least) {
        role = least;
        return this;
    }

    /** For everybody, without a login. */
    Operation open() {
        login = Login.NONE;
        return this;
    }

    Operation byPassword() {
        login = Login.PASSWORD;
        return this;
    }

    /** Further sentences. */
    Operation more(String sentences) {
        more = sentences;
        return this;
    }

    Operation query(Field... fields) {
        query.addAll(List.of(fields));
        return this;
    }

    Operation takes(Field... fields) {
        return takes(List.of(fields));
    }

    Operation takes(List<Field> fields) {
        sent = new Sent.Json(List.copyOf(fields));
        return this;
    }

    /** A body that is no JSON, of any length up to {@code http.upload-limit}. */
    Operation takesFile(String type) {
        sent = new Sent.File(type);
        return this;
    }

    Operation answers(Shape.Thing thing) {
        return answers(200, thing);
    }

    Operation answers(int status, Shape.Thing thing) {
        answers.add(new Answer.Json(status, thing));
        return this;
    }

    /** A page of a list, as {@code offset} and {@code limit} ask for it. */
    Operation answersPageOf(Shape.Thing thing) {
        return query(LIMIT, OFFSET).answersAllOf(thing);
    }

    /** A list that is told as a whole. */
    Operation answersAllOf(Shape.Thing thing) {
        return answers(pageOf(thing));
    }

    static Shape.Thing pageOf(Shape.Thing thing, Field... more) {
        Shape.Thing page = Shape.thing(
                thing.name() + "List",
                Field.count("total", "How many there are in all, not only in this answer."),
                Field.list("items", thing, ""));
        return page.and(page.name(), more);
    }

    Operation answersNothing() {
        answers.add(new Answer.Nothing(204));
        return this;
    }

    Operation answersFile(String type) {
        answers.add(new Answer.File(200, type));
        return this;
    }

    /** Refuses with these too, beside what follows from the rest. */
    Operation refuses(Integer... statuses) {
        problems.addAll(Arrays.asList(statuses));
        return this;
    }

    // ---- what was said ----

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    String says() {
        return says;
    }

    String more() {
        return more;
    }

    Role role() {
        return role;
    }

    Login login() {
        return login;
    }

    List<Field> query() {
        return query;
    }

    Optional<Field> parameter(String name) {
        return query.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    Sent sent() {
        return sent;
    }

    /** The fields of the body; none if it is no JSON. */
    List<Field> fields() {
        return sent instanceof Sent.Json(List<Field> fields) ? fields : List.of();
    }

    List<Answer> answers() {
        return answers;
    }

    /** Every status of a problem that this may be answered with. */
    SortedSet<Integer> problems() {
        TreeSet<Integer> all = new TreeSet<>(problems);
        if (login != Login.NONE) {
            all.addAll(List.of(401, 403, 429));
        }
        if (!segments().isEmpty()) {
            all.add(404);
        }
        if (!query.isEmpty() || sent instanceof Sent.Json) {
            all.add(400);
        }
        if (!(sent instanceof Sent.Nothing)) {
            all.add(413);
        }
        return all;
    }

    /** The names in the address, in order. */
    List<String> segments() {
        return Arrays.stream(template.split("/"))
                .filter(each -> each.startsWith("{"))
                .map(each -> each.substring(1, each.length() - 1))
                .toList();
    }

    /** What it is about, as scopes of tokens name it: {@code channels}. */
    String subject() {
        String[] parts = template.split("/");
        return parts.length > 2 ? parts[2].replace(".json", "") : parts[1];
    }

    /** A name for programs: {@code getChannelsById}. */
    String id() {
        StringBuilder id = new StringBuilder(method.toLowerCase(Locale.ROOT));
        for (String part : template.replace(".json", "").split("[/-]")) {
            if (!part.isEmpty() && !part.equals("api")) {
                String word = part.replaceAll("[{}]", "");
                id.append(part.equals(word) ? "" : "By")
                        .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
            }
        }
        return id.toString();
    }
}
