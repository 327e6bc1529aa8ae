package masthead.relay;

import io.netty.buffer.ByteBuf;
import java.util.function.IntPredicate;
import masthead.format.mpegts.Packet;
import masthead.format.mpegts.ProgramMap;
import masthead.format.mpegts.ProgramTables;

/**
 * How far a stream has come, by its own clock: the PCR (ISO/IEC 13818-1, 2.4.3.5), which wraps every 26.5 hours.
 *
 * <p>Where there is none, and where it jumps, the time between the chunks' arrivals counts. Lives on one event loop.
 */
final class ChunkClock {
    private static final long RANGE = 1L << 33;
    private static final long TICKS_PER_SECOND = 90_000;
    /** More than that between two chunks is no progress but another clock; a burst of quiet sound may hold seconds. */
    private static final long MOST_STEP = 20 * TICKS_PER_SECOND;
    /** PAT, PMT and little else stand in front of a key frame. */
    private static final int TABLES_WITHIN = 16 * Packet.SIZE;

    private final ProgramTables tables = new ProgramTables();
    private boolean begun;
    private long nanos;
    private long lastBornNanos;
    private long lastPcr = -1;
    /** {@link #nanos} when {@link #lastPcr} was read. */
    private long nanosAtPcr;

    private boolean jumped;

    /** When {@code chunk} begins, in nanoseconds since the first chunk; to be asked for each chunk once, in order. */
    long at(Chunk chunk) {
        long waited = begun ? Math.max(0, chunk.bornNanos() - lastBornNanos) : 0;
        begun = true;
        lastBornNanos = chunk.bornNanos();
        if (chunk.key()) {
            readTables(chunk);
        } else if (idle(chunk)) {
            return nanos; // a pause is no time of the stream
        }
        long pcr = pcr(chunk.packets());
        long step = lastPcr < 0 ? -1 : Math.floorMod(pcr - lastPcr, RANGE);
        if (pcr < 0 || step < 0) {
            nanos += waited;
        } else if (step > MOST_STEP) {
            nanos += waited;
            jumped = true;
        } else {
            // What went by without a PCR was a guess; time does not go back for it.
            nanos = Math.max(nanos, nanosAtPcr + step * 1_000_000_000 / TICKS_PER_SECOND);
        }
        if (pcr >= 0) {
            lastPcr = pcr;
            nanosAtPcr = nanos;
        }
        return nanos;
    }

    /** Whether there is nothing of a stream in it: null packets while there is no signal, tables whose key frame has not come. */
    private boolean idle(Chunk chunk) {
        return chunk.size() <= TABLES_WITHIN && !holds(chunk, pid -> pid != Packet.NULL_PID && !tables.isTable(pid));
    }

    /** Whether there is something of the stream in it that key frames belong to. */
    boolean leads(Chunk chunk) {
        int lead = tables.map().map(ProgramMap::leadPid).orElse(-1);
        return chunk.size() > TABLES_WITHIN || lead < 0 || holds(chunk, pid -> pid == lead);
    }

    private static boolean holds(Chunk chunk, IntPredicate wanted) {
        ByteBuf packets = chunk.packets();
        for (int at = packets.readerIndex(); at + Packet.SIZE <= packets.writerIndex(); at += Packet.SIZE) {
            if (wanted.test(Packet.pid(packets, at))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the clock has jumped since this was asked last. */
    boolean jumped() {
        boolean answer = jumped;
        jumped = false;
        return answer;
    }

    /** The packets of PAT and PMT as they were last; empty if there were none. */
    byte[] tables() {
        return tables.packets();
    }

    private void readTables(Chunk chunk) {
        readTables(chunk.preamble(), chunk.preamble().readableBytes());
        readTables(chunk.packets(), Math.min(TABLES_WITHIN, chunk.size()));
    }

    private void readTables(ByteBuf packets, int length) {
        int start = packets.readerIndex();
        for (int at = start; at + Packet.SIZE <= start + length; at += Packet.SIZE) {
            if (tables.isTable(Packet.pid(packets, at))) {
                tables.read(packets, at);
            }
        }
    }

    /** The first PCR of our programme in 90 kHz, or -1. */
    private long pcr(ByteBuf packets) {
        int wanted = tables.map().map(ProgramMap::pcrPid).orElse(-1);
        for (int at = packets.readerIndex(); at + Packet.SIZE <= packets.writerIndex(); at += Packet.SIZE) {
            boolean adaptation = (packets.getByte(at + 3) & 0x20) != 0;
            if (adaptation
                    && packets.getUnsignedByte(at + 4) >= 7
                    && (packets.getByte(at + 5) & 0x10) != 0
                    && (wanted < 0 || Packet.pid(packets, at) == wanted)) {
                return (packets.getUnsignedInt(at + 6) << 1) | ((packets.getByte(at + 10) & 0x80) >> 7);
            }
        }
        return -1;
    }
}
