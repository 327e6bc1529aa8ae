package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the signals of one channel so that a decoder takes them for one stream.
 *
 * <p>The first signal goes through as it came. Those after it go on where the one before ended: continuity counters, PCR, PTS
 * and DTS continue; streams of the same kind keep their PIDs, others get new ones; PAT and PMT say so, with a new version
 * where they differ (ISO/IEC 13818-1, 2.4.3 and 2.4.4). Left out are: pictures that refer to some before the first key frame;
 * sound that was already heard; packets of other programmes. Where sound is missing, silent frames are put in (AAC only).
 *
 * <p>What goes out goes out without a hole: no time is left for a pause between two signals. Players would stumble over it
 * (Media Source Extensions play no hole), and they have paused already.
 *
 * <p>Packets are changed where they lie. Not safe between threads.
 */
public final class Splicer {
    private static final int PIDS = 8192;
    private static final int OWN_PIDS = 0x20;
    private static final int MOST_TRACKS = 64;
    private static final byte UNSET = 16;
    private static final long LONGEST_PCR_SPAN = 90_000 / 10;
    private static final long LONGEST_OVERLAP = 10 * 90_000;
    private static final long LONGEST_SQUEEZE = 90_000;
    /** Sound that begins as little before the end of what was heard is no echo, but rounding. */
    private static final long ROUNDING = 90_000 / 100;

    private static final byte[] NONE = {};
    /** A decoder gets a picture at least this long before it is due. */
    private static final long LEAST_DELAY = 90_000 / 10;

    private final ProgramTables tables;
    /** By PID as it goes out: the last counter; -1 before the first. */
    private final byte[] counters = new byte[PIDS];
    /** By PID as it comes in: what is added to its counters. */
    private final byte[] shifts = new byte[PIDS];
    /** By PID as it comes in: which track, or -1. */
    private final byte[] trackOf = new byte[PIDS];

    private final List<Track> tracks = new ArrayList<>();
    private @Nullable OutTables out;
    private @Nullable ProgramMap known;
    private int revision;
    private @Nullable Track lead;
    private boolean begun;
    private int pcrPid = -1;
    private long pcr = -1;
    private long pcrBefore = -1;
    private long pcrSpan = LONGEST_PCR_SPAN / 3;
    private long seenPcr = -1;
    private long ticks;
    private long pcrTicks;
    private boolean pcrJumps;
    private int pmtIndex;
    private long keyShown = -1;
    private boolean leading;
    /** By track: it takes part since the last splice; and whether the unit under way does. */
    private long joined;

    private long dropping;
    private byte[] silence = NONE;
    /** By track: its units are decoded in turn by their own stamps. */
    private long inTurn;

    /** @param tables of the signal that comes in; read before a packet is given here, reset when another signal begins */
    public Splicer(ProgramTables tables) {
        this.tables = tables;
        Arrays.fill(counters, (byte) -1);
        Arrays.fill(trackOf, (byte) -1);
    }

    /** Whether packets are changed: from the second signal on. */
    public boolean splices() {
        return out != null;
    }

    /** Looks at a packet that does not go out, because its signal has not begun. */
    public void pass(ByteBuf buffer, int at) {
        int clock = Stamps.pcrAt(buffer, at);
        Optional<ProgramMap> map = tables.map();
        if (clock >= 0 && map.isPresent() && map.get().pcrPid() == Packet.pid(buffer, at)) {
            seenPcr = Stamps.pcr(buffer, clock);
        }
    }

    /** The signal ends; to be called before its tables are reset. */
    public void end() {
        if (out == null && begun && tables.map().isPresent()) {
            out = new OutTables(tables);
        }
        known = null;
        seenPcr = -1;
    }

    /** A signal begins, with the key frame at {@code at}; its tables have been read where it has any. */
    public void begin(ByteBuf buffer, int at) {
        begun = true;
        joined = 0;
        dropping = 0;
        inTurn = 0;
        pmtIndex = 0;
        Arrays.fill(shifts, UNSET);
        Arrays.fill(trackOf, (byte) -1);
        Track before = lead;
        lead = null;
        follow();
        if (out != null && before != null) {
            align(buffer, at, before);
        }
    }

    /** Follows the tables of the signal, when they change. */
    private void follow() {
        Optional<ProgramMap> map = tables.map();
        if (map.isEmpty() || (known != null && revision == tables.revision())) {
            return;
        }
        revision = tables.revision();
        known = map.get();
        byte[] trackBefore = trackOf.clone();
        Arrays.fill(trackOf, (byte) -1);
        long taken = 0;
        for (ProgramMap.Stream stream : known.streams()) {
            int index = out == null ? plainTrack(stream) : trackFor(stream, taken);
            if (index >= 0) {
                taken |= 1L << index;
                trackOf[stream.pid()] = (byte) index;
            }
            if (trackBefore[stream.pid()] != index) {
                shifts[stream.pid()] = UNSET;
            }
        }
        pcrPid = known.pcrPid();
        lead = track(known.leadPid());
        if (out != null) {
            out.take(tables.section(), this::pidOut);
        }
    }

    private int plainTrack(ProgramMap.Stream stream) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).pid == stream.pid() && tracks.get(i).kind == stream.kind()) {
                return i;
            }
        }
        return add(new Track(stream.pid(), stream.kind(), stream.type().video()));
    }

    /** The first track of the stream's kind that is free; else a new one. */
    private int trackFor(ProgramMap.Stream stream, long taken) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).kind == stream.kind() && (taken & (1L << i)) == 0) {
                return i;
            }
        }
        int pid = stream.pid();
        while (pid < OWN_PIDS || pid >= Packet.NULL_PID || used(pid)) {
            pid = pid < OWN_PIDS || pid >= Packet.NULL_PID ? 0x100 : pid + 1;
        }
        return add(new Track(pid, stream.kind(), stream.type().video()));
    }

    private boolean used(int pid) {
        return (out != null && out.pmtPid() == pid) || tracks.stream().anyMatch(each -> each.pid == pid);
    }

    private int add(Track track) {
        if (tracks.size() == MOST_TRACKS) {
            return -1;
        }
        tracks.add(track);
        return tracks.size() - 1;
    }

    private @Nullable Track track(int pid) {
        return trackOf[pid] < 0 ? null : tracks.get(trackOf[pid]);
    }

    private int pidOut(int pid) {
        Track track = track(pid);
        if (track != null) {
            return track.pid;
        }
        return pid == pcrPid && !used(pid) ? pid : Packet.NULL_PID;
    }

    /** Finds how far this signal's clocks are to be moved. */
    private void align(ByteBuf buffer, int at, Track before) {
        int clock = Packet.pid(buffer, at) == pcrPid ? Stamps.pcrAt(buffer, at) : -1;
        long in = clock >= 0 ? Stamps.pcr(buffer, clock) : seenPcr;
        int ptsAt = Stamps.ptsAt(buffer, at);
        int dtsAt = Stamps.dtsAt(buffer, at);
        long due = pcr < 0 ? -1 : Math.floorMod(pcr + pcrSpan, Stamps.RANGE);
        boolean stamped = ptsAt >= 0 && before.started();
        leading = false;
        if (stamped) {
            long shown = Stamps.stamp(buffer, ptsAt);
            long decoded = dtsAt < 0 ? shown : Stamps.stamp(buffer, dtsAt);
            ticks = before.shownUntil() - shown; // that it is decoded after all before is seen to in goesOut
            keyShown = shown;
            leading = lead != null && lead.video;
            pcrTicks = ticks;
            if (in >= 0 && due >= 0 && Stamps.after(due, in + ticks) > 0) {
                pcrTicks = due - in; // the clock never goes back; pictures come closer to it instead
                long delay = Stamps.after(decoded + ticks, in + pcrTicks);
                ticks += Math.max(0, LEAST_DELAY - delay);
            }
        } else if (in >= 0 && due >= 0) {
            ticks = due - in;
            pcrTicks = ticks;
        }
        pcrJumps = in < 0 || due < 0 || Stamps.after(in + pcrTicks, due) > LONGEST_PCR_SPAN;
    }

    /** Takes the next packet that goes out, and changes it where that is needed. */
    public void packet(ByteBuf buffer, int at) {
        int pid = Packet.pid(buffer, at);
        if (pid == Packet.NULL_PID) {
            return;
        }
        if (tables.isTable(pid)) {
            follow();
            if (out != null) {
                table(buffer, at, pid, out);
                return;
            }
        } else if (out != null && !splice(buffer, at, pid)) {
            return;
        }
        account(buffer, at, pid);
    }

    private void table(ByteBuf buffer, int at, int pid, OutTables now) {
        if (pid == Packet.PAT_PID) {
            now.writePat(buffer, at, next(Packet.PAT_PID));
            return;
        }
        pmtIndex = Packet.unitStart(buffer, at) ? 0 : pmtIndex + 1;
        if (pmtIndex < now.pmtPackets()) {
            now.writePmt(buffer, at, pmtIndex, next(now.pmtPid()));
        } else {
            Packet.blank(buffer, at);
        }
    }

    private int next(int pid) {
        counters[pid] = (byte) ((counters[pid] + 1) & 0x0f);
        return counters[pid];
    }

    /** Puts a packet in its place; false if it does not go out. */
    private boolean splice(ByteBuf buffer, int at, int pid) {
        int target = pid < OWN_PIDS || known == null ? pid : pidOut(pid);
        if (target == Packet.NULL_PID) {
            Packet.blank(buffer, at);
            return false;
        }
        int clock = pid == pcrPid ? Stamps.pcrAt(buffer, at) : -1;
        if (clock >= 0) {
            Stamps.addToPcr(buffer, clock, pcrTicks);
            if (pcrJumps) {
                buffer.setByte(at + 5, buffer.getByte(at + 5) | 0x80); // discontinuity_indicator
                pcrJumps = false;
            }
        }
        Packet.setPid(buffer, at, target);
        int index = trackOf[pid];
        if (index >= 0 && Packet.hasPayload(buffer, at) && !goesOut(buffer, at, index)) {
            leaveOut(buffer, at, pid, target, clock >= 0);
            return false;
        }
        if (shifts[pid] == UNSET || silence.length > 0) {
            int last = counters[target];
            int want = Packet.hasPayload(buffer, at) ? last + 1 : last;
            shifts[pid] = (byte) (last < 0 ? 0 : (want - Packet.counter(buffer, at)) & 0x0f);
        }
        Packet.setCounter(buffer, at, Packet.counter(buffer, at) + shifts[pid]);
        return true;
    }

    /** Whether a unit's packet goes out; its stamps are moved. */
    private boolean goesOut(ByteBuf buffer, int at, int index) {
        long bit = 1L << index;
        if (!Packet.unitStart(buffer, at)) {
            return (joined & bit) != 0 && (dropping & bit) == 0;
        }
        int ptsAt = Stamps.ptsAt(buffer, at);
        if (ptsAt >= 0 && early(tracks.get(index), Stamps.stamp(buffer, ptsAt), (joined & bit) != 0)) {
            dropping |= bit;
            return false;
        }
        if (ptsAt >= 0 && (joined & bit) == 0) {
            Track track = tracks.get(index);
            silence = track.silenceUntil(Stamps.stamp(buffer, ptsAt) + ticks, () -> next(track.pid));
        }
        joined |= bit;
        dropping &= ~bit;
        if (ptsAt >= 0) {
            int dtsAt = Stamps.dtsAt(buffer, at);
            Stamps.addToStamp(buffer, ptsAt, ticks);
            if (dtsAt >= 0) {
                Stamps.addToStamp(buffer, dtsAt, ticks);
                decodeInTurn(buffer, dtsAt, index);
            }
        }
        return true;
    }

    /**
     * A signal whose pictures are decoded longer before they are shown than those of the one before would have its first ones
     * decoded before the last of that: they are, directly after them, so that no hole is left in what is shown.
     */
    private void decodeInTurn(ByteBuf buffer, int dtsAt, int index) {
        long bit = 1L << index;
        Track track = tracks.get(index);
        long behind = track.started() ? Stamps.after(track.decoded() + 1, Stamps.stamp(buffer, dtsAt)) : 0;
        if ((inTurn & bit) == 0 && behind > 0 && behind < LONGEST_SQUEEZE) {
            Stamps.addToStamp(buffer, dtsAt, behind);
        } else {
            inTurn |= bit;
        }
    }

    /** Whether a unit belongs before the splice: pictures before their key frame, sound that was heard. */
    private boolean early(Track track, long shown, boolean takesPart) {
        if (track == lead) {
            boolean before = leading && justBefore(shown, keyShown);
            leading = leading && (before || shown == keyShown);
            return before;
        }
        return !takesPart && track.started() && justBefore(shown + ticks + ROUNDING, track.shownUntil());
    }

    /** Packets that belong before the one taken last; asked for once. Mostly none. */
    public byte[] silence() {
        byte[] packets = silence;
        silence = NONE;
        return packets;
    }

    /** A longer time before is no overlap but another clock: waiting for it to pass would be silence. */
    private static boolean justBefore(long one, long other) {
        long ahead = Stamps.after(one, other);
        return ahead < 0 && ahead > -LONGEST_OVERLAP;
    }

    /** Its counter is used up by nothing; a PCR in it still goes out. */
    private void leaveOut(ByteBuf buffer, int at, int pid, int target, boolean clock) {
        if (shifts[pid] != UNSET) {
            shifts[pid] = (byte) ((shifts[pid] - 1) & 0x0f);
        }
        if (!clock || counters[target] < 0) {
            Packet.blank(buffer, at);
            return;
        }
        int from = at + 5 + buffer.getUnsignedByte(at + 4);
        buffer.setByte(at + 1, buffer.getByte(at + 1) & 0xbf);
        buffer.setByte(at + 3, 0x20 | counters[target]);
        buffer.setByte(at + 4, Packet.SIZE - 5);
        for (int i = from; i < at + Packet.SIZE; i++) {
            buffer.setByte(i, 0xff);
        }
        account(buffer, at, pid);
    }

    /** Notes what goes out. */
    private void account(ByteBuf buffer, int at, int pid) {
        int index = trackOf[pid];
        int target = Packet.pid(buffer, at);
        if (index >= 0 && Packet.unitStart(buffer, at)) {
            int ptsAt = Stamps.ptsAt(buffer, at);
            long pts = ptsAt < 0 ? -1 : Stamps.stamp(buffer, ptsAt);
            int dtsAt = Stamps.dtsAt(buffer, at);
            tracks.get(index).unit(pts, dtsAt < 0 ? pts : Stamps.stamp(buffer, dtsAt), counters[target]);
        }
        if (index >= 0) {
            tracks.get(index).bytes(buffer, at);
        }
        counters[target] = (byte) Packet.counter(buffer, at);
        int clock = pid == pcrPid ? Stamps.pcrAt(buffer, at) : -1;
        if (clock >= 0) {
            long now = Stamps.pcr(buffer, clock);
            long span = pcr < 0 ? 0 : Stamps.after(now, pcr);
            pcrBefore = Packet.unitStart(buffer, at) ? pcr : pcrBefore;
            pcrSpan = span > 0 && span <= LONGEST_PCR_SPAN ? span : pcrSpan;
            pcr = now;
        }
    }

    /** The unit that began last on this PID, as it goes out, is not sent after all. */
    public void undo(int pid) {
        for (Track track : tracks.reversed()) { // the newest of this PID is the one that goes out
            if (track.pid == pid) {
                counters[pid] = (byte) track.undo();
                pcr = track.equals(track(pcrPid)) ? pcrBefore : pcr;
                return;
            }
        }
    }

    /** PAT and PMT as they go out now, with the counters of the last ones; empty before there are any. */
    public byte[] tables() {
        return out == null ? tables.packets() : written(out, false);
    }

    /** PAT and PMT to be sent here, each with the next counter; empty while packets go through as they come. */
    public byte[] nextTables() {
        return out == null ? new byte[0] : written(out, true);
    }

    private byte[] written(OutTables now, boolean count) {
        byte[] packets = new byte[Packet.SIZE * (1 + now.pmtPackets())];
        ByteBuf target = Unpooled.wrappedBuffer(packets);
        now.writePat(target, 0, count ? next(Packet.PAT_PID) : counters[Packet.PAT_PID]);
        int counter = counters[now.pmtPid()] - (count ? 0 : now.pmtPackets() - 1);
        for (int i = 0; i < now.pmtPackets(); i++) {
            now.writePmt(target, Packet.SIZE * (i + 1), i, count ? next(now.pmtPid()) : counter + i);
        }
        return packets;
    }
}
