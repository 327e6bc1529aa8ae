package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows PAT and PMT of a stream's first programme, and keeps the packets they came in, so that a viewer who joins can be
 * given them.
 *
 * <p>A PMT may span packets; one longer than {@value #LONGEST_SECTION} bytes is not a PMT (ISO/IEC 13818-1, 2.4.4.9). Not safe
 * between threads.
 */
public final class ProgramTables {
    private static final int LONGEST_SECTION = 1024;
    private static final int MOST_PACKETS = 8;

    private final byte[] pat = new byte[Packet.SIZE];
    private final byte[] pmt = new byte[Packet.SIZE * MOST_PACKETS];
    private final byte[] gathering = new byte[Packet.SIZE * MOST_PACKETS];
    private final ByteBuf section = Unpooled.buffer(LONGEST_SECTION, LONGEST_SECTION);
    private int pmtPid = -1;
    private int pmtPackets;
    private int gathered;
    private int sectionLength;
    private boolean sawPat;
    private @Nullable ProgramMap map;

    /** Forgets all: another stream begins. */
    public void reset() {
        pmtPid = -1;
        pmtPackets = 0;
        gathered = 0;
        sawPat = false;
        map = null;
    }

    /** The programme, once PAT and PMT were seen. */
    public Optional<ProgramMap> map() {
        return Optional.ofNullable(map);
    }

    /** Whether packets of this PID are tables: PAT or our PMT. */
    public boolean isTable(int pid) {
        return pid == Packet.PAT_PID || pid == pmtPid;
    }

    /** The last PAT and PMT packets as they came, continuity counters included; empty before both were seen. */
    public byte[] packets() {
        if (map == null) {
            return new byte[0];
        }
        byte[] both = new byte[Packet.SIZE * (1 + pmtPackets)];
        System.arraycopy(pat, 0, both, 0, Packet.SIZE);
        System.arraycopy(pmt, 0, both, Packet.SIZE, Packet.SIZE * pmtPackets);
        return both;
    }

    /** Looks at a packet for which {@link #isTable} is true. */
    public void read(ByteBuf buffer, int at) {
        if (Packet.pid(buffer, at) == Packet.PAT_PID) {
            readPat(buffer, at);
        } else {
            readPmt(buffer, at);
        }
    }

    private void readPat(ByteBuf buffer, int at) {
        int start = sectionStart(buffer, at);
        int end = at + Packet.SIZE;
        if (start < 0 || start + 12 > end || buffer.getUnsignedByte(start) != 0x00) {
            return;
        }
        int entriesEnd = Math.min(end, start + 3 + (buffer.getUnsignedShort(start + 1) & 0x0fff) - 4);
        for (int entry = start + 8; entry + 4 <= entriesEnd; entry += 4) {
            if (buffer.getUnsignedShort(entry) != 0) { // 0 is the network's own table
                int pid = buffer.getUnsignedShort(entry + 2) & 0x1fff;
                if (pid != pmtPid) {
                    pmtPid = pid;
                    map = null;
                    gathered = 0;
                }
                buffer.getBytes(at, pat);
                sawPat = true;
                return;
            }
        }
    }

    private void readPmt(ByteBuf buffer, int at) {
        int start;
        if (Packet.unitStart(buffer, at)) {
            start = sectionStart(buffer, at);
            if (start < 0 || start + 3 > at + Packet.SIZE) {
                return;
            }
            sectionLength = 3 + (buffer.getUnsignedShort(start + 1) & 0x0fff);
            section.clear();
            gathered = 0;
        } else {
            start = Packet.payload(buffer, at);
            if (gathered == 0) {
                return;
            }
        }
        if (sectionLength > LONGEST_SECTION || gathered == MOST_PACKETS) {
            gathered = 0;
            return;
        }
        int part = Math.min(at + Packet.SIZE - start, sectionLength - section.readableBytes());
        section.writeBytes(buffer, start, Math.max(0, part));
        buffer.getBytes(at, gathering, gathered * Packet.SIZE, Packet.SIZE);
        gathered++;
        if (section.readableBytes() == sectionLength) {
            complete();
        }
    }

    private void complete() {
        Optional<ProgramMap> read = ProgramMap.read(section);
        if (read.isPresent() && sawPat) {
            System.arraycopy(gathering, 0, pmt, 0, gathered * Packet.SIZE);
            pmtPackets = gathered;
            map = read.get();
        }
        gathered = 0;
    }

    /** Index of a section's table_id after the pointer_field; -1 if none starts here. */
    private static int sectionStart(ByteBuf buffer, int at) {
        int payload = Packet.payload(buffer, at);
        if (!Packet.unitStart(buffer, at) || payload >= at + Packet.SIZE) {
            return -1;
        }
        int start = payload + 1 + buffer.getUnsignedByte(payload);
        return start < at + Packet.SIZE ? start : -1;
    }
}
