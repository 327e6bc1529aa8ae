package masthead.vod;

import java.util.Optional;

/** Bytes of a file of known length, {@code from} and {@code to} included. */
record Span(long from, long to) {
    /** What of a file of {@code length} bytes is asked for; empty where none of it is there. */
    static Optional<Span> of(ByteAsk ask, long length) {
        Span span = switch (ask) {
            case ByteAsk.Whole() -> new Span(0, length - 1);
            case ByteAsk.Part(long from, long to) -> new Span(from, Math.min(to, length - 1));
            case ByteAsk.Tail(long count) -> new Span(Math.max(0, length - count), length - 1);
            case ByteAsk.Unanswerable() -> new Span(length, length - 1);
        };
        boolean whole = ask instanceof ByteAsk.Whole;
        return span.from <= span.to || whole ? Optional.of(span) : Optional.empty();
    }

    long length() {
        return to - from + 1;
    }
}
