package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.function.IntSupplier;
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
    private static final long LONGEST_SILENCE = 5 * 90_000;
    /** A PES packet at least every 0.7 s (ETSI TR 101 290, 5.2.2, PTS_error). */
    private static final long SILENT_UNIT = 90_000 / 4;

    final int pid;
    final int kind;
    final boolean video;
    /** Counts its frames, where it is sound that can be counted. */
    private final @Nullable Adts sound;

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

    /**
     * What to put between the last unit and one that begins at {@code begins}: the sound of a signal was torn, or ended sooner than its
     * picture, or that of the next one begins later. Browsers stand for ever at a hole of some frames (Media Source Extensions; seen
     * with mpegts.js 1.8.2).
     *
     * @param counter gives each packet its continuity counter
     * @return packets with silence; none where there is no hole, or no silence for this kind of sound
     */
    byte[] silenceUntil(long begins, IntSupplier counter) {
        if (sound == null || !sound.known()) {
            return new byte[0];
        }
        long end = Math.floorMod(begins, Stamps.RANGE);
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (long hole = Stamps.after(end, sound.until()); hole >= sound.span() && hole <= LONGEST_SILENCE; ) {
            long from = sound.until();
            byte[] frames = sound.silence(Math.min(hole, SILENT_UNIT));
            if (frames.length == 0) {
                break;
            }
            packets.writeBytes(PesWriter.packets(pid, from, frames, counter));
            hole = Stamps.after(end, sound.until());
        }
        return packets.toByteArray();
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
