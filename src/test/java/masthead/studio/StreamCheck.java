package masthead.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at any transport stream as a strict receiver does: whole packets, continuity counters, PCR and DTS that go on
 * without a jump (ISO/IEC 13818-1, 2.4.3 and D.0.9: a PCR at least every 100 ms). Not thread-safe.
 */
public final class StreamCheck {
    private static final int MAX_FAULTS = 100;
    private static final long RANGE = 1L << 33;
    private static final long MAX_PCR_STEP = 90_000 / 10;
    private static final long MAX_DTS_STEP = 90_000 / 2;

    private final byte[] packet = new byte[188];
    private int held;
    private long packets;
    private long nulls;
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> counters = new TreeMap<>();
    private final Map<Integer, Long> dts = new TreeMap<>();
    private final Map<Integer, Long> pcr = new TreeMap<>();
    private final Map<Integer, Long> firstDts = new TreeMap<>();
    private final Map<Integer, Long> units = new LinkedHashMap<>();

    /** Takes the next bytes of the stream, in pieces of any size. */
    public StreamCheck take(byte[] bytes, int from, int count) {
        int at = from;
        while (at < from + count) {
            int part = Math.min(188 - held, from + count - at);
            System.arraycopy(bytes, at, packet, held, part);
            held += part;
            at += part;
            if (held == 188) {
                held = 0;
                look();
            }
        }
        return this;
    }

    /** Takes all of {@code bytes}. */
    public StreamCheck take(byte[] bytes) {
        return take(bytes, 0, bytes.length);
    }

    /** What was wrong so far, the first hundred faults. */
    public List<String> faults() {
        return Collections.unmodifiableList(faults);
    }

    public long packets() {
        return packets;
    }

    /** How many null packets came. */
    public long nulls() {
        return nulls;
    }

    /** The PIDs seen, but for null packets. */
    public Set<Integer> pids() {
        return Collections.unmodifiableSet(counters.keySet());
    }

    /** How many PES packets with a timestamp began on this PID. */
    public long units(int pid) {
        return units.getOrDefault(pid, 0L);
    }

    /** From the first to the last DTS of this PID, in 90 kHz. */
    public long span(int pid) {
        return Math.floorMod(dts.getOrDefault(pid, 0L) - firstDts.getOrDefault(pid, 0L), RANGE);
    }

    private void look() {
        packets++;
        if (packet[0] != 0x47) {
            fault("no sync byte");
            return;
        }
        int pid = (packet[1] & 0x1f) << 8 | (packet[2] & 0xff);
        if (pid == 0x1fff) {
            nulls++;
            return;
        }
        boolean payload = (packet[3] & 0x10) != 0;
        boolean adaptation = (packet[3] & 0x20) != 0;
        int counter = packet[3] & 0x0f;
        Integer last = counters.put(pid, counter);
        if (last != null && counter != (payload ? (last + 1 & 0x0f) : last)) {
            fault("PID " + pid + ": counter " + counter + " after " + last);
        }
        int start = 4;
        if (adaptation) {
            int length = packet[4] & 0xff;
            start = 5 + length;
            if (length >= 7 && (packet[5] & 0x10) != 0) {
                step(pcr, pid, readPcr(), MAX_PCR_STEP, "PCR");
            }
        }
        if (payload && (packet[1] & 0x40) != 0 && start + 19 <= 188 && startsWith(start, 0, 0, 1)) {
            int flags = (packet[start + 7] & 0xc0) >> 6;
            if (flags >= 2) {
                long stamp = readStamp(flags == 3 ? start + 14 : start + 9);
                firstDts.putIfAbsent(pid, stamp);
                units.merge(pid, 1L, Long::sum);
                step(dts, pid, stamp, MAX_DTS_STEP, "DTS");
            }
        }
    }

    private void step(Map<Integer, Long> clocks, int pid, long now, long most, String clock) {
        Long last = clocks.put(pid, now);
        long step = last == null ? 1 : Math.floorMod(now - last, RANGE);
        if (step == 0 || step > most) {
            fault("PID " + pid + ": " + clock + " " + now + " after " + last);
        }
    }

    private boolean startsWith(int at, int... bytes) {
        return Arrays.equals(bytes, new int[] {packet[at] & 0xff, packet[at + 1] & 0xff, packet[at + 2] & 0xff});
    }

    private long readPcr() {
        long high =
                (packet[6] & 0xffL) << 24 | (packet[7] & 0xffL) << 16 | (packet[8] & 0xffL) << 8 | (packet[9] & 0xffL);
        return high << 1 | (packet[10] & 0x80L) >> 7;
    }

    private long readStamp(int at) {
        long high = (packet[at] & 0x0eL) >> 1;
        long middle = ((packet[at + 1] & 0xffL) << 8 | (packet[at + 2] & 0xffL)) >> 1;
        long low = ((packet[at + 3] & 0xffL) << 8 | (packet[at + 4] & 0xffL)) >> 1;
        return high << 30 | middle << 15 | low;
    }

    private void fault(String what) {
        if (faults.size() < MAX_FAULTS) {
            faults.add("packet " + (packets - 1) + ": " + what);
        }
    }
}
