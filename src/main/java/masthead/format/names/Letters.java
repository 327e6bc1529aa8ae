package masthead.format.names;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Letters as people read them: without decoration, case and accents, and where wanted in Latin letters. */
final class Letters {
    /** What a separator of a name becomes, whichever of the many it was. */
    static final char BAR = '|';

    private static final int FLAG_A = 0x1F1E6;
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern TWICE = Pattern.compile("(\\p{L})\\1+");

    /** Small capitals that Unicode does not decompose. */
    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ";

    private static final String THEIR_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWYZ";

    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('ß', "ss"),
            Map.entry('æ', "ae"),
            Map.entry('ø', "o"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('ı', "i"),
            Map.entry('œ', "oe"),
            Map.entry('ς', "σ"),
            Map.entry('ى', "ي"),
            Map.entry('ة', "ه"),
            Map.entry('ـ', ""),
            Map.entry('ґ', "г"),
            Map.entry('\'', ""),
            Map.entry('’', ""),
            Map.entry('`', ""));

    /** Cyrillic and Greek by sound; what several alphabets write differently is evened out by {@link #sound}. */
    private static final Map<Character, String> LATIN = Map.ofEntries(
            Map.entry('а', "a"),
            Map.entry('б', "b"),
            Map.entry('в', "v"),
            Map.entry('г', "g"),
            Map.entry('д', "d"),
            Map.entry('е', "e"),
            Map.entry('ж', "zh"),
            Map.entry('з', "z"),
            Map.entry('и', "i"),
            Map.entry('к', "k"),
            Map.entry('л', "l"),
            Map.entry('м', "m"),
            Map.entry('н', "n"),
            Map.entry('о', "o"),
            Map.entry('п', "p"),
            Map.entry('р', "r"),
            Map.entry('с', "s"),
            Map.entry('т', "t"),
            Map.entry('у', "u"),
            Map.entry('ф', "f"),
            Map.entry('х', "h"),
            Map.entry('ц', "ts"),
            Map.entry('ч', "ch"),
            Map.entry('ш', "sh"),
            Map.entry('щ', "sht"),
            Map.entry('ъ', "a"),
            Map.entry('ы', "i"),
            Map.entry('ь', ""),
            Map.entry('э', "e"),
            Map.entry('ю', "iu"),
            Map.entry('я', "ia"),
            Map.entry('є', "e"),
            Map.entry('і', "i"),
            Map.entry('ј', "i"),
            Map.entry('љ', "li"),
            Map.entry('њ', "ni"),
            Map.entry('ћ', "ch"),
            Map.entry('ђ', "d"),
            Map.entry('џ', "dzh"),
            Map.entry('α', "a"),
            Map.entry('β', "v"),
            Map.entry('γ', "g"),
            Map.entry('δ', "d"),
            Map.entry('ε', "e"),
            Map.entry('ζ', "z"),
            Map.entry('η', "i"),
            Map.entry('θ', "th"),
            Map.entry('ι', "i"),
            Map.entry('κ', "k"),
            Map.entry('λ', "l"),
            Map.entry('μ', "m"),
            Map.entry('ν', "n"),
            Map.entry('ξ', "x"),
            Map.entry('ο', "o"),
            Map.entry('π', "p"),
            Map.entry('ρ', "r"),
            Map.entry('σ', "s"),
            Map.entry('τ', "t"),
            Map.entry('υ', "i"),
            Map.entry('φ', "f"),
            Map.entry('χ', "h"),
            Map.entry('ψ', "ps"),
            Map.entry('ω', "o"));

    private Letters() {}

    /**
     * {@code text} with ordinary capitals, digits and signs: superscripts and small capitals become letters, flags their
     * country's code between bars, stars and other decoration bars.
     */
    static String plain(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(each -> addPlain(plain, each));
        return Normalizer.normalize(plain, Normalizer.Form.NFKC);
    }

    private static void addPlain(StringBuilder plain, int letter) {
        int smallCapital = letter > 0xffff ? -1 : SMALL_CAPITALS.indexOf(letter);
        if (smallCapital >= 0) {
            plain.append(THEIR_LETTERS.charAt(smallCapital));
        } else if (letter >= FLAG_A && letter < FLAG_A + 26) {
            boolean second = plain.length() > 1 && plain.charAt(plain.length() - 2) == BAR;
            plain.append(second ? "" : String.valueOf(BAR)).append((char) ('A' + letter - FLAG_A));
            plain.append(second ? String.valueOf(BAR) : "");
        } else if (letter >= 0x24B6 && letter <= 0x24E9) {
            plain.append(' '); // A letter in a circle is a mark of the list, not part of a name.
        } else if (letter == '–' || letter == '—' || letter == '‐' || letter == '‑') {
            plain.append('-');
        } else if (decorates(letter)) {
            plain.append(BAR);
        } else {
            plain.appendCodePoint(letter);
        }
    }

    private static boolean decorates(int letter) {
        int kind = Character.getType(letter);
        return letter == '•'
                || letter == '·'
                || letter == '»'
                || letter == '«'
                || letter == '¦'
                || (letter > 0x7f
                        && (kind == Character.OTHER_SYMBOL
                                || kind == Character.PRIVATE_USE
                                || kind == Character.SURROGATE))
                || (letter >= 0x2500 && letter <= 0x27BF);
    }

    /** {@code word} without case and accents; of any alphabet. */
    static String fold(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower.indexOf('\'') < 0 && lower.indexOf('`') < 0
                    ? lower
                    : lower.replace("'", "").replace("`", "");
        }
        String bare =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
        StringBuilder folded = new StringBuilder(bare.length());
        for (int at = 0; at < bare.length(); at++) {
            char letter = bare.charAt(at);
            int digit = Character.digit(letter, 10);
            if (digit >= 0) {
                folded.append(digit);
            } else {
                folded.append(PLAIN.getOrDefault(letter, String.valueOf(letter)));
            }
        }
        return folded.toString();
    }

    /** How a folded name sounds, roughly, in Latin letters: the same for the usual ways to write a Cyrillic or Greek one. */
    static String sound(String folded) {
        StringBuilder latin = new StringBuilder(folded.length());
        for (int at = 0; at < folded.length(); at++) {
            char letter = folded.charAt(at);
            latin.append(letter <= 0x7f ? String.valueOf(letter) : LATIN.getOrDefault(letter, String.valueOf(letter)));
        }
        String sound = latin.toString()
                .replace("ph", "f")
                .replace("kh", "h")
                .replace("ch", "c")
                .replace("sh", "s")
                .replace("zh", "z")
                .replace("ts", "c")
                .replace("ks", "x")
                .replace("ou", "u")
                .replace("nt", "d")
                .replace("mp", "b")
                .replace('y', 'i')
                .replace('j', 'i')
                .replace('w', 'v')
                .replace('q', 'k');
        return TWICE.matcher(sound).replaceAll("$1");
    }

    static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
