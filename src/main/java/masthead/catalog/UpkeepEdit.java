package masthead.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A change to how a provider's list is read: only what is present changes; the options are replaced whole. */
public record UpkeepEdit(Optional<Map<String, String>> options, Optional<Optional<Duration>> refresh) {
    /** Nothing changes. */
    public static final UpkeepEdit NONE = new UpkeepEdit(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public UpkeepEdit {
        // The bounds are those of the whole.
        options = options.map(each -> new Upkeep(each, Optional.empty()).options());
        refresh.ifPresent(each -> new Upkeep(Map.of(), each));
    }

    Upkeep applyTo(Upkeep old) {
        return new Upkeep(options.orElse(old.options()), refresh.orElse(old.refresh()));
    }

    void nameChanges(StringJoiner names) {
        options.ifPresent(value -> names.add("options"));
        refresh.ifPresent(value -> names.add("refresh"));
    }
}
