package masthead.guide.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that mean a number, a quality, nothing much, or the same as others; see {@code words.txt}. */
final class Words {
    private static final int LONGEST = 5;
    private static final Map<String, String> NUMBERS = new HashMap<>();
    private static final Set<String> OPTIONAL = new HashSet<>();
    private static final Set<String> QUALITY = new HashSet<>();
    private static final Map<String, List<String>> ALIASES = new HashMap<>();

    static {
        for (String line : Resource.lines("words.txt")) {
            int blank = line.indexOf(' ');
            String[] sides = line.substring(blank + 1).split(" = ");
            String what = sides[0].strip();
            switch (line.substring(0, blank)) {
                case "number" -> NUMBERS.put(what, sides[1].strip());
                case "optional" -> OPTIONAL.add(what);
                case "quality" -> QUALITY.add(what);
                case "alias" -> ALIASES.put(what, List.of(sides[1].strip().split(" ")));
                default -> throw new IllegalStateException("words.txt: " + line);
            }
        }
    }

    private Words() {}

    static String number(String word) {
        return NUMBERS.getOrDefault(word, word);
    }

    static boolean optional(String word) {
        return OPTIONAL.contains(word);
    }

    /** How many words from {@code at} are one mark of quality; 0 where none. */
    static int quality(List<String> words, int at) {
        for (int length = Math.min(LONGEST, words.size() - at); length > 0; length--) {
            if (QUALITY.contains(String.join(" ", words.subList(at, at + length)))) {
                return length;
            }
        }
        return 0;
    }

    /** Every way of saying one thing made the same way, once over, the longest first. */
    static List<String> sameWords(List<String> words) {
        List<String> same = new ArrayList<>(words.size());
        int at = 0;
        while (at < words.size()) {
            int taken = 0;
            for (int length = Math.min(LONGEST, words.size() - at); length > 0 && taken == 0; length--) {
                List<String> meant = ALIASES.getOrDefault(
                        length == 1 ? words.get(at) : String.join(" ", words.subList(at, at + length)), List.of());
                if (!meant.isEmpty()) {
                    same.addAll(meant);
                    taken = length;
                }
            }
            if (taken == 0) {
                same.add(words.get(at));
                taken = 1;
            }
            at += taken;
        }
        return Collections.unmodifiableList(same);
    }
}
