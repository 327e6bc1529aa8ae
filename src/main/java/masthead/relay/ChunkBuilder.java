package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.format.mpegts.Monitor;
import masthead.format.mpegts.OpenUnits;
import masthead.format.mpegts.Packet;
import masthead.format.mpegts.PacketAligner;
import masthead.format.mpegts.ProgramMap;
import masthead.format.mpegts.ProgramTables;
import masthead.format.mpegts.RandomAccess;
import masthead.format.mpegts.Splicer;
import masthead.format.mpegts.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of what the upstreams of a channel send, one after the other.
 *
 * <p>Bytes are copied once, into a slab; everything after that is a slice of it:
 *
 * <pre>
 * slab    |#########|=====P=====|-----|..........|      # published   = whole   - held   . free
 *         0         start       whole parsed     writerIndex
 * </pre>
 *
 * <p>A chunk is cut when it is full, when {@link #flush} says that its time is up, and before every random-access point, so that
 * key frames begin chunks. If PAT and PMT stand directly before the random-access point ({@code P} above marks where they
 * begin), the cut is before them; else the chunk carries the last ones as its preamble. What comes before the first
 * random-access point of a signal is dropped: nobody could show it.
 *
 * <p>Once a signal has been on air for a second, a picture or sound that has not come to its end is held back: if the upstream
 * breaks off here, its torn rest is never sent, and the next signal goes on where whole ones ended, see {@link Splicer}. Lives on
 * one event loop.
 */
final class ChunkBuilder {
    private static final int SLAB = Packet.SIZE * 5570; // a little under 1 MiB
    private static final int MOST_HELD = SLAB / 2;
    private static final long LONGEST_HELD_NANOS = 500_000_000;
    /** The first pictures go out at once: whoever zaps waits for them. */
    private static final long HOLD_AFTER_NANOS = 1_000_000_000;

    private static final int IDLE_PACKETS = 7;
    private static final long AUDIO_KEY_NANOS = 500_000_000;

    /** A key chunk begins at {@code at}. */
    private record Cut(int at, boolean joint, ByteBuf preamble) {
        Cut movedBy(int by) {
            return new Cut(at - by, joint, preamble);
        }
    }

    private final ByteBufAllocator allocator;
    private final long keyFramePatienceNanos;
    private final Consumer<Chunk> sink;
    private final ProgramTables tables = new ProgramTables();
    private final Splicer splicer = new Splicer(tables);
    private final OpenUnits units = new OpenUnits();
    private final Deque<Cut> cuts = new ArrayDeque<>();
    private @Nullable Monitor monitor;
    private @Nullable ByteBuf slab;
    private int start;
    private int parsed;
    private int tablesAt = -1;
    private boolean tablesWhole;
    private long number;
    private boolean begun;
    private boolean marked;
    private boolean again;
    private long begunNanos;
    private long takenNanos;
    private long publishedNanos;
    /** When the last key chunk began, or the wait for the first; -1 before the first packet. */
    private long lastKeyNanos = -1;

    private long skippedBytes;

    /** @param sink gets each chunk with one reference, which it owns */
    ChunkBuilder(ByteBufAllocator allocator, long keyFramePatienceNanos, Consumer<Chunk> sink) {
        this.allocator = allocator;
        this.keyFramePatienceNanos = keyFramePatienceNanos;
        this.sink = sink;
    }

    /** Who looks at each packet as it comes in; null for what nobody has to. */
    void watchedBy(@Nullable Monitor watching) {
        monitor = watching;
    }

    /** Takes a copy of {@code bytes}, however they are cut. */
    void take(ByteBuf bytes, long nowNanos) {
        takenNanos = nowNanos;
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

    /** The slab is full: what is whole goes out, the rest moves on to the next slab. */
    private void turnOver(ByteBuf full, long nowNanos) {
        publish(full, whole(), nowNanos);
        if (parsed - start > MOST_HELD) {
            publish(full, parsed, nowNanos);
        }
        int from = begun ? start : parsed;
        int rest = full.writerIndex() - from;
        int parsedBefore = parsed;
        int tablesBefore = tablesAt;
        ByteBuf fresh = newSlab();
        if (rest < SLAB) {
            fresh.writeBytes(full, from, rest);
            parsed = parsedBefore - from;
            tablesAt = tablesBefore < from ? -1 : tablesBefore - from;
            units.moved(from);
            for (int i = cuts.size(); i > 0; i--) {
                cuts.add(cuts.remove().movedBy(from));
            }
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
            packet(open, parsed, nowNanos);
            parsed += Packet.SIZE;
            if (parsed - start >= Chunk.MOST_BYTES && whole() - start >= Chunk.MOST_BYTES) {
                publish(open, whole(), nowNanos);
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
            if (monitor != null) {
                monitor.lostSync(gap);
            }
        }
        return next.found();
    }

    private void packet(ByteBuf open, int at, long nowNanos) {
        if (monitor != null) {
            monitor.packet(open, at, nowNanos);
        }
        int pid = Packet.pid(open, at);
        boolean table = tables.isTable(pid);
        if (table) {
            noteTable(open, at, pid);
        } else if (isKey(open, at, pid, nowNanos)) {
            begin(open, at, nowNanos);
        }
        if (begun) {
            splicer.packet(open, at);
            units.packet(open, at);
            tell(splicer.silence(), nowNanos);
        } else {
            splicer.pass(open, at);
            start = table ? start : at + Packet.SIZE;
        }
        if (!table && pid != Packet.NULL_PID) {
            tablesAt = -1;
        }
    }

    private void noteTable(ByteBuf open, int at, int pid) {
        if (pid == Packet.PAT_PID && tablesAt < 0) {
            tablesAt = at;
            tablesWhole = false;
        } else if (pid != Packet.PAT_PID) {
            tablesWhole = tablesAt >= 0;
        }
        tables.read(open, at);
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

    /** A random-access point at {@code at}: here a key chunk is to begin. */
    private void begin(ByteBuf open, int at, long nowNanos) {
        boolean tablesDirectlyBefore = tablesWhole && tablesAt >= start;
        int cut = tablesDirectlyBefore ? tablesAt : at;
        boolean joint = again && !begun;
        if (!begun) {
            begun = true;
            begunNanos = again ? begunNanos : nowNanos;
            start = cut;
            splicer.begin(open, at);
            for (int before = cut; before < at; before += Packet.SIZE) {
                splicer.packet(open, before);
            }
            if (joint && !tablesDirectlyBefore) {
                // Those who watch already get no preamble, and the tables may have changed.
                tell(splicer.nextTables(), nowNanos);
            }
        }
        lastKeyNanos = nowNanos;
        cuts.add(new Cut(cut, joint, tablesDirectlyBefore ? Unpooled.EMPTY_BUFFER : direct(splicer.tables())));
    }

    /** Packets of our own, before those that wait to be published. */
    private void tell(byte[] packets, long nowNanos) {
        if (packets.length > 0) {
            sink.accept(new Chunk(number++, direct(packets), false, false, Unpooled.EMPTY_BUFFER, nowNanos));
        }
    }

    private ByteBuf direct(byte[] bytes) {
        return bytes.length == 0
                ? Unpooled.EMPTY_BUFFER
                : allocator.directBuffer(bytes.length).writeBytes(bytes);
    }

    /** Up to where all pictures and sounds have come to their end, or need not have. */
    private int whole() {
        boolean young = publishedNanos - begunNanos < HOLD_AFTER_NANOS;
        // Not the time that has passed: of an upstream that stands still nothing torn is to be sent.
        boolean heldLong = takenNanos - publishedNanos > LONGEST_HELD_NANOS;
        return young || heldLong || parsed - start > MOST_HELD ? parsed : units.whole(start, parsed);
    }

    /** The time of what was gathered is up: sends it on. */
    void flush(long nowNanos) {
        if (slab != null && begun) {
            publish(slab, whole(), nowNanos);
        }
    }

    private void publish(ByteBuf open, int end, long nowNanos) {
        while (begun && start < end) {
            Cut cut = cuts.peek();
            boolean key = cut != null && cut.at <= start;
            if (key) {
                cuts.remove();
            }
            Cut next = cuts.peek();
            int stop = Math.min(end, start + Chunk.MOST_BYTES);
            if (next != null && next.at > start) {
                stop = Math.min(stop, next.at);
            }
            ByteBuf packets = open.retainedSlice(start, stop - start);
            start = stop;
            publishedNanos = nowNanos;
            sink.accept(chunk(packets, key ? cut : null, nowNanos));
        }
        if (tablesAt < start) {
            tablesAt = -1;
        }
    }

    private Chunk chunk(ByteBuf packets, @Nullable Cut cut, long nowNanos) {
        if (cut == null) {
            return new Chunk(number++, packets, false, false, Unpooled.EMPTY_BUFFER, nowNanos);
        }
        return new Chunk(number++, packets, true, cut.joint, cut.preamble, nowNanos);
    }

    /** Whether something waits to be flushed. */
    boolean gathering() {
        return begun && slab != null && whole() > start;
    }

    /**
     * The signal is over, and another may begin: what is whole goes out, what is torn does not; output goes on at the next
     * signal's first random-access point.
     *
     * @param clean it did not break off: all it brought is whole
     */
    void restart(long nowNanos, boolean clean) {
        if (slab != null && begun) {
            publish(slab, clean ? parsed : whole(), nowNanos);
            if (start < parsed) {
                saveWhole(slab);
                publish(slab, parsed, nowNanos);
            }
        }
        if (slab != null && slab.writerIndex() < SLAB / 2) {
            int from = begun ? start : parsed; // the rest of the slab is as good as a new one, and costs nothing
            slab.writerIndex(from);
            start = from;
            parsed = from;
            tablesAt = -1;
        } else if (slab != null) {
            slab.release();
            slab = null;
        }
        splicer.end();
        again = again || begun;
        units.clear();
        cuts.forEach(cut -> cut.preamble.release());
        cuts.clear();
        tables.reset();
        begun = false;
        marked = false;
        lastKeyNanos = -1;
    }

    /** Of what is held back, keeps those packets whose picture or sound is whole. */
    private void saveWhole(ByteBuf open) {
        int to = start;
        for (int at = start; at < parsed; at += Packet.SIZE) {
            if (!units.holds(open, at)) {
                if (to < at) {
                    open.setBytes(to, open, at, Packet.SIZE);
                }
                to += Packet.SIZE;
            } else if (Packet.unitStart(open, at)) {
                splicer.undo(Packet.pid(open, at));
            }
        }
        parsed = to;
        while (!cuts.isEmpty() && cuts.getLast().at >= start) {
            cuts.removeLast().preamble.release();
        }
    }

    /** What was taken and has not gone out, torn packets included; lent. For a signal that another builder goes on with. */
    Optional<ByteBuf> rest() {
        return slab == null || !begun ? Optional.empty() : Optional.of(slab.slice(start, slab.writerIndex() - start));
    }

    /** Sends null packets, so that connections stay alive while no signal brings anything. */
    void idle(long nowNanos) {
        ByteBuf nulls = allocator.directBuffer(IDLE_PACKETS * Packet.SIZE);
        for (int i = 0; i < IDLE_PACKETS; i++) {
            nulls.writeInt((Packet.SYNC << 24) | (Packet.NULL_PID << 8) | 0x10).writeZero(Packet.SIZE - 4);
        }
        sink.accept(new Chunk(number++, nulls, false, false, Unpooled.EMPTY_BUFFER, nowNanos));
    }

    /** Bytes that were not packets, since the start. */
    long skippedBytes() {
        return skippedBytes;
    }

    /** Lets go of the slab; nothing may be taken after. */
    void close() {
        begun = false;
        cuts.forEach(cut -> cut.preamble.release());
        cuts.clear();
        if (slab != null) {
            slab.release();
            slab = null;
        }
    }
}
