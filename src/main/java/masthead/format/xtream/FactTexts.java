package masthead.format.xtream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@link TitleFacts} as the named texts they are kept as: those of a list's line and those that a provider told when asked. */
public final class FactTexts {
    private static final Pattern YEAR_IN_NAME = Pattern.compile("^(.*\\S)\\s*[(\\[]((?:19|20)\\d\\d)[)\\]]\\s*$");

    private FactTexts() {}

    /** Reads what is there, the name's year where no other is told. */
    public static TitleFacts read(String name, String cover, Map<String, String> texts) {
        Matcher dated = YEAR_IN_NAME.matcher(name);
        boolean found = (name.endsWith(")") || name.endsWith("]")) && dated.matches();
        String year = texts.getOrDefault("year", "");
        String released = texts.getOrDefault("release", "");
        if (year.isEmpty()) {
            year = found
                    ? dated.group(2)
                    : released.length() >= 4 && digits(released.substring(0, 4), 4) ? released.substring(0, 4) : "";
        }
        return new TitleFacts(
                found ? dated.group(1) : name,
                texts.getOrDefault("original", ""),
                texts.getOrDefault("plot", ""),
                texts.getOrDefault("cast", ""),
                texts.getOrDefault("director", ""),
                texts.getOrDefault("genre", ""),
                texts.getOrDefault("country", ""),
                released,
                year,
                texts.getOrDefault("rating", ""),
                texts.getOrDefault("age", ""),
                cover,
                texts.getOrDefault("backdrop", "")
                        .lines()
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList(),
                texts.getOrDefault("trailer", ""),
                texts.getOrDefault("tmdb", ""),
                seconds(texts.getOrDefault("duration", "")));
    }

    /** As {@link #read} reads them; what is not known is left out, the name among it. */
    public static Map<String, String> write(TitleFacts facts) {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "original", facts.originalName());
        put(texts, "plot", facts.plot());
        put(texts, "cast", facts.cast());
        put(texts, "director", facts.director());
        put(texts, "genre", facts.genre());
        put(texts, "country", facts.country());
        put(texts, "release", facts.released());
        put(texts, "year", facts.year());
        put(texts, "rating", facts.rating());
        put(texts, "age", facts.age());
        put(texts, "cover", facts.cover());
        put(texts, "backdrop", facts.backdrops().stream().limit(5).collect(Collectors.joining("\n")));
        put(texts, "trailer", facts.trailer());
        put(texts, "tmdb", facts.tmdb());
        put(texts, "duration", facts.durationSeconds() > 0 ? Long.toString(facts.durationSeconds()) : "");
        return texts;
    }

    private static void put(Map<String, String> texts, String name, String value) {
        if (!value.isBlank()) {
            texts.put(name, value);
        }
    }

    private static long seconds(String text) {
        return digits(text, 7) ? Long.parseLong(text) : 0;
    }

    /** Whether {@code text} is 1 to {@code most} digits; asked millions of times for a long list. */
    public static boolean digits(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /** {@code first}, and what it lacks from {@code second}. */
    public static Map<String, String> joined(Map<String, String> first, Map<String, String> second) {
        Map<String, String> joined = new LinkedHashMap<>(second);
        joined.putAll(first);
        return joined;
    }

    /** Absolute addresses alone. */
    static List<String> addresses(List<String> texts) {
        return texts.stream()
                .filter(each ->
                        each.regionMatches(true, 0, "http://", 0, 7) || each.regionMatches(true, 0, "https://", 0, 8))
                .toList();
    }
}
