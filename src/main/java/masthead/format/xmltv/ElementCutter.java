package masthead.format.xmltv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a guide into its channels and programmes by looking for their tags, so that damage to one harms no other.
 *
 * <p>The next {@code <programme} or {@code <channel} always begins anew, wherever it stands: an element that is not closed before
 * it is damaged. What stands between elements (the prolog with its DOCTYPE, comments, other elements) is never looked into. Works
 * on the bytes of any alphabet in which ASCII is ASCII. Memory is one buffer, which grows up to the largest element. Not
 * thread-safe.
 */
final class ElementCutter {
    /** How far into a document its root has to begin. */
    static final int MAX_PROLOG_BYTES = 64 * 1024;

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MAX_BUFFER_BYTES = XmltvReader.MAX_ELEMENT_BYTES + BUFFER_BYTES;

    /** The longest thing that is looked for, with the byte after it. */
    private static final int LOOK_AHEAD = 12;

    private static final byte[] PROGRAMME = ascii("<programme");
    private static final byte[] PROGRAMME_END = ascii("</programme");
    private static final byte[] CHANNEL = ascii("<channel");
    private static final byte[] CHANNEL_END = ascii("</channel");
    private static final byte[] ROOT = ascii("<tv");
    private static final byte[] ROOT_END = ascii("</tv");
    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] DOCTYPE = ascii("<!DOCTYPE");

    private final InputStream in;
    private final Faults faults;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int end;

    /** Where the element begins, or what else has to stay in the buffer. */
    private int start;

    private int at;
    private int length;
    private long dropped;

    /** Up to where no comment ends, in bytes of the document, if {@link #at} is before it. */
    private long endless;

    private boolean began;
    private boolean complete;

    ElementCutter(InputStream in, Faults faults) {
        this.in = in;
        this.faults = faults;
    }

    /** The bytes that the element is in; another array after each {@link #next}, perhaps. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Whether the element is a programme; else it is a channel. */
    boolean programme() {
        return buffer[start + 1] == 'p';
    }

    /** Whether the guide ended as guides do, with its root's end tag. */
    boolean complete() {
        return complete;
    }

    /**
     * Goes to the next element; {@code false} at the end of the document.
     *
     * @throws NotXmltvException if the document's start is nothing of a guide
     */
    boolean next() throws IOException {
        while (true) {
            start = at;
            if (!findTag()) {
                if (!began) {
                    throw Opening.otherThanGuide(buffer, Math.min(end, MAX_PROLOG_BYTES));
                }
                return false;
            }
            start = at;
            if (is(PROGRAMME)) {
                began = true;
                if (cut(PROGRAMME, PROGRAMME_END)) {
                    return true;
                }
            } else if (began && is(CHANNEL)) {
                if (cut(CHANNEL, CHANNEL_END)) {
                    return true;
                }
            } else {
                pass();
            }
        }
    }

    /** Goes to the next {@code <} with what follows it in the buffer. */
    private boolean findTag() throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int last = end;
            int here = at;
            while (here < last && bytes[here] != '<') {
                here++;
            }
            at = here;
            if (began) {
                start = at; // before the root everything is kept, to tell what the document is
            } else if (dropped + at > MAX_PROLOG_BYTES) {
                throw Opening.otherThanGuide(buffer, MAX_PROLOG_BYTES);
            }
            if (at + LOOK_AHEAD <= end) {
                return true;
            }
            if (!more()) {
                return at < end;
            }
        }
    }

    /** Passes a tag between elements. */
    private void pass() throws IOException {
        if (is(ROOT)) {
            began = true;
            complete = selfClosed(ROOT.length) > 0;
        } else if (is(ROOT_END)) {
            complete = true;
        } else if (starts(COMMENT)) {
            passComment();
            return;
        } else if (!began && starts(DOCTYPE)) {
            passDoctype();
            return;
        }
        at++;
    }

    /** A comment without an end is none: else it would hide the rest of the guide. */
    private void passComment() throws IOException {
        long inVain = Math.max(COMMENT.length, endless - (dropped + at));
        if (inVain > XmltvReader.MAX_ELEMENT_BYTES / 2) {
            at++; // A guide may be full of comments without an end: not each of them is looked through.
            return;
        }
        int count = (int) inVain;
        while (count < XmltvReader.MAX_ELEMENT_BYTES && holds(count + 3)) {
            int here = at + count;
            if (buffer[here] == '-' && buffer[here + 1] == '-' && buffer[here + 2] == '>') {
                at = here + 3;
                return;
            }
            count++;
        }
        endless = dropped + at + count;
        at++;
    }

    /** What a DOCTYPE declares is not looked at; it ends with the bracket that closes it. */
    private void passDoctype() throws IOException {
        int count = DOCTYPE.length;
        boolean declares = false;
        while (count < MAX_PROLOG_BYTES && holds(count + 1)) {
            byte each = buffer[at + count];
            if (each == '[' && !declares) {
                declares = true;
                faults.count(XmltvFault.DECLARATIONS);
            } else if (declares ? each == '>' && closesBracket(count) : each == '>' || each == '<') {
                break;
            }
            count++;
        }
        at += count;
    }

    private boolean closesBracket(int count) {
        for (int here = at + count - 1; here > at; here--) {
            if (buffer[here] == ']') {
                return true;
            }
            if (buffer[here] > ' ') {
                return false;
            }
        }
        return false;
    }

    /** Finds the element's end, and goes behind it; {@code false} if it has none, and is damaged. */
    private boolean cut(byte[] tag, byte[] endTag) throws IOException {
        int closed = selfClosed(tag.length);
        if (closed > 0) {
            length = closed;
            at += closed;
            return true;
        }
        at = start + tag.length;
        while (true) {
            if (!findTagWithin()) {
                faults.count(at >= end ? XmltvFault.CUT_OFF : XmltvFault.TOO_LARGE);
                return false;
            }
            if (is(endTag)) {
                at += lengthOfTag();
                length = at - start;
                return true;
            }
            if (is(PROGRAMME) || is(CHANNEL) || is(ROOT_END)) {
                faults.count(XmltvFault.UNCLOSED);
                return false;
            }
            at++;
        }
    }

    private boolean findTagWithin() throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int last = end;
            int here = at;
            while (here < last && bytes[here] != '<') {
                here++;
            }
            at = here;
            if (at - start > XmltvReader.MAX_ELEMENT_BYTES) {
                return false;
            }
            if (at + LOOK_AHEAD <= end) {
                return true;
            }
            if (!more()) {
                return at < end;
            }
        }
    }

    /** How long the end tag here is: to its {@code >}, or to where the next one begins. */
    private int lengthOfTag() throws IOException {
        int count = 1;
        while (count < XmltvReader.MAX_ELEMENT_BYTES && holds(count + 1)) {
            byte each = buffer[at + count];
            if (each == '>') {
                return count + 1;
            }
            if (each == '<') {
                return count;
            }
            count++;
        }
        return count;
    }

    /**
     * How long the tag at {@link #at} is if it has no content, else 0. A quote that is not closed does not hide the tag's end
     * from us: {@code <} stands in no attribute.
     */
    private int selfClosed(int tagLength) throws IOException {
        int count = tagLength;
        byte quote = 0;
        while (count < XmltvReader.MAX_ELEMENT_BYTES && holds(count + 1)) {
            byte each = buffer[at + count];
            if (each == '<') {
                return 0;
            }
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '"' || each == '\'') {
                quote = each;
            } else if (each == '>') {
                return buffer[at + count - 1] == '/' ? count + 1 : 0;
            }
            count++;
        }
        return 0;
    }

    /** Whether {@code name} stands here, and ends here. */
    private boolean is(byte[] name) {
        if (!starts(name)) {
            return false;
        }
        int after = at + name.length;
        return after >= end || buffer[after] == '>' || buffer[after] == '/' || Character.isWhitespace(buffer[after]);
    }

    private boolean starts(byte[] name) {
        return at + name.length <= end && Arrays.equals(buffer, at, at + name.length, name, 0, name.length);
    }

    /** Whether there are {@code count} bytes from {@link #at} on; reads on for them. */
    private boolean holds(int count) throws IOException {
        while (at + count > end) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Reads on, keeping what stands behind {@link #start}; {@code false} at the document's end. */
    private boolean more() throws IOException {
        if (end == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                dropped += start;
                end -= start;
                at -= start;
                start = 0;
            } else if (buffer.length < MAX_BUFFER_BYTES) {
                buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, MAX_BUFFER_BYTES));
            } else {
                return false;
            }
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count > 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
