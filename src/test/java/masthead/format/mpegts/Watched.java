package masthead.format.mpegts;

import static java.util.Map.entry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import masthead.studio.TestCard;

/** A test card that arrives evenly at a {@link Monitor}, and that a test damages on the way. */
final class Watched {
    /** Tables twice in a second, as TR 101 290 wants them. */
    private static final TestCard.Shape SHAPE = new TestCard.Shape(25, 12, 26);

    private static final long FRAME_NANOS = 40_000_000;
    private static final int NOBODY = -1;

    private final Monitor monitor = new Monitor();
    private TestCard card = new TestCard("a", 0, SHAPE);
    private long nowNanos = 7_777;
    private Predicate<One> change = each -> true;
    private int clockEvery = 1;
    private int clocks;
    private boolean clockFrozen;
    private long frozenClock = -1;
    private boolean markClock;
    private int nulls;
    private int patchPid = NOBODY;
    private int patchAt;
    private int patchWith;
    private int repeatPid = NOBODY;
    private int repeats;

    Monitor monitor() {
        return monitor;
    }

    Health health() {
        return monitor.read(nowNanos);
    }

    /** The indicators that showed in the last ten seconds. */
    Map<Indicator, Integer> errors() {
        Map<Indicator, Integer> shown = new EnumMap<>(Indicator.class);
        Health health = health();
        for (Indicator each : Indicator.values()) {
            if (health.recent(each) > 0) {
                shown.put(each, health.recent(each));
            }
        }
        return shown;
    }

    static Map.Entry<Indicator, Integer> times(Indicator indicator, int count) {
        return entry(indicator, count);
    }

    Watched seconds(int seconds) {
        return frames(seconds * 25);
    }

    Watched frames(int count) {
        for (int each = 0; each < count; each++) {
            frame();
            nowNanos += FRAME_NANOS;
        }
        return this;
    }

    Watched atOnce(int frames) {
        for (int each = 0; each < frames; each++) {
            frame();
        }
        return this;
    }

    Watched silence(Duration length) {
        nowNanos += length.toNanos();
        return this;
    }

    /** From now on each packet goes through this, which may alter it, and is dropped if it says false. */
    Watched change(Predicate<One> next) {
        change = next;
        return this;
    }

    Watched skipFrames(int count) {
        card.nextFrames(count);
        return this;
    }

    /** As if the source had been restarted. */
    Watched beginAnew() {
        card = new TestCard("a", 1, SHAPE);
        return this;
    }

    Watched clockOnlyEvery(int frames) {
        clockEvery = frames;
        return this;
    }

    Watched freezeClock() {
        clockFrozen = true;
        return this;
    }

    /** Sets discontinuity_indicator where the next PCR is. */
    Watched markNextClock() {
        markClock = true;
        return this;
    }

    /** Puts null packets behind each packet. */
    Watched nulls(int count) {
        nulls = count;
        return this;
    }

    /** Overwrites one byte of the next packet of this PID. */
    Watched patchNext(int pid, int at, int with) {
        patchPid = pid;
        patchAt = at;
        patchWith = with;
        return this;
    }

    Watched repeatNext(int pid, int times) {
        repeatPid = pid;
        repeats = times;
        return this;
    }

    private void frame() {
        ByteBuf frame = Unpooled.wrappedBuffer(card.nextFrame());
        for (int at = 0; at < frame.writerIndex(); at += Packet.SIZE) {
            packet(new One(frame, at));
        }
    }

    private void packet(One one) {
        if (one.hasClock()) {
            clock(one);
        }
        if (one.pid() == patchPid) {
            one.bytes().setByte(one.at() + patchAt, patchWith);
            patchPid = NOBODY;
        }
        if (!change.test(one)) {
            return;
        }
        monitor.packet(one.bytes(), one.at(), nowNanos);
        if (one.pid() == repeatPid && !one.hasClock()) {
            repeatPid = NOBODY;
            for (int each = 0; each < repeats; each++) {
                monitor.packet(one.bytes(), one.at(), nowNanos);
            }
        }
        for (int each = 0; each < nulls; each++) {
            monitor.packet(nullPacket(), 0, nowNanos);
        }
    }

    private void clock(One one) {
        if (clockFrozen) {
            frozenClock = frozenClock < 0 ? one.bytes().getLong(one.at() + 4) : frozenClock;
            one.bytes().setInt(one.at() + 6, (int) (frozenClock >> 16));
            one.bytes().setShort(one.at() + 10, (int) frozenClock);
        }
        if (markClock) {
            one.bytes().setByte(one.at() + 5, one.bytes().getByte(one.at() + 5) | 0x80);
            markClock = false;
        }
        if (clocks++ % clockEvery != 0 || clockEvery == Integer.MAX_VALUE) {
            one.bytes().setByte(one.at() + 5, one.bytes().getByte(one.at() + 5) & ~0x10);
        }
    }

    private static ByteBuf nullPacket() {
        return Unpooled.buffer(Packet.SIZE).writeInt(0x471fff10).writeZero(Packet.SIZE - 4);
    }

    /** A packet on its way. */
    record One(ByteBuf bytes, int at) {
        int pid() {
            return Packet.pid(bytes, at);
        }

        boolean unitStart() {
            return Packet.unitStart(bytes, at);
        }

        boolean hasClock() {
            int header = bytes.getInt(at);
            return (header & 0x20) != 0 && bytes.getByte(at + 4) > 0 && (bytes.getByte(at + 5) & 0x10) != 0;
        }

        boolean scrambleIf(int pid) {
            if (pid() == pid) {
                bytes.setByte(at + 3, bytes.getByte(at + 3) | 0x80);
            }
            return true;
        }
    }
}
