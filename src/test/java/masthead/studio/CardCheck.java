package masthead.studio;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link TestCard} as a viewer got it and tells what happened to it on the way.
 *
 * <p>Takes bytes on one thread; {@link #verdict} may be asked on any.
 */
public final class CardCheck {
    /**
     * What a viewer saw.
     *
     * @param packets numbered packets
     * @param lost numbers that were left out
     * @param gaps how often some were left out
     * @param blindGaps gaps that did not end at a key frame with its tables before it
     * @param disordered packets that came again or too late
     * @param foreign packets of another channel
     * @param torn places where no packet began, or a packet without its mark
     * @param runs how many starts of the stream were seen
     * @param startsClean whether it began with PAT, PMT and a key frame
     * @param first number of the first packet, or -1
     * @param last number of the last packet, or -1
     */
    public record Verdict(
            long packets,
            long lost,
            int gaps,
            int blindGaps,
            long disordered,
            long foreign,
            long torn,
            int runs,
            boolean startsClean,
            long first,
            long last) {
        /** Nothing missing, nothing strange, a clean start. */
        public boolean flawless() {
            return whole() && gaps == 0 && runs <= 1;
        }

        /** Possibly with gaps, each ending at a key frame; nothing torn, mixed or out of order. */
        public boolean whole() {
            return startsClean && blindGaps == 0 && disordered == 0 && foreign == 0 && torn == 0;
        }
    }

    private static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, 0, 0, 0, false, -1, -1);

    private final int channel;
    private final byte[] packet = new byte[TestCard.SIZE];
    private int held;
    private boolean sawPat;
    private boolean sawPmt;
    private @Nullable Integer run;
    private volatile Verdict verdict = NOTHING;

    public CardCheck(String channel) {
        this.channel = TestCard.mark(channel);
    }

    /** Takes the next bytes, in pieces of any size. */
    public CardCheck take(byte[] bytes, int from, int count) {
        int at = from;
        while (at < from + count) {
            if (held == 0 && bytes[at] != 0x47) {
                // Find the next packet; each lost beginning counts once.
                count(0, 0, 1);
                while (at < from + count && bytes[at] != 0x47) {
                    at++;
                }
                continue;
            }
            int part = Math.min(TestCard.SIZE - held, from + count - at);
            System.arraycopy(bytes, at, packet, held, part);
            held += part;
            at += part;
            if (held == TestCard.SIZE) {
                held = 0;
                look(ByteBuffer.wrap(packet));
            }
        }
        return this;
    }

    /** Takes all of {@code bytes}. */
    public CardCheck take(byte[] bytes) {
        return take(bytes, 0, bytes.length);
    }

    /** What was seen up to now. */
    public Verdict verdict() {
        return verdict;
    }

    /** How many bytes of an unfinished packet are held: not zero after the end means that it was cut. */
    public int unfinished() {
        return held;
    }

    private void look(ByteBuffer bytes) {
        int pid = bytes.getShort(1) & 0x1fff;
        if (pid == 0x1fff) {
            return; // null packets keep connections alive
        }
        if (pid == 0 || pid == TestCard.PMT_PID) {
            sawPat |= pid == 0;
            sawPmt |= pid == TestCard.PMT_PID;
            return;
        }
        int mark = TestCard.SIZE - TestCard.MARK;
        if (bytes.getInt(mark) != TestCard.MAGIC) {
            count(0, 0, 1);
        } else if (bytes.getInt(mark + 8) != channel) {
            count(0, 1, 0);
        } else {
            numbered(bytes.getInt(mark + 4), bytes.getLong(mark + 12), cleanStart(bytes, pid));
        }
        sawPat = false;
        sawPmt = false;
    }

    private boolean cleanStart(ByteBuffer bytes, int pid) {
        boolean keyFrame = pid == TestCard.VIDEO_PID && (bytes.get(3) & 0x20) != 0 && (bytes.get(5) & 0x40) != 0;
        return sawPat && sawPmt && keyFrame;
    }

    private void numbered(int itsRun, long number, boolean clean) {
        Verdict old = verdict;
        boolean newRun = !Optional.of(itsRun).equals(Optional.ofNullable(run));
        run = itsRun;
        long missing = newRun ? 0 : number - old.last - 1;
        if (missing < 0) {
            count(1, 0, 0);
            return;
        }
        boolean gap = missing > 0;
        boolean blind = (gap || (newRun && old.runs > 0)) && !clean;
        verdict = new Verdict(
                old.packets + 1,
                old.lost + missing,
                old.gaps + (gap ? 1 : 0),
                old.blindGaps + (blind ? 1 : 0),
                old.disordered,
                old.foreign,
                old.torn,
                old.runs + (newRun ? 1 : 0),
                old.packets == 0 ? clean : old.startsClean,
                old.packets == 0 ? number : old.first,
                number);
    }

    private void count(long disordered, long foreign, long torn) {
        Verdict old = verdict;
        verdict = new Verdict(
                old.packets,
                old.lost,
                old.gaps,
                old.blindGaps,
                old.disordered + disordered,
                old.foreign + foreign,
                old.torn + torn,
                old.runs,
                old.startsClean,
                old.first,
                old.last);
    }
}
