package masthead.format.xmltv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the first bytes of a guide tell: its alphabet, and whether it is a guide at all.
 *
 * @param body the whole document without its byte order mark, in an alphabet in which ASCII is ASCII
 */
record Opening(InputStream body, Alphabet alphabet) {
    private static final int LOOKED_AT = 8 * 1024;
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml[^>]{0,200}?\\sencoding\\s*=\\s*[\"']([^\"'>]{1,40})[\"']");
    private static final Pattern ROOT = Pattern.compile("<([a-zA-Z][\\w:.-]{0,40})");

    static Opening of(InputStream document) throws IOException {
        byte[] head = document.readNBytes(LOOKED_AT);
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            return plain(head, 3, document);
        }
        if (starts(head, 0xfe, 0xff) || starts(head, 0, '<', 0) || starts(head, 0xff, 0xfe) || starts(head, '<', 0)) {
            boolean big = starts(head, 0xfe) || starts(head, 0);
            int mark = starts(head, 0xfe) || starts(head, 0xff) ? 2 : 0;
            InputStream whole = joined(head, mark, document);
            InputStream utf8 = new Utf8Stream(whole, big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
            return new Opening(utf8, Alphabet.of(""));
        }
        return plain(head, 0, document);
    }

    private static Opening plain(byte[] head, int from, InputStream rest) {
        Matcher declared = ENCODING.matcher(new String(head, StandardCharsets.ISO_8859_1));
        return new Opening(joined(head, from, rest), Alphabet.of(declared.find() ? declared.group(1) : ""));
    }

    private static InputStream joined(byte[] head, int from, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head, from, head.length - from), rest);
    }

    private static boolean starts(byte[] head, int... with) {
        if (head.length < with.length) {
            return false;
        }
        for (int at = 0; at < with.length; at++) {
            if ((head[at] & 0xff) != with[at]) {
                return false;
            }
        }
        return true;
    }

    /** What a document looks like that is no guide. */
    static NotXmltvException otherThanGuide(byte[] start, int length) {
        String text = new String(start, 0, length, StandardCharsets.UTF_8).strip();
        String small = text.toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return new NotXmltvException("The guide is empty.");
        }
        if (small.contains("<html") || small.startsWith("<!doctype html")) {
            return new NotXmltvException("This is a web page (HTML), not an XMLTV guide.");
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return new NotXmltvException("This is JSON, not an XMLTV guide.");
        }
        if (text.startsWith("#EXTM3U")) {
            return new NotXmltvException("This is a list of channels (M3U), not an XMLTV guide.");
        }
        Matcher root = ROOT.matcher(text);
        if (text.startsWith("<") && root.find()) {
            return new NotXmltvException("This is XML of another kind (<" + root.group(1) + ">), not an XMLTV guide.");
        }
        return new NotXmltvException("This is not an XMLTV guide.");
    }
}
