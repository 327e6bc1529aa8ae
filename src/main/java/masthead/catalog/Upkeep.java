package masthead.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a provider's list is read, and how often.
 *
 * @param options by name; what there is depends on the provider's kind: a page has rules, a search its query
 * @param refresh how often the list is read by itself, five minutes to thirty days; absent for only when asked
 */
public record Upkeep(Map<String, String> options, Optional<Duration> refresh) {
    /** Read when asked, in the way of its kind. */
    public static final Upkeep ON_REQUEST = new Upkeep(Map.of(), Optional.empty());

    private static final int MOST_OPTIONS = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,40}");

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public Upkeep {
        if (options.size() > MOST_OPTIONS) {
            throw new IllegalArgumentException("a provider has at most " + MOST_OPTIONS + " options");
        }
        options.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("an option's name has 1 to 40 letters");
            }
            Plain.require("value of " + name, value, 2000);
        });
        options = Map.copyOf(options);
        if (refresh.isPresent()
                && (refresh.get().compareTo(Duration.ofMinutes(5)) < 0
                        || refresh.get().compareTo(Duration.ofDays(30)) > 0)) {
            throw new IllegalArgumentException("a list is read again after 300 to 2592000 seconds");
        }
    }
}
