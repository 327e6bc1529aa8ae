package masthead.format.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out in which encoding a page is: a byte order mark, the server's word, the page's own word, or what fits. */
final class Decoding {
    private static final int HEAD_BYTES = 4096;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([\\w.:-]{1,40})");
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Decoding() {}

    static String text(byte[] page, String contentType) {
        if (starts(page, 0xef, 0xbb, 0xbf)) {
            return new String(page, 3, page.length - 3, StandardCharsets.UTF_8);
        }
        if (starts(page, 0xfe, 0xff) || starts(page, 0xff, 0xfe)) {
            return new String(page, StandardCharsets.UTF_16); // which takes the mark off
        }
        Optional<Charset> said = named(contentType);
        String head = new String(page, 0, Math.min(page.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        Charset charset = said.or(() -> named(head)).orElse(StandardCharsets.UTF_8);
        if (charset.equals(StandardCharsets.UTF_8)) {
            return utf8(page).orElseGet(() -> new String(page, WESTERN));
        }
        return plausible(page, charset)
                ? new String(page, charset)
                : utf8(page).orElseGet(() -> new String(page, WESTERN));
    }

    private static boolean starts(byte[] page, int... mark) {
        for (int at = 0; at < mark.length; at++) {
            if (page.length <= at || (page[at] & 0xff) != mark[at]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Charset> named(String text) {
        Matcher charset = CHARSET.matcher(text);
        try {
            return charset.find() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalArgumentException noSuchCharset) {
            return Optional.empty();
        }
    }

    /** Nothing that is said to be UTF-16 has two Latin letters side by side, and every page has. */
    private static boolean plausible(byte[] page, Charset charset) {
        return (!charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32"))
                || new String(page, 0, Math.min(page.length, HEAD_BYTES), charset)
                        .chars()
                        .anyMatch(each -> each == '<' || each == ':');
    }

    /** Unless it is none; the last letter may be cut in half. */
    private static Optional<String> utf8(byte[] page) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(page))
                    .toString());
        } catch (CharacterCodingException other) {
            String lenient = new String(page, StandardCharsets.UTF_8);
            long broken =
                    lenient.chars().filter(each -> each == 0xfffd).limit(1000).count();
            return broken * 100 < lenient.length() && lenient.chars().anyMatch(each -> each > 0xff && each != 0xfffd)
                    ? Optional.of(lenient)
                    : Optional.empty();
        }
    }
}
