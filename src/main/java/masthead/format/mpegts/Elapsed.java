package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** How long a stream is by its own clock so far: PCR of the first programme; a jump of it counts nothing. */
final class Elapsed {
    /** More between two PCRs is a jump; TR 101 290, 5.2.2 wants one each 100 ms. */
    private static final long LONGEST_STEP = 10 * 90_000;

    private final ProgramTables tables = new ProgramTables();
    private long last = -1;
    private long ticks;

    /** Looks at the next packet. */
    void look(ByteBuf buffer, int at) {
        int pid = Packet.pid(buffer, at);
        if (tables.isTable(pid)) {
            tables.read(buffer, at);
        } else if (tables.map().filter(map -> map.pcrPid() == pid).isPresent()) {
            int index = Stamps.pcrAt(buffer, at);
            if (index >= 0) {
                tick(Stamps.pcr(buffer, index));
            }
        }
    }

    private void tick(long pcr) {
        long step = last < 0 ? 0 : Stamps.after(pcr, last);
        if (step >= 0 && step <= LONGEST_STEP) {
            ticks += step;
        }
        last = pcr;
    }

    /** From the first PCR to the last. */
    Duration length() {
        return Duration.ofNanos(ticks * 100_000 / 9);
    }

    /** Whether a PCR was seen. */
    boolean known() {
        return last >= 0;
    }

    ProgramTables tables() {
        return tables;
    }

    /** Whether a decoder can begin with this packet. */
    boolean randomAccess(ByteBuf buffer, int at) {
        return tables.map()
                .filter(map -> map.leadPid() == Packet.pid(buffer, at))
                .filter(map -> RandomAccess.at(buffer, at, map.leadType()))
                .isPresent();
    }
}
