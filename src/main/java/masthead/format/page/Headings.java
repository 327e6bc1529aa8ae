package masthead.format.page;

import java.util.Optional;
import java.util.TreeMap;

/** The headings and plain lines that a content stands below. For one thread. */
final class Headings {
    private static final int PLAIN = 9;

    /** By level; {@link #PLAIN} for the last plain line, which is the nearest of all. */
    private final TreeMap<Integer, String> above = new TreeMap<>();

    /** A line without a content. */
    void pass(Line line) {
        String words = line.words();
        if (Names.meaningful(words)) {
            int level = line.heading() == 0 ? PLAIN : line.heading();
            above.tailMap(level, true).clear();
            above.put(level, words);
        }
    }

    /** What a content is called that has no name of its own: the nearest line above. */
    Optional<String> name() {
        return Optional.ofNullable(above.lastEntry()).map(java.util.Map.Entry::getValue);
    }

    /**
     * What several contents have in common: the lowest heading above that is not the page's own.
     *
     * @param named whether the nearest line is already the content's name
     */
    String group(boolean named) {
        return above.descendingMap().entrySet().stream()
                .skip(named ? 1 : 0)
                .filter(each -> each.getKey() > 1 && each.getKey() < PLAIN)
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
