package masthead.format.names;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes names of channels apart, as lists and guides write them: {@code "|IT| ★ SKY SPORT UNO ᴴᴰ"}, {@code "Rai 1 +1 (720p) [Geo-blocked]"}.
 *
 * <p>First signs become bars, and a name falls into segments at its bars and brackets. Segments at the ends that are a country or a
 * quality are taken off. What is left is cut into words, also where small letters meet capitals or digits; of these, marks of
 * quality, a country at the end and words without weight are set aside.
 */
public final class NameReader {
    /** Longer names are cut: no channel has one. */
    private static final int LONGEST = 200;

    private static final Pattern HEADING =
            Pattern.compile("^\\s*[^\\p{L}\\p{N}\\s(\\[|+]{2,}.*[^\\p{L}\\p{N}\\s)\\]|!+.]{2,}\\s*$", Pattern.DOTALL);
    private static final Pattern SHIFT = Pattern.compile(
            "(?:\\+\\s?|Plus|(?i:\\bplus )|(?i:timeshift\\s?\\+?))(\\d{1,2})\\s?(?i:h|hr|hour|hours|ч|час)?(?![\\p{L}\\d])");
    private static final Pattern CODE_AND_DASH =
            Pattern.compile("^([A-Z]{2,4})-(\\p{Lu}[\\p{L}\\d]{2}.*)$", Pattern.DOTALL);
    private static final Set<String> NOISE =
            Set.of("EU", "INT", "WW", "XX", "NEW", "LIVE", "TOP", "VIP", "IPTV", "LINEAR", "24/7", "WORLD");
    private static final Set<String> GENERIC = Set.of(
            "radio",
            "tv",
            "news",
            "sport",
            "sports",
            "canal",
            "canale",
            "music",
            "kino",
            "super",
            "rete",
            "tele",
            "la",
            "the",
            "film",
            "movies",
            "cinema",
            "national",
            "first",
            "channel",
            "kanal",
            "plus",
            "my",
            "de",
            "di",
            "du",
            "of",
            "del",
            "della",
            "тв",
            "канал",
            "радио",
            "новости");
    /** Codes that may stand bare behind a name; others are words too often. */
    private static final Set<String> BARE_BEHIND = Set.of(
            "UK", "GB", "US", "USA", "DE", "FR", "IT", "ES", "PL", "PT", "NL", "TR", "RO", "HU", "CZ", "GR", "BG", "RS",
            "HR", "SE", "DK", "FI", "RU", "UA", "BR", "MX", "AU", "BIH");

    private static final Set<String> BARE_BEFORE = Set.of("UK", "US", "USA");

    private Set<String> countries = Set.of();
    private int shift;

    private NameReader() {}

    /** @param hint the country a list says the channel is of: then its code may stand bare before the name */
    static ReadName read(String raw, Set<String> hint) {
        String name = raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw;
        if (HEADING.matcher(name).matches() || name.chars().noneMatch(Character::isLetterOrDigit)) {
            return ReadName.NOTHING;
        }
        return new NameReader().take(Letters.plain(name), hint);
    }

    private ReadName take(String plain, Set<String> hint) {
        String rest = withoutSegments(withoutShift(plain), hint);
        List<Piece> pieces = Piece.of(rest);
        List<String> quality = new ArrayList<>();
        pieces = withoutQuality(pieces, quality);
        List<String> all = words(pieces);
        List<Piece> without = withoutCountry(pieces);
        List<String> named = without.size() == pieces.size() ? all : words(without);
        List<String> optional = new ArrayList<>();
        List<String> words = new ArrayList<>();
        named.forEach(each -> (Words.optional(each) ? optional : words).add(each));
        List<String> core = words;
        if (words.stream().mapToInt(NameReader::letters).sum() < 3) {
            // "TV 5" and "Kanal 5" differ in nothing else; only behind a name such a word says nothing: "A2 TV".
            optional.clear();
            core = new ArrayList<>(named);
            while (core.size() > 1
                    && Words.optional(core.getLast())
                    && joined(core).length() > core.getLast().length() + 1) {
                optional.add(core.removeLast());
            }
        }
        return new ReadName(
                countries,
                shift,
                joined(all),
                joined(named),
                joined(core),
                List.copyOf(core),
                quality.stream().distinct().toList(),
                List.copyOf(optional));
    }

    private static List<String> words(List<Piece> pieces) {
        return Words.sameWords(pieces.stream().map(Piece::word).toList());
    }

    /** Takes "+1" out; in "Canal+ 1" the sign is the name's own. */
    private String withoutShift(String plain) {
        Matcher found = SHIFT.matcher(plain);
        int from = 0;
        while (found.find(from)) {
            int hours = Integer.parseInt(found.group(1));
            String before = plain.substring(0, found.start()).strip().toLowerCase(Locale.ROOT);
            boolean behindNothing = before.isEmpty() || before.endsWith("canal") || before.endsWith("movistar");
            if (!behindNothing && ((hours >= 1 && hours <= 12) || hours == 24 || hours == 48)) {
                shift = hours;
                return plain.substring(0, found.start()) + " " + plain.substring(found.end());
            }
            from = found.end();
        }
        return plain;
    }

    // ---- segments ----

    private record Segment(String text, boolean bracketed) {}

    private String withoutSegments(String plain, Set<String> hint) {
        List<Segment> segments = segments(plain);
        List<Segment> kept = new ArrayList<>(segments.size());
        for (Segment each : segments) {
            if (!each.bracketed || !isTag(each.text, true)) {
                kept.add(each);
            }
        }
        Set<String> bracketed = countries;
        while (kept.size() > 1 && isTag(kept.getFirst().text, false)) {
            kept.removeFirst();
        }
        while (kept.size() > 1 && isTag(kept.getLast().text, false)) {
            kept.removeLast();
        }
        while (kept.size() > 1 && isBouquet(kept.getFirst().text)) {
            kept.removeFirst();
        }
        StringBuilder rest = new StringBuilder();
        kept.forEach(each -> rest.append(rest.isEmpty() ? "" : " ").append(each.text));
        if (Countries.accord(bracketed, countries) == Countries.Accord.OPPOSED) {
            // "FR: France 24 (EN)" tells which of the French broadcaster's channels it is.
            segments.stream()
                    .filter(Segment::bracketed)
                    .forEach(each -> rest.append(' ').append(each.text));
        }
        return withoutBareCode(rest.toString(), hint);
    }

    private static List<Segment> segments(String plain) {
        List<Segment> segments = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean bracketed = false;
        for (int at = 0; at < plain.length(); at++) {
            char sign = plain.charAt(at);
            if ("[({".indexOf(sign) >= 0 || (bracketed && "])}".indexOf(sign) >= 0)) {
                add(segments, open, bracketed);
                bracketed = "[({".indexOf(sign) >= 0;
            } else if (!bracketed && isBar(plain, at)) {
                add(segments, open, false);
            } else {
                open.append(sign);
            }
        }
        add(segments, open, bracketed);
        return segments;
    }

    private static boolean isBar(String plain, int at) {
        char sign = plain.charAt(at);
        if (sign == '-') {
            boolean before = at == 0 || plain.charAt(at - 1) == ' ';
            boolean after = at + 1 == plain.length() || plain.charAt(at + 1) == ' ';
            return before || after;
        }
        return "|/\\:;<>~#=*\"])}".indexOf(sign) >= 0;
    }

    private static void add(List<Segment> segments, StringBuilder open, boolean bracketed) {
        String text = open.toString().strip();
        open.setLength(0);
        if (!text.isEmpty()) {
            segments.add(new Segment(text, bracketed));
        }
    }

    /** Whether {@code text} is nothing but a country or marks of quality; remembers the country. */
    private boolean isTag(String text, boolean bracketed) {
        if (NOISE.contains(text.toUpperCase(Locale.ROOT))) {
            return true;
        }
        Set<String> word = Countries.ofWord(Letters.fold(text));
        if (!word.isEmpty()) {
            countries = word;
            return true;
        }
        String[] parts = text.split("[\\s.,/-]+");
        Set<String> found = Set.of();
        List<String> others = new ArrayList<>();
        for (String part : parts) {
            boolean upper = part.equals(part.toUpperCase(Locale.ROOT));
            boolean codeLike = upper || (parts.length == 1 && part.length() <= 3 && (bracketed || !hasCapital(part)));
            Set<String> code = codeLike ? Countries.ofCode(part.toUpperCase(Locale.ROOT)) : Set.of();
            if (!code.isEmpty() && found.isEmpty()) {
                found = code;
            } else if (!part.isEmpty()) {
                others.add(Letters.fold(part));
            }
        }
        for (int at = 0; at < others.size(); ) {
            int length = Words.quality(others, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        if (!found.isEmpty()) {
            countries = found;
        }
        return !found.isEmpty() || !others.isEmpty();
    }

    /** "IT SKY" before a bar: a country and one of its bouquets. */
    private boolean isBouquet(String text) {
        String[] parts = text.split("[\\s-]+");
        if (parts.length < 2 || parts.length > 3 || !text.equals(text.toUpperCase(Locale.ROOT))) {
            return false;
        }
        Set<String> found = Countries.ofCode(parts[0]);
        if (!found.isEmpty()) {
            countries = found;
        }
        return !found.isEmpty();
    }

    private String withoutBareCode(String rest, Set<String> hint) {
        Matcher dashed = CODE_AND_DASH.matcher(rest);
        if (dashed.matches() && !Countries.ofCode(dashed.group(1)).isEmpty()) {
            countries = Countries.ofCode(dashed.group(1));
            return dashed.group(2);
        }
        int blank = rest.indexOf(' ');
        if (blank > 0 && countries.isEmpty()) {
            Set<String> code = Countries.ofCode(rest.substring(0, blank));
            boolean said = BARE_BEFORE.contains(rest.substring(0, blank)) || !Collections.disjoint(code, hint);
            if (said && letters(rest.substring(blank)) >= 2) {
                countries = code;
                return rest.substring(blank + 1);
            }
        }
        return rest;
    }

    // ---- words ----

    private static List<Piece> withoutQuality(List<Piece> pieces, List<String> quality) {
        List<String> words = pieces.stream().map(Piece::word).toList();
        List<Piece> kept = new ArrayList<>();
        int lastNumber = -1;
        int[] marks = new int[words.size()];
        for (int at = 0; at < words.size(); ) {
            int length = Words.quality(words, at);
            marks[at] = length;
            if (length == 0) {
                kept.add(pieces.get(at));
                lastNumber = isNumber(words.get(at)) ? at : lastNumber;
            }
            at += Math.max(1, length);
        }
        boolean named = kept.stream()
                .anyMatch(each -> letters(each.word()) > 0 && !each.word().equals("plus"));
        // "UHD 1" is a name of its own, and "HD+" too; "20 HD" is "20".
        if (!named) {
            if (lastNumber < 0) {
                return pieces;
            }
            kept.clear();
        }
        for (int at = 0; at < words.size(); at += Math.max(1, marks[at])) {
            if (marks[at] > 0 && (named || at > lastNumber)) {
                quality.add(String.join(" ", words.subList(at, at + marks[at])).toUpperCase(Locale.ROOT));
            } else if (!named) {
                kept.addAll(pieces.subList(at, at + Math.max(1, marks[at])));
            }
        }
        return kept;
    }

    /** Takes the country's name off the end, if there is a name before it: not in "Radio Italia". */
    private List<Piece> withoutCountry(List<Piece> pieces) {
        for (int length = Math.min(2, pieces.size() - 1); length > 0; length--) {
            List<Piece> before = pieces.subList(0, pieces.size() - length);
            List<Piece> end = pieces.subList(pieces.size() - length, pieces.size());
            Set<String> meant = Countries.ofWord(
                    String.join(" ", end.stream().map(Piece::word).toList()));
            if (meant.isEmpty()
                    && length == 1
                    && BARE_BEHIND.contains(end.getFirst().raw())) {
                meant = Countries.ofCode(end.getFirst().raw());
                if (!countries.isEmpty() && Collections.disjoint(meant, countries)) {
                    meant = Set.of(); // "UK: Sky Sports PL" is no Polish channel.
                }
            }
            boolean named = before.stream().anyMatch(each -> letters(each.word()) > 0)
                    && before.stream().anyMatch(each -> !GENERIC.contains(each.word()));
            if (meant.size() == 1 && named) {
                countries = meant;
                return before;
            }
        }
        return pieces;
    }

    private static boolean hasCapital(String text) {
        return text.chars().anyMatch(Character::isUpperCase);
    }

    private static int letters(String text) {
        return (int) text.chars().filter(Character::isLetter).count();
    }

    /** Whether it is made of digits alone. */
    public static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** Words in one, so that "ProSieben" and "Pro Sieben" are the same; numbers stay apart from each other. */
    static String joined(List<String> words) {
        StringBuilder joined = new StringBuilder();
        boolean number = false;
        for (String word : words) {
            boolean isNumber = isNumber(word);
            joined.append(number && isNumber ? "|" : "").append(word);
            number = isNumber;
        }
        return joined.toString();
    }
}
