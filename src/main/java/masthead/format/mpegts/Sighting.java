package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.JulianFields;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the head of a stream shows: how many packets, where the first key frame is, and when it was sent, where it says so.
 *
 * <p>The time is that of a TDT or TOT (ETSI EN 300 468, 5.2.5 and 5.2.6), less the clock that has passed up to it. Not safe
 * between threads.
 */
public final class Sighting {
    private static final int TIME_PID = 0x14;
    private static final int TDT = 0x70;
    private static final int TOT = 0x73;

    private final Packets packets = new Packets();
    private final Elapsed elapsed = new Elapsed();
    private long seen;
    private long keyFrameAt = -1;
    private Optional<Instant> begun = Optional.empty();

    /** Takes the next bytes of the stream, in pieces of any size. */
    public void take(byte[] bytes, int from, int count) {
        packets.take(bytes, from, count, this::look);
    }

    private boolean look(ByteBuf buffer, int at) {
        elapsed.look(buffer, at);
        if (keyFrameAt < 0 && elapsed.randomAccess(buffer, at)) {
            keyFrameAt = seen * Packet.SIZE;
        }
        if (begun.isEmpty() && Packet.pid(buffer, at) == TIME_PID) {
            begun = time(buffer, at).map(each -> each.minus(elapsed.length()));
        }
        seen++;
        return true;
    }

    public long packets() {
        return seen;
    }

    /** How many bytes of packets stand before the first key frame; empty if none was seen. */
    public OptionalLong firstKeyFrame() {
        return keyFrameAt < 0 ? OptionalLong.empty() : OptionalLong.of(keyFrameAt);
    }

    /** How long it is by its own clock so far. */
    public Duration length() {
        return elapsed.length();
    }

    /** Whether it has a clock. */
    public boolean clocked() {
        return elapsed.known();
    }

    /** When its first packet was sent, to about a second; empty if the stream does not tell. */
    public Optional<Instant> begun() {
        return begun;
    }

    /** UTC_time: 16 bits of a modified Julian date, then six digits in BCD. */
    private static Optional<Instant> time(ByteBuf buffer, int at) {
        int payload = Packet.payload(buffer, at);
        if (!Packet.unitStart(buffer, at) || payload >= at + Packet.SIZE) {
            return Optional.empty();
        }
        int section = payload + 1 + buffer.getUnsignedByte(payload);
        if (section + 8 > at + Packet.SIZE) {
            return Optional.empty();
        }
        int table = buffer.getUnsignedByte(section);
        if (table != TDT && table != TOT) {
            return Optional.empty();
        }
        try {
            LocalDate day =
                    LocalDate.EPOCH.with(JulianFields.MODIFIED_JULIAN_DAY, buffer.getUnsignedShort(section + 3));
            LocalTime time =
                    LocalTime.of(digits(buffer, section + 5), digits(buffer, section + 6), digits(buffer, section + 7));
            return Optional.of(day.atTime(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private static int digits(ByteBuf buffer, int at) {
        int coded = buffer.getUnsignedByte(at);
        return (coded >> 4) * 10 + (coded & 0x0f);
    }
}
