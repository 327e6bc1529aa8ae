package masthead.guide;

import java.util.function.Consumer;

/**
 * One channel of a guide that is being read: its programmes that are not written yet, and what is known of those that are.
 *
 * <p>Programmes that come in order of time are repaired as they come: the last one can still be changed. Once one comes before
 * the last, the channel is {@link #disorderly}: it is put in order when all of it is here. Not thread-safe.
 */
final class Reel {
    /** The longest programme there is, in seconds; what is longer is a mistake, or the word for "nothing known". */
    static final long LONGEST = 48 * 3600;
    /** How long the last programme is whose end nobody tells, in seconds. */
    static final long UNKNOWN = 3600;

    private final int number;
    private final StripWriter strip = new StripWriter();
    private final Consumer<GuideFault> faults;
    private String names = "";
    private String icon = "";
    private int pieces;
    private long programmes;
    private long bytes;
    private boolean disorderly;

    private boolean any;
    private long firstStart;
    private long lastStart;
    /** As long as the last programme's end is not known, its start. */
    private long lastStop;

    private long furthest;

    Reel(int number, Consumer<GuideFault> faults) {
        this.number = number;
        this.faults = faults;
    }

    /** Says what the channel is called; {@code names} one a line. The first word counts. */
    void describe(String names, String icon) {
        if (this.names.isEmpty()) {
            this.names = names;
        }
        if (this.icon.isEmpty()) {
            this.icon = icon;
        }
    }

    /**
     * Adds a programme, times in seconds.
     *
     * @param length 0 where the end is not known
     */
    void add(long start, long length, String title, String description, String details) {
        if (fits(start, length)) {
            strip.add(start, length, title, description, details);
            added(start, length);
        }
    }

    /** Adds a programme as it is in a strip, where {@code reader} stands. */
    void add(StripReader reader) {
        if (fits(reader.start(), reader.length())) {
            strip.add(reader.start(), reader.length(), reader.bytes(), reader.from(), reader.until());
            added(reader.start(), reader.length());
        }
    }

    /** Brings the last programme in agreement with the one that comes; false if that one is left out. */
    private boolean fits(long start, long length) {
        if (!any || disorderly) {
            return true;
        }
        boolean changes = start < lastStop || lastStop == lastStart;
        if (start < lastStart || (changes && strip.count() == 0)) {
            disorderly = true;
            return true;
        }
        if (start == lastStart) {
            faults.accept(GuideFault.DUPLICATE);
            if (lastStop == lastStart && length > 0) {
                strip.lastLength(length); // the same once more, with its end
                lastStop = start + length;
                furthest = Math.max(furthest, lastStop);
            }
            return false;
        }
        if (lastStop == lastStart) {
            close(Math.min(start - lastStart, LONGEST));
        } else if (start < lastStop) {
            faults.accept(GuideFault.OVERLAP);
            close(start - lastStart);
        }
        return true;
    }

    private void close(long length) {
        strip.lastLength(length);
        lastStop = lastStart + length;
    }

    private void added(long start, long length) {
        firstStart = any ? Math.min(firstStart, start) : start;
        any = true;
        lastStart = start;
        lastStop = start + length;
        furthest = Math.max(furthest, lastStop);
        programmes++;
    }

    /** No more programmes come: the last one gets an end. */
    void end() {
        if (any && !disorderly && lastStop == lastStart) {
            faults.accept(GuideFault.NO_END_AT_ALL);
            if (strip.count() == 0) {
                disorderly = true; // it is written already; whoever puts the channel in order closes it
                return;
            }
            close(UNKNOWN);
            furthest = Math.max(furthest, lastStop);
        }
    }

    /** All that is not written; only then the last programme cannot be changed any more. */
    Piece takeAll() {
        int count = strip.count();
        return piece(strip.take(), count);
    }

    /** What is not written, without the last programme. */
    Piece takeButLast() {
        int count = strip.count() - 1;
        return piece(strip.takeButLast(), count);
    }

    private Piece piece(byte[] body, int count) {
        bytes += body.length;
        StripReader reader = new StripReader(body);
        long first = Long.MAX_VALUE;
        long last = 0;
        while (reader.next()) {
            first = Math.min(first, reader.start());
            last = Math.max(last, reader.stop());
        }
        return new Piece(number, pieces++, first, last, count, body);
    }

    int number() {
        return number;
    }

    String names() {
        return names;
    }

    String icon() {
        return icon;
    }

    boolean disorderly() {
        return disorderly;
    }

    long programmes() {
        return programmes;
    }

    /** Bytes that wait to be written. */
    int size() {
        return strip.size();
    }

    int count() {
        return strip.count();
    }

    int capacity() {
        return strip.capacity();
    }

    /** Bytes of all its programmes so far. */
    long bytes() {
        return bytes + strip.size();
    }

    /** When its first programme begins, in seconds; 0 if there is none. */
    long first() {
        return firstStart;
    }

    /** When its last one ends. */
    long last() {
        return furthest;
    }

    /** How many pieces were taken. */
    int pieces() {
        return pieces;
    }

    /**
     * Programmes of one channel that are written together; times in seconds.
     *
     * @param number its place among the channel's
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(int channel, int number, long first, long last, int count, byte[] body) {}
}
