package masthead.studio.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that goes wrong with an engine, and for whom. Immutable.
 *
 * <p>Unless {@link #times} limits it, it goes wrong until it is cleared. A fault of a stream counts from the beginning of
 * each body; one that is set when a body is older than that comes at once.
 *
 * @param after when it comes, from the beginning of the body
 * @param lasting how long it takes; what that is depends on the kind
 * @param amount how much of it; what that is depends on the kind
 * @param text a word to it; what that is depends on the kind
 */
public record Fault(Kind kind, Scope scope, Duration after, Duration lasting, long amount, String text) {
    /** What can go wrong. Each tells what {@code for_ms}, {@code n} and {@code text} are to it. */
    public enum Kind {
        JSON_DELAY("the answer to a start takes for_ms longer"),
        JSON_HANG("a start is not answered"),
        JSON_ERROR("a start is refused with text; a part after a bar, as in no|proxyServer, is the missing option"),
        JSON_HTTP_STATUS("a start is answered with status n"),
        JSON_MALFORMED("the answer to a start breaks off"),
        JSON_MISSING_FIELD("the answer to a start lacks the field text"),
        HEADER_DELAY("the head of a body comes for_ms later"),
        HEADER_NEVER("the head of a body never comes"),
        FIRST_BYTE_DELAY("the first packet comes for_ms after the head"),
        PLAYBACK_STATUS("a playback address answers status n"),
        STALL("a body is silent for for_ms (0: for ever), after after_ms"),
        TRICKLE("a body has n bytes a second"),
        GAP("n packets are missing after after_ms; text=hidden numbers the others as if they were not"),
        DUPLICATE_BLOCK("n packets come twice after after_ms"),
        GARBAGE_PREFIX("a body begins with n bytes that are no packets"),
        MISALIGNED_READS("a body begins within a packet and comes in pieces of any size"),
        PCR_JUMP("the stream's clocks jump ahead by for_ms after after_ms"),
        PTS_WRAP("the stream's clocks wrap for_ms after the body's beginning"),
        NULL_ONLY("only null packets come after after_ms"),
        LOOP("the last for_ms are repeated for ever after after_ms"),
        BITRATE_CHANGE("the stream has n percent of its size after after_ms, with stuffing (100 or more)"),
        TINY_SOCKET_BUFFERS("a body goes through a socket buffer of n bytes"),
        EOF("a body ends after after_ms, as if all were sent"),
        RST("a body is reset after after_ms"),
        HALF_CLOSE("a body ends after after_ms and its connection stays"),
        DUP_KILL("another player takes the content over after after_ms: the session is gone"),
        REDIRECT_LOOP("a playback address redirects to itself"),
        SLOW_STOP("the answer to a stop takes for_ms"),
        STOP_HANG("a stop is neither answered nor done"),
        STOP_ERROR("a stop is refused with text"),
        STAT_ERROR("statistics are refused with text"),
        STAT_HANG("statistics are not answered"),
        EVENT_HANG("events never come"),
        HOST_IN_URLS("addresses in answers name the host text"),
        ID_FLIP("only ids of the kind text (infohash or content_id) are known"),
        DISCONNECTED("the engine says it has no network"),
        SLOW_EVERYTHING("every answer takes n times 100 ms longer");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** What it does, in a sentence. */
        public String meaning() {
            return meaning;
        }

        /** Its name in requests. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it concerns a body while it goes out. */
        boolean ofStreams() {
            return compareTo(STALL) >= 0 && compareTo(DUP_KILL) <= 0;
        }
    }

    /**
     * For whom it goes wrong.
     *
     * @param infohash only this content
     * @param pid only this player
     * @param times how often; 0 for always
     */
    public record Scope(Optional<String> infohash, Optional<String> pid, int times) {
        static final Scope ENGINE = new Scope(Optional.empty(), Optional.empty(), 0);

        boolean covers(Subject subject) {
            return infohash.map(subject.infohash()::equals).orElse(true)
                    && pid.map(subject.pid()::equals).orElse(true);
        }
    }

    /** Whom a request concerns; empty for none. */
    record Subject(String infohash, String pid) {
        static final Subject ENGINE = new Subject("", "");
    }

    /** A fault of any kind, always, for all. */
    public static Fault of(Kind kind) {
        return new Fault(kind, Scope.ENGINE, Duration.ZERO, Duration.ZERO, 0, "");
    }

    public static Fault jsonDelay(Duration delay) {
        return of(Kind.JSON_DELAY).lasting(delay);
    }

    public static Fault jsonHang() {
        return of(Kind.JSON_HANG);
    }

    public static Fault jsonError(String text) {
        return of(Kind.JSON_ERROR).text(text);
    }

    /** A start is refused for want of a paid option. */
    public static Fault missingOption(String option) {
        return of(Kind.JSON_ERROR).text("missing_option|" + option);
    }

    public static Fault jsonStatus(int status) {
        return of(Kind.JSON_HTTP_STATUS).amount(status);
    }

    public static Fault jsonMalformed() {
        return of(Kind.JSON_MALFORMED);
    }

    public static Fault jsonMissingField(String field) {
        return of(Kind.JSON_MISSING_FIELD).text(field);
    }

    public static Fault headerDelay(Duration delay) {
        return of(Kind.HEADER_DELAY).lasting(delay);
    }

    public static Fault headerNever() {
        return of(Kind.HEADER_NEVER);
    }

    public static Fault firstByteDelay(Duration delay) {
        return of(Kind.FIRST_BYTE_DELAY).lasting(delay);
    }

    public static Fault playbackStatus(int status) {
        return of(Kind.PLAYBACK_STATUS).amount(status);
    }

    /** @param lasting zero for ever */
    public static Fault stall(Duration after, Duration lasting) {
        return of(Kind.STALL).after(after).lasting(lasting);
    }

    public static Fault trickle(int bytesPerSecond) {
        return of(Kind.TRICKLE).amount(bytesPerSecond);
    }

    /** @param hidden whether the continuity counters go on as if nothing were missing */
    public static Fault gap(Duration after, int packets, boolean hidden) {
        return of(Kind.GAP).after(after).amount(packets).text(hidden ? "hidden" : "");
    }

    public static Fault duplicateBlock(Duration after, int packets) {
        return of(Kind.DUPLICATE_BLOCK).after(after).amount(packets);
    }

    public static Fault garbagePrefix(int bytes) {
        return of(Kind.GARBAGE_PREFIX).amount(bytes);
    }

    public static Fault misalignedReads() {
        return of(Kind.MISALIGNED_READS);
    }

    public static Fault pcrJump(Duration after, Duration ahead) {
        return of(Kind.PCR_JUMP).after(after).lasting(ahead);
    }

    /** @param afterStart how long a body has run when its clocks wrap */
    public static Fault ptsWrap(Duration afterStart) {
        return of(Kind.PTS_WRAP).lasting(afterStart);
    }

    public static Fault nullOnly(Duration after) {
        return of(Kind.NULL_ONLY).after(after);
    }

    public static Fault loop(Duration after, Duration length) {
        return of(Kind.LOOP).after(after).lasting(length);
    }

    public static Fault bitrateChange(Duration after, int percent) {
        return of(Kind.BITRATE_CHANGE).after(after).amount(percent);
    }

    public static Fault tinySocketBuffers(int bytes) {
        return of(Kind.TINY_SOCKET_BUFFERS).amount(bytes);
    }

    public static Fault eof(Duration after) {
        return of(Kind.EOF).after(after);
    }

    public static Fault rst(Duration after) {
        return of(Kind.RST).after(after);
    }

    public static Fault halfClose(Duration after) {
        return of(Kind.HALF_CLOSE).after(after);
    }

    public static Fault dupKill(Duration after) {
        return of(Kind.DUP_KILL).after(after);
    }

    public static Fault redirectLoop() {
        return of(Kind.REDIRECT_LOOP);
    }

    public static Fault slowStop(Duration delay) {
        return of(Kind.SLOW_STOP).lasting(delay);
    }

    public static Fault stopHang() {
        return of(Kind.STOP_HANG);
    }

    public static Fault stopError(String text) {
        return of(Kind.STOP_ERROR).text(text);
    }

    public static Fault statError(String text) {
        return of(Kind.STAT_ERROR).text(text);
    }

    public static Fault statHang() {
        return of(Kind.STAT_HANG);
    }

    public static Fault eventHang() {
        return of(Kind.EVENT_HANG);
    }

    /** @param host with port, as {@code 10.0.0.1:6878} */
    public static Fault hostInUrls(String host) {
        return of(Kind.HOST_IN_URLS).text(host);
    }

    public static Fault onlyInfohashes() {
        return of(Kind.ID_FLIP).text("infohash");
    }

    public static Fault onlyContentIds() {
        return of(Kind.ID_FLIP).text("content_id");
    }

    public static Fault disconnected() {
        return of(Kind.DISCONNECTED);
    }

    public static Fault slowEverything(int factor) {
        return of(Kind.SLOW_EVERYTHING).amount(factor);
    }

    /** The same for one content alone. */
    public Fault on(Content content) {
        return with(new Scope(Optional.of(content.infohash()), scope.pid, scope.times));
    }

    /** The same for one player alone. */
    public Fault forPid(String pid) {
        return with(new Scope(scope.infohash, Optional.of(pid), scope.times));
    }

    /** The same, so often and not again. */
    public Fault times(int times) {
        return with(new Scope(scope.infohash, scope.pid, times));
    }

    private Fault with(Scope other) {
        return new Fault(kind, other, after, lasting, amount, text);
    }

    private Fault after(Duration other) {
        return new Fault(kind, scope, other, lasting, amount, text);
    }

    private Fault lasting(Duration other) {
        return new Fault(kind, scope, after, other, amount, text);
    }

    private Fault amount(long other) {
        return new Fault(kind, scope, after, lasting, other, text);
    }

    private Fault text(String other) {
        return new Fault(kind, scope, after, lasting, amount, other);
    }

    /**
     * The fault that a request describes: {@code fault}, {@code after_ms}, {@code for_ms}, {@code n}, {@code text},
     * {@code infohash}, {@code pid}, {@code next}.
     *
     * @throws IllegalArgumentException if it describes none
     */
    static Fault read(Map<String, Object> request) {
        Map<String, Object> rest = new java.util.LinkedHashMap<>(request);
        String word = take(rest, "fault", "");
        Fault fault = new Fault(
                Arrays.stream(Kind.values())
                        .filter(each -> each.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no fault '" + word + "'")),
                new Scope(
                        Optional.of(take(rest, "infohash", "")).filter(each -> !each.isEmpty()),
                        Optional.of(take(rest, "pid", "")).filter(each -> !each.isEmpty()),
                        Integer.parseInt(take(rest, "next", "0"))),
                Duration.ofMillis(Long.parseLong(take(rest, "after_ms", "0"))),
                Duration.ofMillis(Long.parseLong(take(rest, "for_ms", "0"))),
                Long.parseLong(take(rest, "n", "0")),
                take(rest, "text", ""));
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + rest.keySet());
        }
        return fault;
    }

    private static String take(Map<String, Object> from, String name, String otherwise) {
        Object value = from.remove(name);
        return value == null ? otherwise : value.toString();
    }

    Map<String, Object> named() {
        return Json.object(
                "fault", kind.word(),
                "infohash", scope.infohash.orElse(""),
                "pid", scope.pid.orElse(""),
                "next", scope.times,
                "after_ms", after.toMillis(),
                "for_ms", lasting.toMillis(),
                "n", amount,
                "text", text);
    }
}
