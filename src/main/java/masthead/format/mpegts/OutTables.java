package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * PAT and PMT of a joined stream: the first signal's PAT for ever, and the present signal's PMT with the PIDs that go out.
 *
 * <p>version_number rises whenever the PMT says something else (ISO/IEC 13818-1, 2.4.4.9).
 */
final class OutTables {
    private static final int HEAD = 4;

    private final byte[] pat;
    private final int pmtPid;
    private final byte[] program = new byte[2];
    private byte[] section;
    private int version;

    /** Goes on from these tables of the first signal. */
    OutTables(ProgramTables first) {
        this.pat = first.pat();
        this.pmtPid = first.pmtPid();
        this.section = first.section();
        this.version = (section[5] >> 1) & 0x1f;
        System.arraycopy(section, 3, program, 0, 2);
    }

    int pmtPid() {
        return pmtPid;
    }

    /** Takes another signal's PMT section; {@code pid} says as what each of its PIDs goes out. */
    void take(byte[] incoming, IntUnaryOperator pid) {
        byte[] mapped = incoming.clone();
        System.arraycopy(program, 0, mapped, 3, 2);
        map(mapped, 8, pid);
        int end = mapped.length - 4;
        int next = 12 + (number(mapped, 10) & 0x0fff);
        while (next + 5 <= end) {
            map(mapped, next + 1, pid);
            next += 5 + (number(mapped, next + 3) & 0x0fff);
        }
        if (!sameBut(mapped, section)) {
            version = (version + 1) & 0x1f;
        }
        mapped[5] = (byte) ((mapped[5] & 0xc1) | (version << 1));
        Unpooled.wrappedBuffer(mapped).setInt(end, Crc32.of(mapped, end));
        section = mapped;
    }

    private static void map(byte[] bytes, int at, IntUnaryOperator pid) {
        int mapped = (number(bytes, at) & 0xe000) | pid.applyAsInt(number(bytes, at) & 0x1fff);
        bytes[at] = (byte) (mapped >> 8);
        bytes[at + 1] = (byte) mapped;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /** Whether two sections say the same, their versions and sums apart. */
    private static boolean sameBut(byte[] one, byte[] other) {
        return one.length == other.length
                && Arrays.equals(one, 0, 5, other, 0, 5)
                && Arrays.equals(one, 6, one.length - 4, other, 6, other.length - 4);
    }

    /** How many packets the PMT takes. */
    int pmtPackets() {
        return (1 + section.length + Packet.SIZE - HEAD - 1) / (Packet.SIZE - HEAD);
    }

    /** Writes the PAT over the packet at {@code at}. */
    void writePat(ByteBuf target, int at, int counter) {
        target.setBytes(at, pat);
        Packet.setCounter(target, at, counter);
    }

    /** Writes the PMT's packet number {@code index} over the packet at {@code at}. */
    void writePmt(ByteBuf target, int at, int index, int counter) {
        target.setByte(at, Packet.SYNC);
        target.setShort(at + 1, pmtPid | (index == 0 ? 0x4000 : 0));
        target.setByte(at + 3, 0x10 | (counter & 0x0f));
        int payload = at + HEAD;
        if (index == 0) {
            target.setByte(payload++, 0); // pointer_field
        }
        int from = index == 0 ? 0 : index * (Packet.SIZE - HEAD) - 1;
        int part = Math.min(section.length - from, at + Packet.SIZE - payload);
        target.setBytes(payload, section, from, part);
        for (int rest = payload + part; rest < at + Packet.SIZE; rest++) {
            target.setByte(rest, 0xff);
        }
    }
}
