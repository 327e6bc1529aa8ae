package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The video and audio streams of a programme: whether they come, and how often. Not safe between threads. */
final class Tracks {
    /** A programme names at most as many streams as fit its PMT; more than these nobody watches. */
    private static final int MOST = 16;

    private static final long ABSENT_NANOS = 5 * StreamClock.SECOND;
    /** TR 101 290, 5.2.2. */
    private static final long PTS_NANOS = 700 * StreamClock.MILLI;

    private final int[] pids = new int[MOST];
    private final boolean[] audio = new boolean[MOST];
    private final PerSecond[] units = new PerSecond[MOST];
    private final Recurring[] presence = new Recurring[MOST];
    private final Recurring[] stamps = new Recurring[MOST];
    private int count;
    private boolean heard;
    private long heardNanos;

    Tracks() {
        for (int index = 0; index < MOST; index++) {
            units[index] = new PerSecond(Monitor.RECENT_SECONDS);
            presence[index] = new Recurring(ABSENT_NANOS);
            stamps[index] = new Recurring(PTS_NANOS);
        }
    }

    void reset() {
        count = 0;
        heard = false;
    }

    /** Another PMT: what is known of streams that stay is kept. */
    void adopt(ProgramMap map, long streamNanos) {
        boolean[] kept = new boolean[MOST];
        List<ProgramMap.Stream> fresh = new ArrayList<>();
        for (ProgramMap.Stream each : map.streams()) {
            int slot = slot(each.pid());
            if (slot >= 0 && audio[slot] == each.audio()) {
                kept[slot] = true;
            } else if (each.audio() || each.type().video()) {
                fresh.add(each);
            }
        }
        for (int slot = count - 1; slot >= 0; slot--) {
            if (!kept[slot]) {
                remove(slot);
            }
        }
        for (ProgramMap.Stream each : fresh) {
            if (count < MOST && slot(each.pid()) < 0) {
                add(each, streamNanos);
            }
        }
        if (map.streams().stream().noneMatch(ProgramMap.Stream::audio)) {
            heard = false;
        }
    }

    private void add(ProgramMap.Stream stream, long streamNanos) {
        pids[count] = stream.pid();
        audio[count] = stream.audio();
        units[count].clear();
        stamps[count].reset();
        presence[count].reset();
        presence[count].expect(streamNanos);
        count++;
    }

    private void remove(int slot) {
        count--;
        swap(pids, slot, count);
        boolean sound = audio[slot];
        audio[slot] = audio[count];
        audio[count] = sound;
        swap(units, slot, count);
        swap(presence, slot, count);
        swap(stamps, slot, count);
    }

    private static void swap(int[] array, int one, int other) {
        int kept = array[one];
        array[one] = array[other];
        array[other] = kept;
    }

    private static <T> void swap(T[] array, int one, int other) {
        T kept = array[one];
        array[one] = array[other];
        array[other] = kept;
    }

    private int slot(int pid) {
        for (int slot = 0; slot < count; slot++) {
            if (pids[slot] == pid) {
                return slot;
            }
        }
        return -1;
    }

    int size() {
        return count;
    }

    int pid(int slot) {
        return pids[slot];
    }

    void present(int slot) {
        presence[slot].came();
    }

    /** A packet with payload_unit_start_indicator, not scrambled. */
    void unit(ByteBuf bytes, int at, int pid, long streamNanos) {
        int slot = slot(pid);
        int pes = Packet.payload(bytes, at);
        // packet_start_code_prefix, stream_id, length, marks, flags (2.4.3.7)
        if (slot < 0 || pes + 9 > at + Packet.SIZE || bytes.getUnsignedMedium(pes) != 1) {
            return;
        }
        units[slot].add(1);
        if ((bytes.getByte(pes + 7) & 0x80) != 0) {
            stamps[slot].came();
        }
        if (audio[slot]) {
            heard = true;
            heardNanos = streamNanos;
        }
    }

    void check(long streamNanos, ErrorCounts errors) {
        for (int slot = 0; slot < count; slot++) {
            if (presence[slot].overdue(streamNanos)) {
                errors.count(Indicator.PID_ERROR);
            }
            if (stamps[slot].overdue(streamNanos)) {
                errors.count(Indicator.PTS_ERROR);
            }
        }
    }

    void roll() {
        for (int slot = 0; slot < count; slot++) {
            units[slot].roll();
        }
    }

    List<Health.Audio> audio(int seconds) {
        List<Health.Audio> all = new ArrayList<>();
        for (int slot = 0; slot < count; slot++) {
            if (audio[slot]) {
                all.add(new Health.Audio(pids[slot], (double) units[slot].complete(seconds) / Math.max(1, seconds)));
            }
        }
        return all;
    }

    /** How long no audio stream has had a PES packet; empty if none ever had. */
    Optional<Long> silentNanos(long streamNanos) {
        return heard ? Optional.of(streamNanos - heardNanos) : Optional.empty();
    }
}
