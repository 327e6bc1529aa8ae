package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/**
 * An endless transport stream made of one short one, the card.
 *
 * <p>Round after round the same packets come, but continuity counters run on for each PID, and PCR, PTS and DTS grow by the
 * card's length and wrap at 33 bits (ISO/IEC 13818-1, 2.4.2.1 and 2.4.3): a player sees one continuous programme for days.
 * The card's length is the span of its pictures, so a card whose sound is as long as its picture has no seam.
 *
 * <p>Allocates nothing after construction. Not safe between threads; one for each signal.
 */
public final class CardLoop {
    private static final int SIZE = 188;

    private final Card card;
    /** The next continuity counter of each PID. */
    private final byte[] counters = new byte[8192];

    private int next;
    private long round;
    /** What is added to the card's dues to compare them with the caller's clock, in 27 MHz. */
    private long origin;

    /**
     * A loop that starts with the card's first packet. The array is copied.
     *
     * @throws IllegalArgumentException if the bytes are not whole packets with PCR and PTS
     */
    public CardLoop(byte[] card) {
        this(new Card(card), 0);
    }

    private CardLoop(Card card, int entry) {
        this.card = card;
        this.next = entry;
        this.origin = -card.due(entry);
    }

    /**
     * A loop that starts at the last key frame before {@code offset}, which may be longer than the card: so several
     * channels, or several servers, show different moments. The array is copied.
     *
     * @throws IllegalArgumentException if the bytes are not whole packets with PCR and PTS
     */
    public static CardLoop startingAt(byte[] card, Duration offset) {
        Card parsed = new Card(card);
        return new CardLoop(parsed, parsed.entry(Math.floorMod(clock(offset), parsed.duration())));
    }

    /** A loop of its own that starts with the first packet of the same card, which both share. Safe on any thread. */
    public CardLoop another() {
        return new CardLoop(card, 0);
    }

    /** How long one round of the card is. */
    public Duration duration() {
        return Duration.ofNanos(card.duration() * 1000 / 27);
    }

    /**
     * Writes the packets due by {@code elapsed} since the start, as far as {@code target} has room for whole ones; it is
     * not enlarged and stays the caller's.
     *
     * <p>A caller that comes more than a round late (its machine slept) finds the stream paused, not torn: what it missed
     * is not sent after it.
     *
     * @return how many bytes were written, a multiple of 188; 0 if nothing is due
     */
    public int fill(ByteBuf target, Duration elapsed) {
        long now = clock(elapsed);
        long late = now - due();
        if (late > card.duration()) {
            origin += late;
        }
        int written = 0;
        while (target.writableBytes() >= SIZE && due() <= now) {
            write(target);
            written += SIZE;
            if (++next == card.size()) {
                next = 0;
                round++;
            }
        }
        return written;
    }

    private long due() {
        return origin + round * card.duration() + card.due(next);
    }

    private static long clock(Duration duration) {
        return Math.multiplyExact(duration.toNanos(), 27L) / 1000;
    }

    private void write(ByteBuf target) {
        Card.Step step = card.step(next);
        int at = target.writerIndex();
        target.writeBytes(card.bytes(), step.at(), SIZE);
        if (step.pid() != Card.NULL_PID) {
            count(target, at, step);
        }
        if (step.pcrAt() > 0) {
            Stamps.addToPcr(target, at + step.pcrAt(), ticks());
        }
        if (step.ptsAt() > 0) {
            Stamps.addToStamp(target, at + step.ptsAt(), ticks());
        }
        if (step.dtsAt() > 0) {
            Stamps.addToStamp(target, at + step.dtsAt(), ticks());
        }
    }

    /** A packet without payload repeats its predecessor's counter (2.4.3.3). */
    private void count(ByteBuf target, int at, Card.Step step) {
        int pid = step.pid();
        int counter = step.counted() ? counters[pid]++ : counters[pid] - 1;
        target.setByte(at + 3, (target.getByte(at + 3) & 0xf0) | (counter & 0x0f));
        boolean adaptation = (target.getByte(at + 3) & 0x20) != 0 && target.getUnsignedByte(at + 4) > 0;
        if (adaptation) {
            // discontinuity_indicator: there is none any more.
            target.setByte(at + 5, target.getByte(at + 5) & 0x7f);
        }
    }

    /** How far the card's own clocks are behind those of this round, in 90 kHz. */
    private long ticks() {
        return round * card.duration() / Card.PCR_PER_PTS;
    }
}
