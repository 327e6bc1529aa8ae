package masthead.format.names;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words that mean a number, a quality, nothing much, or the same as others; see {@code words.txt}. */
final class Words {
    private static final Map<String, String> NUMBERS = new HashMap<>();
    private static final Set<String> OPTIONAL = new HashSet<>();
    /** By their first word, the longest first: most words begin none. */
    private static final Map<String, List<Phrase>> QUALITY = new HashMap<>();

    private static final Map<String, List<Phrase>> ALIASES = new HashMap<>();

    /** Several words and what they mean. */
    private record Phrase(List<String> words, List<String> meant) {}

    static {
        for (String line : Resource.lines("words.txt")) {
            int blank = line.indexOf(' ');
            String[] sides = line.substring(blank + 1).split(" = ");
            String what = sides[0].strip();
            switch (line.substring(0, blank)) {
                case "number" -> NUMBERS.put(what, sides[1].strip());
                case "optional" -> OPTIONAL.add(what);
                case "quality" -> add(QUALITY, what, List.of());
                case "alias" -> add(ALIASES, what, List.of(sides[1].strip().split(" ")));
                default -> throw new IllegalStateException("words.txt: " + line);
            }
        }
    }

    private Words() {}

    private static void add(Map<String, List<Phrase>> phrases, String what, List<String> meant) {
        List<String> words = List.of(what.split(" "));
        List<Phrase> there = phrases.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>());
        there.add(new Phrase(words, meant));
        there.sort(Comparator.comparingInt((Phrase each) -> -each.words.size()));
    }

    private static Optional<Phrase> at(Map<String, List<Phrase>> phrases, List<String> words, int at) {
        for (Phrase each : phrases.getOrDefault(words.get(at), List.of())) {
            int end = at + each.words.size();
            if (end <= words.size() && words.subList(at, end).equals(each.words)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    static String number(String word) {
        return NUMBERS.getOrDefault(word, word);
    }

    static boolean optional(String word) {
        return OPTIONAL.contains(word);
    }

    /** How many words from {@code at} are one mark of quality; 0 where none. */
    static int quality(List<String> words, int at) {
        return at(QUALITY, words, at).map(each -> each.words.size()).orElse(0);
    }

    /** Whether a mark of quality begins so. */
    static boolean beginsQuality(String word) {
        return QUALITY.containsKey(word);
    }

    /** Whether {@code word} alone is a mark of quality. */
    static boolean isQuality(String word) {
        return QUALITY.getOrDefault(word, List.of()).stream().anyMatch(each -> each.words.size() == 1);
    }

    /** Every way of saying one thing made the same way, once over, the longest first. */
    static List<String> sameWords(List<String> words) {
        List<String> same = new ArrayList<>(words.size());
        for (int at = 0; at < words.size(); ) {
            Optional<Phrase> alias = at(ALIASES, words, at);
            same.addAll(alias.map(Phrase::meant).orElse(List.of(words.get(at))));
            at += alias.map(each -> each.words.size()).orElse(1);
        }
        return Collections.unmodifiableList(same);
    }
}
