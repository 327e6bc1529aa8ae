package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.format.mpegts.Monitor;
import masthead.format.mpegts.Packet;
import masthead.format.mpegts.PacketAligner;
import masthead.format.mpegts.ProgramMap;
import masthead.format.mpegts.ProgramTables;
import masthead.format.mpegts.RandomAccess;
import masthead.format.mpegts.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of what the upstream sends.
 *
 * <p>Bytes are copied once, into a slab; everything after that is a slice of it:
 *
 * <pre>
 * slab    |#########|=====P=====|..........|        # published   = gathered   . free
 *         0         start       parsed  writerIndex
 * </pre>
 *
 * <p>A chunk is cut when it is full, when {@link #flush} says that its time is up, and before every random-access point, so that
 * key frames begin chunks. If PAT and PMT stand directly before the random-access point ({@code P} above marks where they
 * begin), the cut is before them; else the chunk carries the last ones as its preamble. What comes before the first
 * random-access point of a signal is dropped: nobody could show it. Lives on one event loop.
 */
final class ChunkBuilder {
    private static final int SLAB = Packet.SIZE * 5570; // a little under 1 MiB
    private static final long AUDIO_KEY_NANOS = 500_000_000;

    private final ByteBufAllocator allocator;
    private final long keyFramePatienceNanos;
    private final Consumer<Chunk> sink;
    private final ProgramTables tables = new ProgramTables();
    private final Monitor monitor = new Monitor();
    private @Nullable ByteBuf slab;
    private int start;
    private int parsed;
    private int tablesAt = -1;
    private boolean tablesWhole;
    private long number;
    private boolean key;
    private byte[] preamble = {};
    private boolean begun;
    private boolean marked;
    /** When the last key chunk began, or the wait for the first; -1 before the first packet. */
    private long lastKeyNanos = -1;

    private long skippedBytes;

    /** @param sink gets each chunk with one reference, which it owns */
    ChunkBuilder(ByteBufAllocator allocator, long keyFramePatienceNanos, Consumer<Chunk> sink) {
        this.allocator = allocator;
        this.keyFramePatienceNanos = keyFramePatienceNanos;
        this.sink = sink;
    }

    /** Takes a copy of {@code bytes}, however they are cut. */
    void take(ByteBuf bytes, long nowNanos) {
        int from = bytes.readerIndex();
        int left = bytes.readableBytes();
        while (left > 0) {
            ByteBuf open = slab == null ? newSlab() : slab;
            int part = Math.min(left, open.writableBytes());
            open.writeBytes(bytes, from, part);
            from += part;
            left -= part;
            parse(open, nowNanos);
            if (!open.isWritable()) {
                turnOver(open, nowNanos);
            }
        }
    }

    private ByteBuf newSlab() {
        ByteBuf fresh = allocator.directBuffer(SLAB, SLAB);
        slab = fresh;
        start = 0;
        parsed = 0;
        tablesAt = -1;
        return fresh;
    }

    /** The slab is full: what is whole goes out, a rest without packets moves on to the next slab. */
    private void turnOver(ByteBuf full, long nowNanos) {
        publish(full, parsed, nowNanos);
        int rest = full.writerIndex() - parsed;
        int from = parsed;
        ByteBuf fresh = newSlab();
        if (rest > 0 && rest < SLAB) {
            fresh.writeBytes(full, from, rest);
        } else {
            skippedBytes += rest; // a whole slab without a packet
        }
        full.release();
    }

    private void parse(ByteBuf open, long nowNanos) {
        while (parsed + Packet.SIZE <= open.writerIndex()) {
            if (!inStep(open)) {
                if (!realign(open)) {
                    return;
                }
                continue;
            }
            monitor.packet(open, parsed, nowNanos);
            packet(open, parsed, nowNanos);
            parsed += Packet.SIZE;
            if (parsed - start >= Chunk.MOST_BYTES) {
                publish(open, parsed, nowNanos);
            }
        }
    }

    /** Whether a packet begins here: its own sync byte, and the next one's as far as it has arrived. */
    private boolean inStep(ByteBuf open) {
        int next = parsed + Packet.SIZE;
        return (open.getByte(parsed) & 0xff) == Packet.SYNC
                && (next >= open.writerIndex() || (open.getByte(next) & 0xff) == Packet.SYNC);
    }

    /** Takes out what is not a packet; false if more bytes are needed to find the next one. */
    private boolean realign(ByteBuf open) {
        PacketAligner.Found next = PacketAligner.find(open, parsed, open.writerIndex());
        int gap = next.index() - parsed;
        if (gap > 0) {
            byte[] rest = new byte[open.writerIndex() - next.index()];
            open.getBytes(next.index(), rest);
            open.setBytes(parsed, rest);
            open.writerIndex(parsed + rest.length);
            skippedBytes += gap;
            monitor.lostSync(gap);
        }
        return next.found();
    }

    private void packet(ByteBuf open, int at, long nowNanos) {
        int pid = Packet.pid(open, at);
        if (tables.isTable(pid)) {
            if (pid == Packet.PAT_PID && tablesAt < 0) {
                tablesAt = at;
                tablesWhole = false;
            } else if (pid != Packet.PAT_PID) {
                tablesWhole = tablesAt >= 0;
            }
            tables.read(open, at);
            return;
        }
        if (isKey(open, at, pid, nowNanos)) {
            begin(open, at, nowNanos);
        } else if (!begun) {
            start = at + Packet.SIZE;
            if (tablesAt >= 0 && pid != Packet.NULL_PID) {
                tablesAt = -1;
            }
            return;
        }
        if (pid != Packet.NULL_PID) {
            tablesAt = -1;
        }
    }

    private boolean isKey(ByteBuf open, int at, int pid, long nowNanos) {
        Optional<ProgramMap> map = tables.map();
        boolean lead = map.isEmpty() || pid == map.get().leadPid();
        if (!lead || !Packet.unitStart(open, at)) {
            return false;
        }
        StreamType type = map.map(ProgramMap::leadType).orElse(StreamType.OTHER_VIDEO);
        boolean soon = type == StreamType.OTHER && begun && nowNanos - lastKeyNanos < AUDIO_KEY_NANOS;
        if (map.isPresent() && !soon && RandomAccess.at(open, at, type)) {
            marked = true;
            return true;
        }
        return overdue(nowNanos);
    }

    /**
     * Whether a random-access point is so late that any picture has to do: streams without marks have none. One that had some
     * before is given longer, for its next real one.
     */
    private boolean overdue(long nowNanos) {
        if (!begun && lastKeyNanos < 0) {
            lastKeyNanos = nowNanos;
        }
        return nowNanos - lastKeyNanos > (marked ? 3 : 1) * keyFramePatienceNanos;
    }

    /** A random-access point at {@code at}: what was gathered goes out, and a key chunk begins. */
    private void begin(ByteBuf open, int at, long nowNanos) {
        boolean tablesDirectlyBefore = tablesWhole && tablesAt >= start;
        int cut = tablesDirectlyBefore ? tablesAt : at;
        if (begun) {
            publish(open, cut, nowNanos);
        }
        start = cut;
        begun = true;
        key = true;
        lastKeyNanos = nowNanos;
        preamble = tablesDirectlyBefore ? new byte[0] : tables.packets();
    }

    /** The time of what was gathered is up: sends it on. */
    void flush(long nowNanos) {
        if (slab != null) {
            publish(slab, parsed, nowNanos);
        }
    }

    private void publish(ByteBuf open, int end, long nowNanos) {
        if (!begun || end <= start) {
            return;
        }
        ByteBuf before = preamble.length == 0
                ? Unpooled.EMPTY_BUFFER
                : allocator.directBuffer(preamble.length).writeBytes(preamble);
        Chunk chunk = new Chunk(number++, open.retainedSlice(start, end - start), key, before, nowNanos);
        start = end;
        key = false;
        preamble = new byte[0];
        if (tablesAt < start) {
            tablesAt = -1;
        }
        sink.accept(chunk);
    }

    /** Whether something waits to be flushed. */
    boolean gathering() {
        return begun && slab != null && parsed > start;
    }

    /** Another signal begins: a torn packet is dropped, and output goes on at its first random-access point. */
    void restart(long nowNanos) {
        monitor.restart();
        flush(nowNanos);
        if (slab != null) {
            slab.release();
            slab = null;
        }
        tables.reset();
        begun = false;
        marked = false;
        lastKeyNanos = -1;
        key = false;
    }

    /** Bytes that were not packets, since the start. */
    long skippedBytes() {
        return skippedBytes;
    }

    /** What watches the signal as it comes in. */
    Monitor monitor() {
        return monitor;
    }

    /** Lets go of the slab; nothing may be taken after. */
    void close() {
        begun = false;
        if (slab != null) {
            slab.release();
            slab = null;
        }
    }
}
