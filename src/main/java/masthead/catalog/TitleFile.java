package masthead.catalog;

import java.util.List;
import java.util.Map;

/**
 * What is played of a movie or an episode.
 *
 * @param part whether it is a movie or of a series
 * @param category where the movie or the series stands
 * @param feeds where its file is, best first; not empty
 */
public record TitleFile(
        ChannelId id, String name, Part part, CategoryId category, List<Feed> feeds, Map<String, String> facts) {
    public TitleFile {
        feeds = List.copyOf(feeds);
        facts = Map.copyOf(facts);
    }
}
