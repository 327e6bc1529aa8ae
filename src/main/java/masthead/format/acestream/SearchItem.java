package masthead.format.acestream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One content a search found (docs/4-protocols/acestream.md, "Search").
 *
 * @param group the channel it is one source of, or empty
 * @param infohash 40 hex digits in lower case
 * @param channelId of the catalogue's own; empty where it is unknown
 * @param availability 0 to 1, of the past: no proof that it is on air
 * @param status 2 for good, 1 for doubtful, 0 where nothing is said
 * @param logo absolute, https where there is the choice, or empty
 */
public record SearchItem(
        String name,
        String group,
        String infohash,
        String channelId,
        double availability,
        Optional<Instant> updatedAt,
        int status,
        List<String> categories,
        List<String> languages,
        List<String> countries,
        String logo) {
    public SearchItem {
        categories = List.copyOf(categories);
        languages = List.copyOf(languages);
        countries = List.copyOf(countries);
    }
}
