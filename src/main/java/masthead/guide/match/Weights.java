package masthead.guide.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How much the words of one guide say: the rarer, the more. */
final class Weights {
    private final JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    private final Map<String, Double> weights = new HashMap<>();
    private final double most;

    Weights(List<Entry> entries) {
        double size = Math.max(1, entries.size());
        this.most = Math.log(1 + size);
        Entry.frequencies(entries).forEach((word, times) -> weights.put(word, Math.log(1 + size / (1 + times))));
    }

    private double of(String word) {
        return weights.getOrDefault(word, most);
    }

    double sum(List<String> words) {
        double sum = 0;
        for (String word : words) {
            sum += of(word);
        }
        return sum;
    }

    /** What the words in both weigh. */
    double shared(List<String> words, List<String> others) {
        double sum = 0;
        for (String word : words) {
            sum += others.contains(word) ? of(word) : 0;
        }
        return sum;
    }

    double letters(String one, String other) {
        return similarity.apply(one, other);
    }
}
