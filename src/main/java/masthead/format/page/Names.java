package masthead.format.page;

import java.util.regex.Pattern;

/** Which texts of a page are names of channels, and how they are cleaned. */
final class Names {
    private static final int LONGEST = 300;
    private static final Pattern BLANK = Pattern.compile("[\\s\\u00a0\\u200b\\ufeff\\p{Cntrl}]+");
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]{1,20}:(//|\\?)\\S*");
    private static final Pattern ID = Pattern.compile("(?i)(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])");
    private static final Pattern LEADING = Pattern.compile("^(?:[-–—|:·•●▶►»›→<>=,;.)\\]*#\\s]+|\\d{1,4}[.)]\\s+)+");
    private static final Pattern TRAILING = Pattern.compile("[-–—|:·•●▶►»›→<>=,;(\\[*\\s]+$");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    /** What stands on buttons and in front of ids, in the languages such pages are written in. */
    private static final Pattern GENERIC = Pattern.compile(
            "(?iu)(?:(?:ace ?stream|ace|play|watch|links?|stream|live|open|copy|click|here|server|mirror|option|source"
                    + "|id|hash|info ?hash|content[ -]?id|magnet|torrent|uhd|fhd|hd|sd|4k|1080[pi]?|720p?|vlc|download|url"
                    + "|ver|abrir|copiar|enlaces?|opci[oó]n|opcao|opção|aqu[ií]|reproducir|regarder|lien|ici|guarda"
                    + "|apri|ansehen|öffnen|kopieren|смотреть|ссылка|открыть|копировать|the|a|to|in|for|el|en)"
                    + "[\\s\\d:.,#/()|_-]*+)++");

    private Names() {}

    /** Without ids, addresses and ornaments; empty if nothing is left. */
    static String clean(String text) {
        if (text.isBlank()) {
            return "";
        }
        String plain = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
        plain = ID.matcher(ADDRESS.matcher(plain).replaceAll(" ")).replaceAll(" ");
        plain = BLANK.matcher(plain).replaceAll(" ").strip();
        plain = TRAILING.matcher(LEADING.matcher(plain).replaceFirst("")).replaceFirst("");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST).strip() : plain;
    }

    /** Whether a cleaned text can be a name: it has a letter, and is not what stands on every button. */
    static boolean meaningful(String cleaned) {
        return cleaned.length() > 1
                && LETTER.matcher(cleaned).find()
                && !GENERIC.matcher(cleaned).matches();
    }
}
