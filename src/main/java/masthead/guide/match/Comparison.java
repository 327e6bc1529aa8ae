package masthead.guide.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.format.names.ReadName;

/**
 * How one name of a channel compares with one of a guide's, and why, in words.
 *
 * @param name how equal the names are, 0 to 1
 * @param words the explanation of that
 */
record Comparison(double name, String words) {
    /** In which of its ways two names are equal, the plainest first. */
    enum Way {
        WHOLE(0.98),
        SAID(0.977),
        FULL(0.96),
        CORE(0.955),
        STEM(0.94),
        SOUND(0.93),
        NONE(0);

        final double score;

        Way(double score) {
            this.score = score;
        }
    }

    /** Of the weight of all words: with less, equal letters do not make names similar. */
    private static final double LEAST_SHARED = 0.2;

    private static final int ALIKE_FROM = 4;
    static final Comparison DIFFERENT = new Comparison(0, "");

    static Way way(ReadName one, ReadName other) {
        if (one.shift() != other.shift() || one.core().isEmpty() || other.core().isEmpty()) {
            return Way.NONE;
        }
        if (one.whole().equals(other.whole())) {
            return Way.WHOLE;
        }
        if (one.whole().equals(other.core()) || other.whole().equals(one.core())) {
            return Way.SAID;
        }
        if (one.full().equals(other.full())) {
            return Way.FULL;
        }
        if (one.core().equals(other.core())) {
            return Way.CORE;
        }
        if (one.stem().equals(other.stem())) {
            return Way.STEM;
        }
        return one.sound().equals(other.sound()) ? Way.SOUND : Way.NONE;
    }

    /** Compares names that are equal in some way; {@link #DIFFERENT} where they are not. */
    static Comparison equal(ReadName one, ReadName other) {
        Way way = way(one, other);
        if (way == Way.NONE) {
            return DIFFERENT;
        }
        Set<String> removed = new LinkedHashSet<>(one.quality());
        removed.addAll(other.quality());
        removed.removeIf(each -> one.quality().contains(each) && other.quality().contains(each));
        if (way == Way.SAID || way == Way.CORE || way == Way.STEM) {
            removed.addAll(only(one.optional(), other.optional()));
            removed.addAll(only(other.optional(), one.optional()));
        }
        String words = "name equal" + (removed.isEmpty() ? "" : " after removing " + quoted(removed));
        words += switch (way) {
            case STEM -> " and plurals";
            case SOUND -> ", written in other letters";
            case WHOLE, SAID, FULL, CORE, NONE -> "";
        };
        return new Comparison(way.score - quality(one.quality(), other.quality()), words);
    }

    /** A guide's channel in ultra high definition is often one of its own; all else is as good as the same. */
    private static double quality(List<String> ours, List<String> theirs) {
        if (!ultra(ours) && ultra(theirs)) {
            return 0.15;
        }
        return ours.equals(theirs) ? 0 : theirs.isEmpty() ? 0.002 : 0.004;
    }

    private static boolean ultra(List<String> quality) {
        return quality.stream()
                .anyMatch(each ->
                        each.contains("4K") || each.contains("8K") || each.contains("ULTRA") || each.contains("UHD"));
    }

    private static List<String> only(Collection<String> these, Collection<String> others) {
        return these.stream().filter(each -> !others.contains(each)).toList();
    }

    private static String quoted(Collection<String> words) {
        return words.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
    }

    /** Whether both have numbers, and others: then they are never the same channel. */
    static boolean numbersOppose(ReadName one, ReadName other) {
        List<String> ours = one.numbers();
        List<String> theirs = other.numbers();
        return !ours.isEmpty() && !theirs.isEmpty() && !ours.equals(theirs);
    }

    /**
     * Compares names that only look alike, by the words they share and by their letters.
     *
     * @return at most 0.86; {@link #DIFFERENT} where a number or the shift differs, or little is shared
     */
    static Comparison similar(ReadName one, ReadName other, Weights weights) {
        if (one.shift() != other.shift() || !one.numbers().equals(other.numbers())) {
            return DIFFERENT;
        }
        double shared = weights.shared(one.words(), other.words());
        double all = weights.sum(one.words()) + weights.sum(other.words()) - shared;
        double words = all == 0 ? 0 : shared / all;
        if (words < LEAST_SHARED && !one.core().regionMatches(0, other.core(), 0, ALIKE_FROM)) {
            return DIFFERENT; // The letters alone would not make it similar.
        }
        double letters = weights.letters(one.core(), other.core());
        double score = 0.5 * words + 0.5 * letters;
        if (letters > 0.95) {
            score = Math.max(score, letters - 0.1); // A slip of the pen shares no word where the name is one word.
        }
        if (score < 0.6) {
            return DIFFERENT;
        }
        List<String> missing = new ArrayList<>(only(one.words(), other.words()));
        List<String> more = new ArrayList<>(only(other.words(), one.words()));
        String told = "name similar"
                + (missing.isEmpty() ? "" : ", the guide's lacks " + quoted(missing))
                + (more.isEmpty() ? "" : ", the guide's has " + quoted(more) + " too");
        return new Comparison(Math.min(0.86, score), told);
    }
}
