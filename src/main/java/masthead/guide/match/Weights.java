package masthead.guide.match;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How much the words of one guide say: the rarer, the more. */
final class Weights {
    private final JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    private final Map<String, Integer> frequencies;
    private final int size;

    Weights(List<Entry> entries) {
        this.frequencies = Entry.frequencies(entries);
        this.size = Math.max(1, entries.size());
    }

    double of(String word) {
        return Math.log(1 + (double) size / (1 + frequencies.getOrDefault(word, 0)));
    }

    double sum(Collection<String> words) {
        return words.stream().mapToDouble(this::of).sum();
    }

    double letters(String one, String other) {
        return similarity.apply(one, other);
    }
}
