package masthead.relay;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relay's viewers on one event loop, with that loop's view of the ring.
 *
 * <p>A chunk comes here once, however many viewers there are. With many of them it is sent in rounds of {@value #ROUND}, so
 * that the loop's other connections get their turn: one chunk to a thousand viewers is some twenty milliseconds of work.
 *
 * <p>Lives on its event loop.
 */
final class Branch {
    private static final Logger log = LoggerFactory.getLogger(Branch.class);
    private static final int ROUND = 128;

    private final EventLoop loop;
    private final Preroll ring;
    private final RelayCounts counts;
    private final long patienceNanos;
    private final List<Viewer> viewers = new ArrayList<>();
    private long bytesOut;
    private boolean planned;
    private boolean roundsUnderWay;
    private boolean anotherChunk;
    private boolean ended;

    Branch(EventLoop loop, RelaySettings settings, RelayCounts counts) {
        this.loop = loop;
        this.ring = new Preroll();
        this.counts = counts;
        this.patienceNanos = settings.patience().toNanos();
    }

    /** Takes what the relay keeps; each chunk comes with a reference. */
    void adopt(List<Chunk> kept) {
        kept.forEach(this::keep);
    }

    private void keep(Chunk chunk) {
        if (ended) {
            chunk.release();
        } else {
            ring.keep(chunk);
        }
    }

    /** Takes one more chunk, with a reference, drops those before {@code floor} as the relay did, and sends on. */
    void carry(Chunk chunk, long floor) {
        keep(chunk);
        ring.dropBefore(floor);
        if (roundsUnderWay) {
            anotherChunk = true;
        } else if (!planned) {
            // Chunks often come several at once: each viewer is to get them with one flush.
            planned = true;
            loop.execute(this::begin);
        }
    }

    private void begin() {
        planned = false;
        round(0);
    }

    private void round(int from) {
        long now = System.nanoTime();
        int to = Math.min(viewers.size(), from + ROUND);
        for (int i = to - 1; i >= from; i--) {
            // From the back: who leaves while being written to is replaced by the last, who had his turn or has it
            // later.
            if (i < viewers.size()) {
                serve(viewers.get(i), now);
            }
        }
        tellBytesOut();
        boolean more = to < viewers.size();
        roundsUnderWay = more || anotherChunk;
        if (!more) {
            anotherChunk = false;
        }
        if (roundsUnderWay) {
            loop.execute(() -> round(more ? to : 0));
        }
    }

    /** A fault with one viewer is his alone. */
    private void serve(Viewer viewer, long nowNanos) {
        try {
            viewer.pump(ring, nowNanos);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("viewer", viewer.id()).log("Disconnecting a viewer");
            viewer.disconnect();
        }
    }

    /** A new viewer begins. */
    void admit(Viewer viewer) {
        if (ended) {
            viewer.refuse("The channel went off the air.");
        } else if (!viewer.gone()) {
            viewers.add(viewer);
            try {
                viewer.begin(this, ring);
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).addKeyValue("viewer", viewer.id()).log("A viewer could not begin");
                viewer.disconnect();
            }
        }
    }

    void remove(Viewer viewer) {
        int at = viewers.indexOf(viewer);
        if (at >= 0) {
            Viewer last = viewers.removeLast();
            if (last != viewer) {
                viewers.set(at, last);
            }
        }
    }

    /** Told on once a round, and once a second: the counter is shared by all loops. */
    void countOut(long bytes) {
        bytesOut += bytes;
    }

    private void tellBytesOut() {
        if (bytesOut > 0) {
            counts.bytesOut().inc(bytesOut);
            bytesOut = 0;
        }
    }

    void countZap(boolean onAir, long nanos) {
        counts.zaps().count(onAir, nanos);
    }

    void countJump() {
        counts.jumps().inc();
    }

    /** Disconnects who has taken nothing for too long. */
    void sweep() {
        tellBytesOut();
        long now = System.nanoTime();
        for (Viewer viewer : List.copyOf(viewers)) {
            if (viewer.stuck(now, patienceNanos)) {
                counts.stuck().inc();
                viewer.disconnect();
            }
        }
    }

    /** The channel goes off the air: ends every viewer, lets go of the ring. */
    void end() {
        ended = true;
        tellBytesOut();
        List<Viewer> all = List.copyOf(viewers);
        viewers.clear();
        ring.clear(); // first: a loop that has ended takes no viewer's farewell
        all.forEach(Viewer::disconnect);
    }
}
