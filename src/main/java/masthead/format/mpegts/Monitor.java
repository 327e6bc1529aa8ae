package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a transport stream packet by packet, without decoding it, for what ETSI TR 101 290 calls errors.
 *
 * <p>Nearly every packet only carries on its PID: one word of header and one of state, in which lie its last counter and marks,
 * tell so, and nothing more is looked at. Tables, clocks, starts of units and whatever is unusual take the longer way. Only the
 * first programme is watched. Constant memory, about 40 KiB; nothing is allocated per packet. Not safe between threads.
 */
public final class Monitor {
    /** What "recent" is in a {@link Health}. */
    public static final int RECENT_SECONDS = 10;

    /** How far the history of the bitrate goes back. */
    public static final int HISTORY_SECONDS = 60;

    private static final int CAT_PID = 1;
    private static final long SECOND = StreamClock.SECOND;
    /** A longer time without packets is silence, in which nothing is missed. */
    private static final long LONGEST_GAP = SECOND / 2;
    /** TR 101 290, 5.2.1. */
    private static final long TABLE_NANOS = 500 * StreamClock.MILLI;

    // The header's word (ISO/IEC 13818-1, 2.4.3.2).
    private static final int DAMAGED = 0x800000;
    private static final int UNIT_START = 0x400000;
    private static final int SCRAMBLED = 0xc0;
    private static final int ADAPTATION = 0x20;
    private static final int PAYLOAD = 0x10;
    private static final int COUNTER = 0x0f;

    // A PID's word: the last counter and these.
    private static final int SEEN = 0x10;
    private static final int TWICE = 0x20;
    private static final int CAME = 0x40;
    private static final int TABLE = 0x80;
    private static final int LEAD_BIT = 8;
    private static final int LEAD = 1 << LEAD_BIT;

    private final char[] pids = new char[8192];
    private final ProgramTables tables = new ProgramTables();
    private final ErrorCounts errors = new ErrorCounts();
    private final StreamClock clock = new StreamClock(errors);
    private final Tracks tracks = new Tracks();
    private final Repetition repetition = new Repetition();
    private final Recurring pat = new Recurring(TABLE_NANOS);
    private final Recurring pmt = new Recurring(TABLE_NANOS);
    private final PerSecond packets = new PerSecond(HISTORY_SECONDS);
    private final PerSecond nulls = new PerSecond(RECENT_SECONDS);
    private final PerSecond scrambled = new PerSecond(RECENT_SECONDS);

    private final PerSecond streamMillis = new PerSecond(HISTORY_SECONDS);

    private @Nullable ProgramMap map;
    private int pmtPid = -1;
    private int leadPackets;
    private boolean begun;
    private long lastNanos;
    private long secondNanos;
    private int seconds;
    private long secondStreamNanos;
    private int secondsWithoutCat;
    private long packetsAtLoss = -1;
    private boolean lossTold;

    /**
     * Looks at the packet whose 188 bytes begin at {@code at}; the buffer stays the caller's and as it is.
     *
     * @param nowNanos when it arrived, by a clock that does not go back; the same for all that arrived together
     */
    public void packet(ByteBuf bytes, int at, long nowNanos) {
        if (nowNanos != lastNanos || !begun) {
            arrive(nowNanos);
        }
        packets.add(1);
        int header = bytes.getInt(at);
        int pid = (header >>> 8) & 0x1fff;
        int state = pids[pid];
        leadPackets += (state >>> LEAD_BIT) & 1;
        boolean plain = (header & (DAMAGED | UNIT_START | SCRAMBLED | ADAPTATION | PAYLOAD)) == PAYLOAD;
        if (plain && (state & (SEEN | TABLE)) == SEEN && ((state + 1 - header) & COUNTER) == 0) {
            pids[pid] = (char) ((state & ~(COUNTER | TWICE)) | (header & COUNTER) | CAME);
        } else if (pid == Packet.NULL_PID) {
            nulls.add(1);
        } else {
            closely(bytes, at, header);
        }
    }

    /** Takes note of bytes that were not packets, between the last packet and the next; a long stretch may come in parts. */
    public void lostSync(int skippedBytes) {
        boolean goesOn = packetsAtLoss == packets.total();
        if (!goesOn && (skippedBytes == Packet.SIZE || skippedBytes == 2 * Packet.SIZE)) {
            // Whoever looks for two sync bytes in a row skips the good packet before a damaged one as well.
            errors.count(Indicator.SYNC_BYTE_ERROR);
            lossTold = false;
        } else if (!goesOn || !lossTold) {
            errors.count(Indicator.TS_SYNC_LOSS);
            lossTold = true;
        }
        packetsAtLoss = packets.total();
    }

    /** Another signal begins: what is known of this one is forgotten, except totals and the history of the bitrate. */
    public void restart() {
        Arrays.fill(pids, (char) 0);
        tables.reset();
        errors.clear();
        clock.reset();
        tracks.reset();
        repetition.reset();
        pat.reset();
        pmt.reset();
        nulls.clear();
        scrambled.clear();
        streamMillis.clear();
        map = null;
        pmtPid = -1;
        leadPackets = 0;
        seconds = 0;
        secondsWithoutCat = 0;
        packetsAtLoss = -1;
        begun = false;
    }

    /** Two pieces of one signal join here, as segments of HLS do: every counter may begin anew. */
    public void seam() {
        for (int pid = 0; pid < pids.length; pid++) {
            pids[pid] &= (char) ~SEEN;
        }
        clock.allowJump();
    }

    /** How the stream does; cheap enough for once a second. */
    public Health read(long nowNanos) {
        if (begun) {
            roll(nowNanos);
        }
        int whole = Math.min(seconds, RECENT_SECONDS);
        return new Health(
                Duration.ofSeconds(seconds),
                errors.look(),
                traffic(whole),
                new Health.Clock(
                        clock.known(),
                        Duration.ofNanos(clock.stuckNanos()),
                        Duration.ofNanos(clock.jitterNanos()),
                        pace()),
                tracks.audio(whole),
                tracks.silentNanos(clock.nanos()).map(Duration::ofNanos),
                repetition.look(),
                codecs());
    }

    private List<Codec> codecs() {
        return map == null
                ? List.of()
                : map.streams().stream()
                        .flatMap(each -> Codec.of(each).stream())
                        .distinct()
                        .toList();
    }

    private double pace() {
        int whole = Math.min(seconds, HISTORY_SECONDS);
        return whole == 0 ? 1 : streamMillis.complete(whole) / (whole * 1000.0);
    }

    private Health.Traffic traffic(int whole) {
        List<Long> history = new ArrayList<>(HISTORY_SECONDS);
        for (int back = HISTORY_SECONDS; back > 0; back--) {
            history.add(packets.at(back) * 8L * Packet.SIZE);
        }
        long all = packets.complete(whole);
        long empty = nulls.complete(whole);
        // A source that sends a segment at once and then nothing for long has the bitrate it has while it plays.
        long millis = streamMillis.complete(whole);
        long content = (all - empty) * 8 * Packet.SIZE * 1000 / (millis >= 1000 ? millis : Math.max(1, whole) * 1000L);
        long recent = all + packets.current();
        long recentNulls = empty + nulls.current();
        long recentScrambled = (long) scrambled.complete(whole) + scrambled.current();
        return new Health.Traffic(
                history, content, share(recentNulls, recent), share(recentScrambled, recent - recentNulls));
    }

    private static double share(long part, long whole) {
        return whole <= 0 ? 0 : (double) part / whole;
    }

    private void arrive(long nowNanos) {
        if (!begun) {
            begun = true;
            secondNanos = nowNanos;
            lastNanos = nowNanos;
            secondStreamNanos = clock.nanos();
            pat.expect(clock.nanos());
        }
        long gap = nowNanos - lastNanos;
        lastNanos = nowNanos;
        if (gap > 0 && gap <= LONGEST_GAP) {
            long before = clock.nanos();
            clock.waited(gap);
            if (clock.nanos() != before) {
                check();
            }
        }
        roll(nowNanos);
    }

    private void roll(long nowNanos) {
        long over = (nowNanos - secondNanos) / SECOND;
        if (over <= 0) {
            return;
        }
        secondNanos += over * SECOND;
        seconds += (int) Math.min(over, Integer.MAX_VALUE - seconds);
        for (long each = Math.min(over, HISTORY_SECONDS + 1); each > 0; each--) {
            secondOver();
        }
    }

    private void secondOver() {
        boolean secret = scrambled.current() > 0;
        if (secret && seconds > 2 && secondsWithoutCat >= RECENT_SECONDS) {
            errors.count(Indicator.CAT_ERROR);
        }
        secondsWithoutCat = Math.min(RECENT_SECONDS, secondsWithoutCat + 1);
        if (packets.current() == 0 && packetsAtLoss == packets.total()) {
            errors.count(Indicator.TS_SYNC_LOSS); // still no packet
        }
        streamMillis.add((int) ((clock.nanos() - secondStreamNanos) / StreamClock.MILLI));
        secondStreamNanos = clock.nanos();
        streamMillis.roll();
        packets.roll();
        nulls.roll();
        scrambled.roll();
        errors.roll();
        tracks.roll();
        clock.roll();
    }

    /** A packet that is not like the one before it on its PID. */
    private void closely(ByteBuf bytes, int at, int header) {
        int pid = (header >>> 8) & 0x1fff;
        if ((header & DAMAGED) != 0) {
            // Nothing else it says is to be believed, its counter included (TR 101 290, 5.2.2).
            errors.count(Indicator.TRANSPORT_ERROR);
            pids[pid] &= (char) ~SEEN;
            return;
        }
        int length = (header & ADAPTATION) != 0 ? bytes.getUnsignedByte(at + 4) : 0;
        int flags = length > 0 ? bytes.getUnsignedByte(at + 5) : 0;
        boolean jump = (flags & 0x80) != 0;
        boolean again = carriesOn(pid, header, jump);
        if ((header & SCRAMBLED) != 0) {
            hidden(pid);
        }
        if (map != null && pid == map.pcrPid()) {
            time(bytes, at, jump, length >= 7 && (flags & 0x10) != 0);
        }
        if (!again && (header & SCRAMBLED) == 0) {
            payload(bytes, at, pid, (header & UNIT_START) != 0);
        }
    }

    /** Counts a jump of the counter (2.4.3.3); whether this is the packet before once more, which is allowed. */
    private boolean carriesOn(int pid, int header, boolean jump) {
        int state = pids[pid];
        int counter = header & COUNTER;
        boolean same = counter == (state & COUNTER);
        boolean compared = (state & SEEN) != 0 && !jump;
        boolean again = false;
        if (compared && (header & PAYLOAD) != 0) {
            again = same && (state & TWICE) == 0;
            if (!again && ((state + 1 - counter) & COUNTER) != 0) {
                errors.count(Indicator.CONTINUITY_COUNT_ERROR);
            }
        } else if (compared && !same) {
            errors.count(Indicator.CONTINUITY_COUNT_ERROR);
        }
        pids[pid] = (char) ((state & ~(COUNTER | TWICE)) | counter | SEEN | CAME | (again ? TWICE : 0));
        return again;
    }

    private void hidden(int pid) {
        scrambled.add(1);
        if (pid == Packet.PAT_PID) {
            errors.count(Indicator.PAT_ERROR_2);
        } else if (pid == pmtPid) {
            errors.count(Indicator.PMT_ERROR_2);
        }
    }

    private void time(ByteBuf bytes, int at, boolean jump, boolean pcr) {
        if (jump) {
            clock.allowJump();
        }
        if (pcr) {
            long base = (bytes.getUnsignedInt(at + 6) << 1) | (bytes.getUnsignedByte(at + 10) >> 7);
            clock.tick(base * 300 + (bytes.getUnsignedShort(at + 10) & 0x1ff), lastNanos);
            check();
        }
    }

    private void payload(ByteBuf bytes, int at, int pid, boolean unitStart) {
        if (tables.isTable(pid)) {
            table(bytes, at, pid);
        } else if (!unitStart) {
            return;
        } else if (pid == CAT_PID) {
            if (ProgramTables.tableId(bytes, at) == 1) {
                secondsWithoutCat = 0;
            }
        } else if (map != null) {
            if (pid == map.leadPid() && map.leadType().video()) {
                picture(bytes, at, map.leadType());
            }
            tracks.unit(bytes, at, pid, clock.nanos());
        }
    }

    private void picture(ByteBuf bytes, int at, StreamType type) {
        repetition.picture(leadPackets - 1); // this packet is already the next one's
        leadPackets = 1;
        if (RandomAccess.at(bytes, at, type)) {
            repetition.key(clock.nanos());
        }
    }

    private void table(ByteBuf bytes, int at, int pid) {
        int tableId = ProgramTables.tableId(bytes, at);
        if (pid == Packet.PAT_PID && tableId == 0) {
            pat.came();
        } else if (pid == Packet.PAT_PID && tableId > 0) {
            errors.count(Indicator.PAT_ERROR_2);
        } else if (pid != Packet.PAT_PID && tableId == 2) {
            pmt.came();
        }
        long damaged = tables.damaged();
        tables.read(bytes, at);
        if (tables.damaged() != damaged) {
            errors.count(Indicator.CRC_ERROR);
        }
        if (tables.pmtPid() != pmtPid) {
            mark(pmtPid, 0, TABLE);
            pmtPid = tables.pmtPid();
            mark(pmtPid, TABLE, 0);
            pmt.reset();
            pmt.expect(clock.nanos());
        }
        tables.map().filter(read -> !read.equals(map)).ifPresent(this::adopt);
    }

    private void adopt(ProgramMap read) {
        if (map == null || map.pcrPid() != read.pcrPid()) {
            clock.moved(read.pcrPid() != Packet.NULL_PID);
        }
        if (map == null || map.leadPid() != read.leadPid()) {
            mark(map == null ? -1 : map.leadPid(), 0, LEAD);
            mark(read.leadPid(), LEAD, 0);
            repetition.reset();
            leadPackets = 0;
        }
        map = read;
        tracks.adopt(read, clock.nanos());
    }

    private void mark(int pid, int on, int off) {
        if (pid >= 0) {
            pids[pid] = (char) ((pids[pid] & ~off) | on);
        }
    }

    /** The stream's time went on: is anything overdue? */
    private void check() {
        long now = clock.nanos();
        if (pat.overdue(now)) {
            errors.count(Indicator.PAT_ERROR_2);
        }
        if (pmt.overdue(now)) {
            errors.count(Indicator.PMT_ERROR_2);
        }
        for (int slot = 0; slot < tracks.size(); slot++) {
            int pid = tracks.pid(slot);
            if ((pids[pid] & CAME) != 0) {
                tracks.present(slot);
                pids[pid] &= (char) ~CAME;
            }
        }
        tracks.check(now, errors);
    }
}
