package masthead.format.xmltv;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a programme of what was read, or says why not. Not thread-safe. */
final class Judgement {
    /** No guide is about years before this one, or after {@link #LAST}: 1990. */
    private static final long FIRST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

    /** Seconds: what lies further apart says nothing of which of two hours is meant. */
    private static final long NIGHT = 6 * 3600;

    private final Times times;
    private final Faults faults;
    private String lastChannel = "";
    private long lastStart = Times.NONE;
    private long lastStop = Times.NONE;

    Judgement(Times times, Faults faults) {
        this.times = times;
        this.faults = faults;
    }

    /** The programme; null, and counted, if it is none. */
    @Nullable
    XmltvProgramme programme(ProgrammeElement read) {
        if (read.channel().isEmpty()) {
            return left(XmltvFault.NO_CHANNEL);
        }
        if (read.start().isBlank()) {
            return left(XmltvFault.NO_START);
        }
        long start = start(read);
        if (start == Times.NONE) {
            return left(XmltvFault.UNREADABLE_START);
        }
        if (start < FIRST || start > LAST) {
            return left(XmltvFault.IMPOSSIBLE_START);
        }
        long stop = stop(read, start);
        XmltvProgramme programme = named(read, Instant.ofEpochSecond(start), Instant.ofEpochSecond(stop));
        if (programme == null) {
            return left(XmltvFault.NO_TITLE);
        }
        lastStart = start;
        lastStop = stop;
        if (read.clipped()) {
            faults.count(XmltvFault.CLIPPED);
        }
        if (read.unknownEntities()) {
            faults.count(XmltvFault.UNKNOWN_ENTITY);
        }
        return programme;
    }

    private @Nullable XmltvProgramme left(XmltvFault fault) {
        faults.count(fault);
        return null;
    }

    private long time(String text) {
        long time = times.read(text);
        if (times.zoneUnknown()) {
            faults.count(XmltvFault.UNKNOWN_ZONE);
        }
        return time;
    }

    /**
     * When it begins. In the night when clocks are put back, they show an hour twice; where no offset says which one is meant, the
     * programme before does: guides are in the order of time.
     */
    private long start(ProgrammeElement read) {
        long first = time(read.start());
        int apart = times.repeatedAfter();
        if (apart == 0 || first == Times.NONE || !read.channel().equals(lastChannel)) {
            return first;
        }
        long second = first + apart;
        boolean follows = second > lastStart && second - lastStart <= NIGHT;
        return follows && (first < lastStart || second == lastStop) ? second : first;
    }

    /** When it ends, or {@code start} if only the next programme tells. */
    private long stop(ProgrammeElement read, long start) {
        if (read.stop().isBlank()) {
            faults.count(XmltvFault.OPEN);
            return start;
        }
        long stop = time(read.stop());
        if (stop == Times.NONE || stop < FIRST || stop > LAST + XmltvReader.MAX_LENGTH.toSeconds()) {
            faults.count(XmltvFault.UNREADABLE_STOP);
            return start;
        }
        if (stop <= start && stop + times.repeatedAfter() > start) {
            stop += times.repeatedAfter();
        }
        if (stop <= start) {
            faults.count(stop == start ? XmltvFault.OPEN : XmltvFault.STOP_BEFORE_START);
            return start;
        }
        if (stop - start > XmltvReader.MAX_LENGTH.toSeconds()) {
            faults.count(XmltvFault.TOO_LONG);
            return start;
        }
        return stop;
    }

    /** With its title and description taken from the facts; null if nothing names it. */
    private @Nullable XmltvProgramme named(ProgrammeElement read, Instant start, Instant stop) {
        XmltvFact title = first(read.facts(), XmltvKey.TITLE, "");
        if (title == null) {
            title = first(read.facts(), XmltvKey.SUB_TITLE, "");
            if (title == null) {
                return null;
            }
            faults.count(XmltvFault.SUB_TITLE_FOR_TITLE);
        }
        XmltvFact description = first(read.facts(), XmltvKey.DESCRIPTION, title.about());
        List<XmltvFact> more = new ArrayList<>(read.facts().size() + 1);
        if (!title.about().isEmpty()) {
            more.add(new XmltvFact(XmltvKey.TITLE_LANGUAGE, "", title.about()));
        }
        if (description != null && !description.about().equals(title.about())) {
            more.add(new XmltvFact(XmltvKey.DESCRIPTION_LANGUAGE, "", description.about()));
        }
        for (XmltvFact each : read.facts()) {
            if (!each.equals(title) && !each.equals(description)) {
                more.add(each);
            }
        }
        return new XmltvProgramme(
                channel(read.channel()),
                start,
                stop,
                title.value(),
                description == null ? "" : description.value(),
                more.isEmpty() ? XmltvDetails.NONE : new XmltvDetails(more));
    }

    /** The first fact of {@code key} about {@code about}, else the first one. */
    private static @Nullable XmltvFact first(List<XmltvFact> facts, XmltvKey key, String about) {
        XmltvFact first = null;
        for (XmltvFact each : facts) {
            if (each.key() == key) {
                if (about.isEmpty() || each.about().equals(about)) {
                    return each;
                }
                first = first == null ? each : first;
            }
        }
        return first;
    }

    /** The same string for the programmes of one channel, which mostly follow each other. */
    private String channel(String id) {
        if (!id.equals(lastChannel)) {
            lastChannel = id;
        }
        return lastChannel;
    }
}
