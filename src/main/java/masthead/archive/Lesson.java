package masthead.archive;

import java.time.Duration;
import java.util.Optional;
import masthead.format.archive.ArchiveForm;

/**
 * What was learned of a provider's archive.
 *
 * @param form the form of address that worked last
 * @param correction what is added to every time that is asked for: its clocks are set to another zone than it says
 */
public record Lesson(Optional<ArchiveForm> form, Duration correction) {
    /** A provider of which nothing is known. */
    public static final Lesson NONE = new Lesson(Optional.empty(), Duration.ZERO);

    Lesson with(ArchiveForm working) {
        return new Lesson(Optional.of(working), correction);
    }

    Lesson with(Duration other) {
        return new Lesson(form, other);
    }
}
