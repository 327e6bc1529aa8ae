package masthead.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A movie or a series as players see it in a list.
 *
 * @param logo its poster: an absolute address, or empty
 * @param feed the first of its feeds; absent for a series that is known by its episodes alone
 * @param facts what its provider's list says of it, by the names of table {@code feed}'s attributes: ext, rating, year, ...
 */
public record Title(
        ChannelId id,
        String name,
        Category category,
        String logo,
        Instant addedAt,
        Optional<Feed> feed,
        Map<String, String> facts) {
    public Title {
        facts = Map.copyOf(facts);
    }

    /** One of {@link #facts}, or an empty text. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }
}
