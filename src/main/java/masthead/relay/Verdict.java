package masthead.relay;

import java.util.List;
import java.util.Optional;

/** What the watchdog thinks of a stream. */
public sealed interface Verdict {
    /** What {@link #word} can be. */
    List<String> WORDS = List.of("fine", "poor", "failing");

    /** Nothing to complain of. */
    record Fine() implements Verdict {}

    /** Something is wrong that viewers may see or hear, but they may still prefer it to nothing. */
    record Poor(String reason) implements Verdict {}

    /** It is not worth showing while there is another feed. */
    record Failing(String reason) implements Verdict {}

    /** One word: {@code fine}, {@code poor} or {@code failing}. */
    default String word() {
        return switch (this) {
            case Fine() -> "fine";
            case Poor(String _) -> "poor";
            case Failing(String _) -> "failing";
        };
    }

    /** What is wrong, a sentence for operators; empty if nothing is. */
    default Optional<String> trouble() {
        return switch (this) {
            case Fine() -> Optional.empty();
            case Poor(String reason) -> Optional.of(reason);
            case Failing(String reason) -> Optional.of(reason);
        };
    }

    /** Why the feed should be given up for the next one; empty if it should not. */
    default Optional<String> failing() {
        return this instanceof Failing(String reason) ? Optional.of(reason) : Optional.empty();
    }
}
