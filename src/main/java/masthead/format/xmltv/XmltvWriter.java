package masthead.format.xmltv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Writes an XMLTV document (xmltv.dtd) as a stream: first every channel, then every programme. Encode it as UTF-8.
 *
 * <p>Times have one blank before their offset, as all readers know them; UTC, unless another zone is wanted. Characters that XML 1.0 does not allow
 * (production 2, Char) are left out. Nothing is kept; writes are small, so give it a buffer. Not thread-safe.
 */
public final class XmltvWriter {
    private enum Part {
        NOTHING,
        CHANNELS,
        PROGRAMMES,
        END
    }

    private final Markup out;
    private final boolean timestamps;
    private final ZoneId zone;
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
        this(out, timestamps, ZoneOffset.UTC);
    }

    /** A writer of documents that are valid by xmltv.dtd, with the times of {@code zone}. */
    public XmltvWriter(Appendable out, ZoneId zone) {
        this(out, false, zone);
    }

    private XmltvWriter(Appendable out, boolean timestamps, ZoneId zone) {
        this.out = new Markup(out);
        this.timestamps = timestamps;
        this.zone = zone;
    }

    /** The start of the document. */
    public void begin(String generator) {
        advance(Part.CHANNELS, Part.NOTHING);
        out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tv SYSTEM \"xmltv.dtd\">\n<tv");
        out.attribute("generator-info-name", generator);
        out.raw(">\n");
    }

    /** A channel; all of them come before the first programme, each id once. */
    public void channel(String id, String name, Optional<String> icon) {
        channel(new XmltvChannel(id, List.of(name), icon.orElse("")));
    }

    /** The same with any number of names; without one its id is its name, as xmltv.dtd wants one. */
    public void channel(XmltvChannel channel) {
        advance(Part.CHANNELS, Part.CHANNELS);
        out.raw("<channel");
        out.attribute("id", channel.id());
        out.raw(">");
        List<String> names = channel.names().isEmpty() ? List.of(channel.id()) : channel.names();
        names.forEach(each -> out.element("display-name", "", "", each));
        if (!channel.icon().isEmpty()) {
            out.raw("<icon");
            out.attribute("src", channel.icon());
            out.raw("/>");
        }
        out.raw("</channel>\n");
    }

    /** A programme with its details, as far as xmltv.dtd knows them. */
    public void programme(XmltvProgramme programme) {
        advance(Part.PROGRAMMES, part == Part.CHANNELS ? Part.CHANNELS : Part.PROGRAMMES);
        out.raw("<programme");
        time("start", programme.start());
        time("stop", programme.stop());
        if (timestamps) {
            out.attribute("start_timestamp", Long.toString(programme.start().getEpochSecond()));
            out.attribute("stop_timestamp", Long.toString(programme.stop().getEpochSecond()));
        }
        out.attribute("channel", programme.channel());
        out.raw(">");
        new DetailsWriter(out, programme).write();
        out.raw("</programme>\n");
    }

    /** The end of the document. */
    public void end() {
        advance(Part.END, part == Part.CHANNELS ? Part.CHANNELS : Part.PROGRAMMES);
        out.raw("</tv>\n");
    }

    private void advance(Part to, Part from) {
        if (part != from) {
            throw new IllegalStateException("after " + part + " no " + to);
        }
        part = to;
    }

    private void time(String name, Instant time) {
        out.attribute(name, stamp(time));
    }

    /** {@code YYYYMMDDhhmmss +0000}: by hand, as a guide has millions of them. */
    private String stamp(Instant time) {
        ZoneOffset offset = zone.getRules().getOffset(time);
        LocalDateTime local = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, offset);
        long date = local.getYear() * 10_000L + local.getMonthValue() * 100L + local.getDayOfMonth();
        long clock = local.getHour() * 10_000L + local.getMinute() * 100L + local.getSecond();
        int seconds = offset.getTotalSeconds();
        String behind = seconds == 0 ? "+0000" : offset.getId().replace(":", "");
        return date * 1_000_000 + clock + " " + behind.substring(0, 5);
    }
}
