package masthead.format.xmltv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Writes an XMLTV document (xmltv.dtd) as a stream: first every channel, then every programme. Encode it as UTF-8.
 *
 * <p>Times are UTC, with one blank before the offset, as all readers know them. Characters that XML 1.0 does not allow
 * (production 2, Char) are left out. Nothing is kept; writes are small, so give it a buffer. Not thread-safe.
 */
public final class XmltvWriter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private enum Part {
        NOTHING,
        CHANNELS,
        PROGRAMMES,
        END
    }

    private final Appendable out;
    private final boolean timestamps;
    private Part part = Part.NOTHING;

    /** A writer of documents that are valid by xmltv.dtd. */
    public XmltvWriter(Appendable out) {
        this(out, false);
    }

    /**
     * A writer that can do as panels do.
     *
     * @param timestamps whether programmes have {@code start_timestamp} and {@code stop_timestamp} (Unix seconds) too; xmltv.dtd
     *     does not know them
     */
    public XmltvWriter(Appendable out, boolean timestamps) {
        this.out = out;
        this.timestamps = timestamps;
    }

    /** The start of the document. */
    public void begin(String generator) {
        advance(Part.CHANNELS, Part.NOTHING);
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tv SYSTEM \"xmltv.dtd\">\n<tv");
        attribute("generator-info-name", generator);
        raw(">\n");
    }

    /** A channel; all of them come before the first programme, each id once. */
    public void channel(String id, String name, Optional<String> icon) {
        advance(Part.CHANNELS, Part.CHANNELS);
        raw("<channel");
        attribute("id", id);
        raw(">");
        element("display-name", name);
        icon.ifPresent(address -> {
            raw("<icon");
            attribute("src", address);
            raw("/>");
        });
        raw("</channel>\n");
    }

    /** A programme. */
    public void programme(XmltvProgramme programme) {
        advance(Part.PROGRAMMES, part == Part.CHANNELS ? Part.CHANNELS : Part.PROGRAMMES);
        raw("<programme");
        time("start", programme.start());
        time("stop", programme.stop());
        if (timestamps) {
            attribute("start_timestamp", Long.toString(programme.start().getEpochSecond()));
            attribute("stop_timestamp", Long.toString(programme.stop().getEpochSecond()));
        }
        attribute("channel", programme.channel());
        raw(">");
        element("title", programme.title());
        if (!programme.description().isEmpty()) {
            element("desc", programme.description());
        }
        raw("</programme>\n");
    }

    /** The end of the document. */
    public void end() {
        advance(Part.END, part == Part.CHANNELS ? Part.CHANNELS : Part.PROGRAMMES);
        raw("</tv>\n");
    }

    private void advance(Part to, Part from) {
        if (part != from) {
            throw new IllegalStateException("after " + part + " no " + to);
        }
        part = to;
    }

    private void time(String name, Instant time) {
        raw(" " + name + "=\"");
        TIME.formatTo(time, out);
        raw(" +0000\"");
    }

    private void attribute(String name, String value) {
        raw(" " + name + "=\"");
        text(value);
        raw("\"");
    }

    private void element(String name, String value) {
        raw("<" + name + ">");
        text(value);
        raw("</" + name + ">");
    }

    private void text(String text) {
        try {
            for (int at = 0; at < text.length(); ) {
                int each = text.codePointAt(at);
                int width = Character.charCount(each);
                switch (each) {
                    case '&' -> out.append("&amp;");
                    case '<' -> out.append("&lt;");
                    case '>' -> out.append("&gt;");
                    case '"' -> out.append("&quot;");
                    // A line end in an attribute would be read as a blank, and a CR as LF: blanks say so at once.
                    case '\n', '\r', '\t' -> out.append(' ');
                    default -> {
                        if (isXml(each)) {
                            out.append(text, at, at + width);
                        }
                    }
                }
                at += width;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static boolean isXml(int each) {
        return (each >= ' ' && each <= 0xd7ff) || (each >= 0xe000 && each <= 0xfffd) || each >= 0x10000;
    }

    private void raw(String text) {
        try {
            out.append(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
