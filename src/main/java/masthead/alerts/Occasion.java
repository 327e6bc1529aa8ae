package masthead.alerts;

import java.util.Optional;
import java.util.stream.Stream;

/** What webhooks can be told of. */
public enum Occasion {
    SOURCE_DOWN("source-down", "A provider's list cannot be read, or none of its feeds opens"),
    SOURCE_BACK("source-back", "A provider that was down is back"),
    LIST_QUARANTINED("list-quarantined", "A list looks wrong and waits for an operator"),
    ENGINE_LOST("engine-lost", "An AceStream engine that worked cannot be reached"),
    ENGINE_BACK("engine-back", "An AceStream engine that was lost answers again"),
    DISK_LOW("disk-low", "The disk of the data folder is nearly full"),
    DISK_ENOUGH("disk-enough", "The disk of the data folder has room again"),
    /** Sent when an operator asks for it, to the one webhook he asks it of. */
    TEST("test", "Sent to try a webhook");

    private final String word;
    private final String says;

    Occasion(String word, String says) {
        this.word = word;
        this.says = says;
    }

    /** As documents and the database have it. */
    public String word() {
        return word;
    }

    /** For people. */
    public String says() {
        return says;
    }

    /** Those that a webhook may choose. */
    public static Stream<Occasion> offered() {
        return Stream.of(values()).filter(each -> each != TEST);
    }

    public static Optional<Occasion> of(String word) {
        return offered().filter(each -> each.word.equals(word)).findFirst();
    }
}
