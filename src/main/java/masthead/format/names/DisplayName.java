package masthead.format.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as viewers read them, with what a list wrote into them taken out, and nothing else changed. */
public final class DisplayName {
    /** Marks of the picture; of the other marks some tell viewers something. */
    private static final Pattern PICTURE =
            Pattern.compile("sd|hd|hq|lq|fhd|full ?hd|uhd|ultra ?hd|[48]k|4k uhd|hevc|[hx] ?26[45]|avc|"
                    + "raw|hdr|hdr10|sdr|fps|[2-6][05] ?fps|\\d{3,4}[pi]|low ?bitrate|low bw|hbr");

    private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\[\\s*]|\\(\\s*\\)|\\{\\s*}|\\|\\s*\\|");
    private static final Pattern LOOSE_ENDS =
            Pattern.compile("^[\\s|:/•·,–—-]+(?=[^\\s|:/•·,–—-])|(?<=[^\\s|:/•·,–—-])[\\s|:/•·,–—-]+$");
    private static final Pattern BLANKS = Pattern.compile("\\s{2,}");
    /** What may stand between a country's code and the name: a bar, a bracket, a colon, a dash with a blank. */
    private static final String SEPARATORS = "|:])}>•★☆●/»~";

    private static final int LONGEST_CODE = 12;

    private DisplayName() {}

    /** One run of letters and digits: where it is, and folded. */
    private record Token(int from, int to, String word) {}

    /**
     * {@code name} without marks of the picture's quality; as it is where nothing would be left, and where a mark is part of what the
     * channel is called: "UHD 1", "HD+".
     *
     * @param read the same name, taken apart
     */
    public static String withoutQuality(String name, ReadName read) {
        if (read.heading() || read.words().stream().allMatch(Words::isQuality)) {
            return name;
        }
        StringBuilder rest = new StringBuilder(name);
        List<Token> dropped = marks(name, true);
        for (int at = dropped.size() - 1; at >= 0; at--) {
            rest.delete(dropped.get(at).from, dropped.get(at).to);
        }
        return dropped.isEmpty() ? name : tidy(rest.toString(), name);
    }

    /**
     * What stays the same when a list writes the channel in another way, and stricter than {@link ReadName#key}: "TV" and "Channel"
     * count, and so does a mark of quality before a number. Empty where the name says too little.
     */
    public static String key(String name, ReadName read) {
        if (read.heading() || read.full().chars().filter(Character::isLetter).count() < 2) {
            return "";
        }
        StringBuilder key = new StringBuilder(read.full());
        if (read.shift() != 0) {
            key.append('+').append(read.shift());
        }
        marks(name, false).forEach(each -> key.append(' ').append(each.word));
        return key.toString();
    }

    /** All words of marks of quality in a name, in capitals. */
    static List<String> marks(String name) {
        return marks(name, true).stream()
                .map(each -> each.word.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Marks of quality: those that only tell the quality, or those that are part of a name. */
    private static List<Token> marks(String name, boolean only) {
        List<Token> tokens = tokens(name);
        if (tokens.stream().noneMatch(each -> Words.beginsQuality(each.word))) {
            return List.of();
        }
        List<String> words = tokens.stream().map(Token::word).toList();
        List<Token> marks = new ArrayList<>();
        for (int at = 0; at < tokens.size(); ) {
            int length = Words.quality(words, at);
            int end = at + length;
            if (length > 0
                    && PICTURE.matcher(String.join(" ", words.subList(at, end))).matches()) {
                boolean numbered = end < tokens.size()
                        && NameReader.isNumber(words.get(end))
                        && words.get(end).length() <= 2
                        && name.substring(tokens.get(end - 1).to, tokens.get(end).from)
                                .isBlank();
                int behind = tokens.get(end - 1).to;
                boolean signed = behind < name.length() && name.charAt(behind) == '+';
                if ((numbered || signed) != only) {
                    marks.addAll(tokens.subList(at, end));
                }
            }
            at += Math.max(1, length);
        }
        return marks;
    }

    private static List<Token> tokens(String name) {
        List<Token> tokens = new ArrayList<>();
        int from = -1;
        for (int at = 0; at <= name.length(); at++) {
            boolean inside = at < name.length() && isWord(name.charAt(at));
            if (inside && from < 0) {
                from = at;
            } else if (!inside && from >= 0) {
                tokens.add(new Token(
                        from,
                        at,
                        Letters.fold(Letters.plain(name.substring(from, at))).strip()));
                from = -1;
            }
        }
        return tokens;
    }

    private static boolean isWord(char sign) {
        return Character.isLetterOrDigit(sign)
                || Character.getType(sign) == Character.NON_SPACING_MARK
                || Character.getType(sign) == Character.OTHER_NUMBER
                || Character.isSurrogate(sign);
    }

    /** Takes away what stood around something that is gone. */
    private static String tidy(String rest, String before) {
        String tidy = EMPTY_BRACKETS.matcher(rest).replaceAll(" ");
        tidy = BLANKS.matcher(LOOSE_ENDS.matcher(tidy).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return tidy.codePoints().anyMatch(Character::isLetterOrDigit) ? tidy : before;
    }

    /** {@code name} without a country's code or name at its front, if something sets it apart from the rest: "IT: ", "|UK| ", "US - ". */
    public static String withoutCountry(String name) {
        int at = 0;
        while (at < name.length()
                && (Character.isWhitespace(name.charAt(at)) || "|[({<".indexOf(name.charAt(at)) >= 0)) {
            at++;
        }
        int from = at;
        while (at < name.length() && at - from <= LONGEST_CODE && isCode(name, at)) {
            at++;
        }
        String code = name.substring(from, at);
        int rest = behindSeparator(name, at);
        if (code.isEmpty() || rest < 0 || !isCountry(code)) {
            return name;
        }
        String left = name.substring(rest).strip();
        return left.codePoints().anyMatch(Character::isLetterOrDigit) ? left : name;
    }

    private static boolean isCode(String name, int at) {
        char sign = name.charAt(at);
        boolean dash = sign == '-' && at + 1 < name.length() && Character.isLetter(name.charAt(at + 1));
        return Character.isLetter(sign) || Character.isSurrogate(sign) || dash;
    }

    /** Where the name begins behind what sets the code apart; -1 where nothing does. */
    private static int behindSeparator(String name, int from) {
        int at = from;
        boolean apart = false;
        while (at < name.length()) {
            char sign = name.charAt(at);
            boolean dash = (sign == '-' || sign == '–' || sign == '—')
                    && (at == 0
                            || Character.isWhitespace(name.charAt(at - 1))
                            || (at + 1 < name.length() && Character.isWhitespace(name.charAt(at + 1))));
            if (dash || SEPARATORS.indexOf(sign) >= 0) {
                apart = true;
            } else if (!Character.isWhitespace(sign)) {
                break;
            }
            at++;
        }
        return apart || (from >= 2 && Character.isSurrogate(name.charAt(from - 1))) ? at : -1;
    }

    private static boolean isCountry(String code) {
        String plain = Letters.plain(code).replace(Letters.BAR, ' ').strip();
        return (plain.equals(plain.toUpperCase(Locale.ROOT))
                        && !Countries.ofCode(plain).isEmpty())
                || !Countries.ofWord(Letters.fold(plain)).isEmpty();
    }
}
