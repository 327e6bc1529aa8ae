package masthead.format.names;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Countries as lists and guides write them: "IT", "ITA", "Italien"; see {@code countries.txt}.
 *
 * <p>What may stand for several ("AR" is Argentina, and to most lists Arabic) is a set of several; an empty set is unknown.
 */
public final class Countries {
    /** How the countries of two names go together. */
    public enum Accord {
        EQUAL,
        NEAR,
        UNKNOWN,
        OPPOSED
    }

    private static final Map<String, Set<String>> BY_CODE = new HashMap<>();
    private static final Map<String, Set<String>> BY_WORD = new HashMap<>();
    private static final Map<String, Set<String>> NEAR = new HashMap<>();
    /** Groups of countries: their members. */
    private static final Map<String, Set<String>> GROUPS = new TreeMap<>();

    private static final Map<String, String> GROUP_LABELS = Map.of(
            "arab", "Arabic",
            "exyu", "Ex-Yu",
            "latin", "Latin America",
            "nordic", "Nordic",
            "english", "English",
            "africa", "Africa",
            "kurd", "Kurdish",
            "dach", "DACH",
            "benelux", "Benelux",
            "cis", "CIS");

    static {
        Resource.lines("countries.txt").forEach(Countries::read);
    }

    private Countries() {}

    /** What people call it, in English: one country, or a group of countries; absent for anything else. */
    public static Optional<String> label(Set<String> countries) {
        if (countries.size() == 1) {
            String code = countries.iterator().next();
            return Optional.of(Locale.of("", code.equals("uk") ? "GB" : code).getDisplayCountry(Locale.ENGLISH));
        }
        return GROUPS.entrySet().stream()
                .filter(each -> !countries.isEmpty() && countries.containsAll(each.getValue()))
                .filter(each -> each.getValue().size() >= countries.size() - 1)
                .map(each -> GROUP_LABELS.get(each.getKey()))
                .findFirst();
    }

    private static void read(String line) {
        String[] parts = line.split("\\|", -1);
        String code = parts[0].strip();
        Set<String> last = new TreeSet<>(items(parts[3]));
        boolean group = code.startsWith("+");
        Set<String> meant = group ? last : Set.of(code);
        if (group) {
            GROUPS.put(code.substring(1), last);
        } else {
            add(BY_CODE, code.toUpperCase(Locale.ROOT), meant);
            NEAR.put(code, last);
        }
        items(parts[1]).forEach(each -> add(BY_CODE, each, meant));
        items(parts[2]).forEach(each -> add(BY_WORD, each, meant));
    }

    private static List<String> items(String part) {
        return Arrays.stream(part.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static void add(Map<String, Set<String>> map, String key, Set<String> meant) {
        Set<String> all = new LinkedHashSet<>(map.getOrDefault(key, Set.of()));
        all.addAll(meant);
        map.put(key, Collections.unmodifiableSet(all));
    }

    /** The country of the end of an id such as {@code Rai1.it}; empty where there is none. */
    static Set<String> ofDomain(String end) {
        String code = end.equals("gb") ? "uk" : end;
        return NEAR.containsKey(code) ? Set.of(code) : Set.of();
    }

    /** What a code in capitals stands for; empty where it is none. */
    static Set<String> ofCode(String code) {
        return BY_CODE.getOrDefault(code, Set.of());
    }

    /** What a folded word, or several with blanks between, stands for; empty where it is none. */
    static Set<String> ofWord(String word) {
        return BY_WORD.getOrDefault(word, Set.of());
    }

    /** What the name of a group or provider says of its channels' country; empty where nothing clear. */
    public static Set<String> hint(String text) {
        String plain = Letters.plain(text);
        Set<String> found = Set.of();
        String[] tokens = plain.split("[^\\p{L}]+");
        for (int at = 0; at < tokens.length; at++) {
            String token = tokens[at];
            boolean code = token.equals(token.toUpperCase(Locale.ROOT)) && token.length() <= 6 && token.length() >= 2;
            boolean stands = at <= 1 && tokens.length > 0;
            Set<String> meant = code && stands && alone(plain, token) ? ofCode(token) : Set.of();
            if (meant.isEmpty()) {
                meant = ofWord(Letters.fold(token));
            }
            if (meant.isEmpty() && at + 1 < tokens.length) {
                meant = ofWord(Letters.fold(token + " " + tokens[at + 1]));
            }
            if (!meant.isEmpty()) {
                if (found.isEmpty()) {
                    found = meant;
                } else if (Collections.disjoint(found, meant)) {
                    return found.size() == 1 && meant.size() > 1
                            ? found
                            : meant.size() == 1 && found.size() > 1 ? meant : found;
                } else if (meant.size() < found.size()) {
                    found = meant;
                }
            }
        }
        return found;
    }

    /** Whether {@code code} stands at the start, or between signs: "MOVIES IN ENGLISH" names no India. */
    private static boolean alone(String text, String code) {
        int at = text.indexOf(code);
        String before = text.substring(0, at).strip();
        String after = text.substring(at + code.length()).strip();
        boolean signBefore = before.isEmpty() || !Character.isLetterOrDigit(before.codePointBefore(before.length()));
        boolean signAfter = after.isEmpty() || !Character.isLetterOrDigit(after.codePointAt(0));
        return signBefore && (signAfter || before.isEmpty());
    }

    /** How two channels' countries go together. */
    public static Accord accord(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Accord.UNKNOWN;
        }
        if (!Collections.disjoint(one, other)) {
            return Accord.EQUAL;
        }
        return near(one, other) || near(other, one) ? Accord.NEAR : Accord.OPPOSED;
    }

    private static boolean near(Set<String> these, Set<String> others) {
        for (String each : these) {
            if (!Collections.disjoint(NEAR.getOrDefault(each, Set.of()), others)) {
                return true;
            }
        }
        return false;
    }

    /** For an explanation: "IT", or "AE or 16 more" where it may be several. */
    public static String text(Set<String> countries) {
        if (countries.isEmpty()) {
            return "unknown";
        }
        String first = countries.iterator().next().toUpperCase(Locale.ROOT);
        return countries.size() == 1 ? first : first + " or " + (countries.size() - 1) + " more";
    }
}
