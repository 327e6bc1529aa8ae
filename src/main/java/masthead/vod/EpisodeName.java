package masthead.vod;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An episode as its name says it is: {@code North Pier S01E02 The Storm}, {@code North.Pier.1x02}, {@code North Pier Season 1 Episode 2}.
 *
 * @param series the title of its series; the whole name where there is nothing else in it
 * @param number 0 where the name does not say
 * @param title what follows the numbers; may be empty
 */
record EpisodeName(String series, int season, int number, String title) {
    private static final int LONGEST = 300;
    private static final Pattern MARKED =
            Pattern.compile("(?i)^(.*?)[\\s._\\[(-]*\\b(?:S(\\d{1,3})[\\s._-]?E(?:P)?(\\d{1,4})|(\\d{1,2})x(\\d{2,3})"
                    + "|season[\\s._-]?(\\d{1,3})[\\s._-]{1,3}episode[\\s._-]?(\\d{1,4}))\\b[\\s._\\])-]*(.*)$");

    static EpisodeName of(String name) {
        String text = name.substring(0, Math.min(name.length(), LONGEST)).strip();
        Matcher marked = MARKED.matcher(text);
        if (!marked.matches()) {
            return new EpisodeName(plain(text), 1, 0, "");
        }
        int[] numbers = new int[2];
        for (int at = 2; at <= 6; at += 2) {
            if (marked.group(at) != null) {
                numbers[0] = Integer.parseInt(marked.group(at));
                numbers[1] = Integer.parseInt(marked.group(at + 1));
            }
        }
        String series = plain(marked.group(1));
        return new EpisodeName(series.isEmpty() ? plain(text) : series, numbers[0], numbers[1], plain(marked.group(8)));
    }

    /** File names have dots or underscores for blanks. */
    static String plain(String text) {
        String spaced = text.contains(" ") ? text : text.replace('.', ' ').replace('_', ' ');
        return spaced.replaceAll("[\\s\\-–:|]+$", "").replaceAll("\\s+", " ").strip();
    }

    /** What names of the same series have in common. */
    String key() {
        return series.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
