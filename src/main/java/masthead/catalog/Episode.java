package masthead.catalog;

import java.time.Instant;
import java.util.Map;

/**
 * An episode of a series, from a list or from what the provider told of the series.
 *
 * @param season 0 for specials
 * @param logo an absolute address, or empty
 */
public record Episode(
        ChannelId id,
        int season,
        int number,
        String name,
        String logo,
        Instant addedAt,
        String url,
        Map<String, String> facts) {
    public Episode {
        facts = Map.copyOf(facts);
    }

    /** One of {@link #facts}, or an empty text. */
    public String fact(String called) {
        return facts.getOrDefault(called, "");
    }
}
