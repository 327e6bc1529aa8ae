package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
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
    private byte[] lastSection = {};
    private int pmtPid = -1;
    private int pmtPackets;
    private int gathered;
    private int sectionLength;
    private boolean sawPat;
    private int revision;
    private @Nullable ProgramMap map;
    private long damaged;

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

    /** Grows whenever the PMT says something else. */
    int revision() {
        return revision;
    }

    /** The last PAT packet as it came. */
    byte[] pat() {
        return pat.clone();
    }

    /** The last PMT section, from its table_id to its CRC_32; empty before one was seen. */
    byte[] section() {
        return lastSection.clone();
    }

    /** The PID of our PMT; -1 before the PAT was seen. */
    int pmtPid() {
        return pmtPid;
    }

    /** Whether packets of this PID are tables: PAT or our PMT. */
    public boolean isTable(int pid) {
        return pid == Packet.PAT_PID || pid == pmtPid;
    }

    /** How many sections came whose CRC_32 was wrong. */
    long damaged() {
        return damaged;
    }

    /** The table_id of the section that begins in this packet; -1 if none does. */
    static int tableId(ByteBuf buffer, int at) {
        int start = sectionStart(buffer, at);
        return start < 0 ? -1 : buffer.getUnsignedByte(start);
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
        int length = 3 + (buffer.getUnsignedShort(start + 1) & 0x0fff);
        if (start + length > end || !valid(buffer, start, length)) {
            return;
        }
        for (int entry = start + 8; entry + 8 <= start + length; entry += 4) {
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

    /** A section may begin, go on and end in a packet; the pointer_field says where one that began before ends. */
    private void readPmt(ByteBuf buffer, int at) {
        int payload = Packet.payload(buffer, at);
        int end = at + Packet.SIZE;
        if (!Packet.unitStart(buffer, at)) {
            goOn(buffer, at, payload, end);
            return;
        }
        int start = sectionStart(buffer, at);
        if (start < 0) {
            gathered = 0;
            return;
        }
        goOn(buffer, at, payload + 1, start);
        if (start + 3 <= end && buffer.getUnsignedByte(start) != 0xff) { // stuffing
            sectionLength = 3 + (buffer.getUnsignedShort(start + 1) & 0x0fff);
            section.clear();
            gathered = 0;
            if (sectionLength <= LONGEST_SECTION) {
                gather(buffer, at, start, end);
            }
        }
    }

    private void goOn(ByteBuf buffer, int at, int from, int to) {
        if (gathered > 0 && gathered < MOST_PACKETS && from < to) {
            gather(buffer, at, from, to);
        } else {
            gathered = 0;
        }
    }

    private void gather(ByteBuf buffer, int at, int from, int to) {
        int part = Math.min(to - from, sectionLength - section.readableBytes());
        section.writeBytes(buffer, from, part);
        buffer.getBytes(at, gathering, gathered * Packet.SIZE, Packet.SIZE);
        gathered++;
        if (section.readableBytes() == sectionLength) {
            complete();
        }
    }

    private void complete() {
        Optional<ProgramMap> read = valid(section, 0, sectionLength) ? ProgramMap.read(section) : Optional.empty();
        if (read.isPresent() && sawPat) {
            System.arraycopy(gathering, 0, pmt, 0, gathered * Packet.SIZE);
            pmtPackets = gathered;
            keep(read.get());
        }
        gathered = 0;
    }

    private void keep(ProgramMap read) {
        byte[] now = new byte[sectionLength];
        section.getBytes(0, now);
        if (map == null || !Arrays.equals(now, lastSection)) {
            lastSection = now;
            map = read;
            revision++;
        }
    }

    /** Whether a section is undamaged, and in force: current_next_indicator (2.4.4.3). */
    private boolean valid(ByteBuf buffer, int start, int length) {
        if (length < 12) {
            return false;
        }
        boolean whole = Crc32.holds(buffer, start, length);
        damaged += whole ? 0 : 1;
        return whole && (buffer.getByte(start + 5) & 1) == 1;
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
