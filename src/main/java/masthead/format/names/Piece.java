package masthead.format.names;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One word of a name: as it was written, and folded, its number as digits. */
record Piece(String raw, String word) {
    private static final Pattern ROMAN = Pattern.compile("II|III|IV");

    static List<Piece> of(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            char sign = at < text.length() ? text.charAt(at) : ' ';
            boolean point = sign == '.'
                    && at > 0
                    && at + 1 < text.length()
                    && Character.isDigit(text.charAt(at - 1))
                    && Character.isDigit(text.charAt(at + 1));
            if (Character.isLetterOrDigit(sign)
                    || Character.getType(sign) == Character.NON_SPACING_MARK
                    || Character.isSurrogate(sign)) {
                open.append(sign);
            } else if (!point && sign != '\'' && sign != '’' && sign != '`') {
                addCut(pieces, open.toString());
                open.setLength(0);
                if (sign == '+') {
                    pieces.add(new Piece("+", "plus"));
                } else if (sign == '&') {
                    pieces.add(new Piece("&", "and"));
                }
            }
        }
        return pieces;
    }

    /** Cuts where small letters meet capitals and where letters meet digits, but not "1080p". */
    private static void addCut(List<Piece> pieces, String token) {
        if (token.isEmpty()) {
            return;
        }
        String whole = Letters.fold(token);
        if (Words.isQuality(whole)) {
            pieces.add(new Piece(token, whole));
            return;
        }
        int from = 0;
        for (int at = 1; at < token.length(); at++) {
            if (cutsAt(token, at)) {
                add(pieces, token.substring(from, at));
                from = at;
            }
        }
        add(pieces, token.substring(from));
    }

    private static boolean cutsAt(String token, int at) {
        char before = token.charAt(at - 1);
        char after = token.charAt(at);
        if (Character.isDigit(before) != Character.isDigit(after)) {
            return Character.getType(after) != Character.NON_SPACING_MARK;
        }
        boolean nextSmall = at + 1 < token.length() && Character.isLowerCase(token.charAt(at + 1));
        return Character.isUpperCase(after)
                && (Character.isLowerCase(before) || (nextSmall && Character.isUpperCase(before)));
    }

    private static void add(List<Piece> pieces, String raw) {
        String word = Letters.fold(raw);
        if (word.isEmpty()) {
            return;
        }
        if (NameReader.isNumber(word)) {
            word = word.replaceFirst("^0+(?=.)", "");
        } else if (!pieces.isEmpty() && ROMAN.matcher(raw).matches()) {
            word = raw.equals("IV") ? "4" : String.valueOf(raw.length());
        } else {
            word = Words.number(word);
        }
        pieces.add(new Piece(raw, word));
    }
}
