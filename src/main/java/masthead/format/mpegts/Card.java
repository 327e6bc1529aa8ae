package masthead.format.mpegts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A short transport stream that is to be looped, taken apart once: what to send, in which order, when, and which fields
 * change from round to round. Immutable.
 *
 * <p>PAT and PMT are repeated before every key frame, so that whoever joins there has them at once.
 */
final class Card {
    static final int PCR_HZ = 27_000_000;
    /** PTS, DTS and the PCR's base count in 90 kHz, the PCR in 300 times that (ISO/IEC 13818-1, 2.4.2.1). */
    static final int PCR_PER_PTS = 300;

    static final int NULL_PID = 0x1fff;
    private static final int SIZE = 188;
    private static final long PTS_RANGE = 1L << 33;

    /** One step of a round. Offsets are from the packet's first byte; 0 where the packet has no such field. */
    record Step(int at, int pid, boolean counted, int pcrAt, int ptsAt, int dtsAt, boolean keyFrame) {}

    private final byte[] bytes;
    private final Step[] steps;
    /** When each step is due, in 27 MHz since the start of the round. */
    private final long[] dues;

    private final long duration;
    private final int pmtPid;

    /** @throws IllegalArgumentException if the bytes are no whole packets, or have no PCR or no timestamps to tell their length */
    Card(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % SIZE != 0) {
            throw new IllegalArgumentException("a card is made of whole packets of 188 bytes");
        }
        this.bytes = bytes.clone();
        List<Step> packets = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += SIZE) {
            packets.add(step(at));
        }
        int clockPid = packets.stream()
                .filter(each -> each.pcrAt > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the card has no PCR"))
                .pid;
        this.duration = duration(packets, clockPid);
        this.pmtPid = packets.stream()
                .filter(each -> each.pid == 0)
                .findFirst()
                .map(this::pmtPid)
                .orElse(NULL_PID);
        this.steps = withTables(packets, pmtPid).toArray(Step[]::new);
        this.dues = dues(clockPid);
    }

    int size() {
        return steps.length;
    }

    Step step(long index) {
        return steps[(int) index];
    }

    /** When a step is due, in 27 MHz since the start of the round. */
    long due(int index) {
        return dues[index];
    }

    /** How long a round is, in 27 MHz. */
    long duration() {
        return duration;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The step to start with, to begin at the last key frame due by {@code clock}. */
    int entry(long clock) {
        int entry = 0;
        for (int index = 0; index < steps.length && dues[index] <= clock; index++) {
            if (steps[index].keyFrame) {
                entry = index;
            }
        }
        // The tables that stand before it.
        while (entry > 0 && isTable(steps[entry - 1])) {
            entry--;
        }
        return entry;
    }

    private Step step(int at) {
        if (bytes[at] != 0x47) {
            throw new IllegalArgumentException("no packet at " + at);
        }
        int pid = (bytes[at + 1] & 0x1f) << 8 | (bytes[at + 2] & 0xff);
        boolean unitStart = (bytes[at + 1] & 0x40) != 0;
        boolean payload = (bytes[at + 3] & 0x10) != 0;
        boolean adaptation = (bytes[at + 3] & 0x20) != 0;
        int adaptationLength = adaptation ? bytes[at + 4] & 0xff : 0;
        boolean pcr = adaptationLength >= 7 && (bytes[at + 5] & 0x10) != 0;
        boolean keyFrame = adaptationLength > 0 && (bytes[at + 5] & 0x40) != 0;
        int pes = adaptation ? 5 + adaptationLength : 4;
        int stamps = unitStart && payload ? stamps(at, pes) : 0;
        return new Step(
                at,
                pid,
                payload && pid != NULL_PID,
                pcr ? 6 : 0,
                stamps >= 2 ? pes + 9 : 0,
                stamps == 3 ? pes + 14 : 0,
                keyFrame && pcr);
    }

    /** PTS_DTS_flags of a PES packet that starts here (2.4.3.7): 2 for a PTS, 3 for both; 0 if none starts here. */
    private int stamps(int at, int pes) {
        if (pes + 19 > SIZE
                || bytes[at + pes] != 0
                || bytes[at + pes + 1] != 0
                || bytes[at + pes + 2] != 1
                || (bytes[at + pes + 6] & 0xc0) != 0x80) {
            return 0;
        }
        return (bytes[at + pes + 7] & 0xc0) >> 6;
    }

    /** The span of the pictures: from the first to the last, and one picture more. */
    private long duration(List<Step> packets, int clockPid) {
        long[] stamps = packets.stream()
                .filter(each -> each.pid == clockPid && each.ptsAt > 0)
                .mapToLong(each -> readStamp(bytes, each.at + each.ptsAt))
                .toArray();
        if (stamps.length < 2) {
            throw new IllegalArgumentException("the card has no timestamps");
        }
        // A card may lie across the wrap of the clock: count from half a clock before its first picture.
        long origin = stamps[0] - PTS_RANGE / 2;
        long[] sorted = Arrays.stream(stamps)
                .map(each -> Math.floorMod(each - origin, PTS_RANGE))
                .sorted()
                .toArray();
        long picture = Long.MAX_VALUE;
        for (int index = 1; index < sorted.length; index++) {
            long step = sorted[index] - sorted[index - 1];
            picture = step > 0 ? Math.min(picture, step) : picture;
        }
        long span = sorted[sorted.length - 1] - sorted[0];
        if (span == 0 || span > PTS_RANGE / 4) {
            throw new IllegalArgumentException("the card's timestamps do not tell its length");
        }
        return (span + picture) * PCR_PER_PTS;
    }

    private List<Step> withTables(List<Step> packets, int pmtPid) {
        List<Step> tables = new ArrayList<>();
        packets.stream().filter(each -> each.pid == 0).findFirst().ifPresent(tables::add);
        packets.stream().filter(each -> each.pid == pmtPid).findFirst().ifPresent(tables::add);
        List<Step> round = new ArrayList<>();
        for (Step each : packets) {
            int size = round.size();
            boolean tablesBefore = size >= 2 && round.get(size - 2).pid == 0 && round.get(size - 1).pid == pmtPid;
            if (each.keyFrame && !tablesBefore) {
                round.addAll(tables);
            }
            round.add(each);
        }
        return round;
    }

    /** The PID of the first programme's PMT, from a PAT (2.4.4.3). */
    private int pmtPid(Step pat) {
        boolean adaptation = (bytes[pat.at + 3] & 0x20) != 0;
        int payload = adaptation ? 5 + (bytes[pat.at + 4] & 0xff) : 4;
        int entry = payload < SIZE ? payload + 1 + (bytes[pat.at + payload] & 0xff) + 8 : SIZE;
        if (entry + 4 > SIZE) {
            return NULL_PID;
        }
        return (bytes[pat.at + entry + 2] & 0x1f) << 8 | (bytes[pat.at + entry + 3] & 0xff);
    }

    private boolean isTable(Step step) {
        return step.pid == 0 || (step.pid == pmtPid && pmtPid != NULL_PID);
    }

    /** Between two PCRs packets are due evenly; those behind the last are due before the first one of the next round. */
    private long[] dues(int clockPid) {
        long[] due = new long[steps.length];
        long first = -1;
        int lastIndex = 0;
        long last = 0;
        for (int index = 0; index < steps.length; index++) {
            Step step = steps[index];
            if (step.pcrAt == 0 || step.pid != clockPid) {
                continue;
            }
            long clock = readPcr(bytes, step.at + step.pcrAt);
            first = first < 0 ? clock : first;
            long now = Math.floorMod(clock - first, PTS_RANGE * PCR_PER_PTS);
            if (now < last || now >= duration) {
                throw new IllegalArgumentException("the card's PCR does not grow within its length");
            }
            spread(due, lastIndex, index, last, now);
            lastIndex = index;
            last = now;
        }
        spread(due, lastIndex, steps.length, last, duration);
        return due;
    }

    private static void spread(long[] due, int from, int to, long fromDue, long toDue) {
        for (int index = from; index < to; index++) {
            due[index] = fromDue + (toDue - fromDue) * (index - from) / (to - from);
        }
    }

    private static long readPcr(byte[] from, int at) {
        long base = (from[at] & 0xffL) << 25
                | (from[at + 1] & 0xffL) << 17
                | (from[at + 2] & 0xffL) << 9
                | (from[at + 3] & 0xffL) << 1
                | (from[at + 4] & 0x80L) >> 7;
        return base * PCR_PER_PTS + ((from[at + 4] & 1) << 8 | (from[at + 5] & 0xff));
    }

    private static long readStamp(byte[] from, int at) {
        return (from[at] & 0x0eL) << 29
                | (from[at + 1] & 0xffL) << 22
                | (from[at + 2] & 0xfeL) << 14
                | (from[at + 3] & 0xffL) << 7
                | (from[at + 4] & 0xfeL) >> 1;
    }
}
