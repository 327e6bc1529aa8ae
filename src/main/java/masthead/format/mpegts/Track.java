package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One elementary stream as it goes out: how far it has come. Times are in 90 kHz and wrap, see {@link Stamps}. */
final class Track {
    /** stream_type of AAC in ADTS (ISO/IEC 13818-1, table 2-34). */
    private static final int ADTS = 0x0f;

    private static final int SPANS = 8;
    private static final long LONGEST_SPAN = 90_000;
    /** What is shorter was squeezed at a splice. */
    private static final long SHORTEST_SPAN = 90;

    private static final long LONGEST_REORDER = 10 * 90_000;

    final int pid;
    final int kind;
    final boolean video;
    /** Counts its frames, where it is sound that can be counted. */
    final @Nullable Adts sound;

    private final long[] spans = new long[SPANS];
    private int spansSeen;
    private long decoded = -1;
    private long shown = -1;
    private long decodedBefore = -1;
    private long shownBefore = -1;
    private int counterBefore = -1;

    Track(int pid, int kind, boolean video) {
        this.pid = pid;
        this.kind = kind;
        this.video = video;
        this.sound = kind == ADTS ? new Adts() : null;
    }

    /** A unit begins; {@code counter} is the one before it, {@code pts} may be -1. */
    void unit(long pts, long dts, int counter) {
        decodedBefore = decoded;
        shownBefore = shown;
        counterBefore = counter;
        if (sound != null) {
            sound.unit(pts);
        }
        if (pts < 0) {
            return;
        }
        long span = decoded < 0 ? -1 : Stamps.after(dts, decoded);
        if (span >= SHORTEST_SPAN && span <= LONGEST_SPAN) {
            spans[spansSeen++ % SPANS] = span;
        }
        decoded = dts;
        long ahead = shown < 0 ? 1 : Stamps.after(pts, shown);
        // Pictures come in another order than they are shown; a clock that was set back is no such thing.
        shown = ahead > 0 || ahead < -LONGEST_REORDER ? pts : shown;
    }

    /** Takes a packet that goes out; after {@link #unit} where one begins in it. */
    void bytes(ByteBuf buffer, int at) {
        if (sound != null) {
            sound.take(buffer, at);
        }
    }

    /** The unit begun last is not sent after all. */
    int undo() {
        if (sound != null) {
            sound.undo();
        }
        decoded = decodedBefore;
        shown = shownBefore;
        return counterBefore;
    }

    boolean started() {
        return decoded >= 0;
    }

    /** When the last unit is decoded; only once it {@link #started}. */
    long decoded() {
        return decoded;
    }

    /** Before this nothing may be shown any more. */
    long shownUntil() {
        if (sound != null && sound.known()) {
            return sound.until();
        }
        return Math.floorMod(shown + span(), Stamps.RANGE);
    }

    /** How long a unit is: pictures by the shortest lately, as some are dropped; sound by the longest, as packets of it vary. */
    private long span() {
        int known = Math.min(spansSeen, SPANS);
        long found = 0;
        for (int i = 0; i < known; i++) {
            found = i == 0 ? spans[0] : video ? Math.min(found, spans[i]) : Math.max(found, spans[i]);
        }
        return found > 0 ? found : 90_000 / 25;
    }
}
