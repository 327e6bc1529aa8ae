package masthead.relay;

import com.sun.management.OperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import masthead.config.ByteSize;

/** What all rings together may keep; safe on any thread. */
final class RingBudget {
    private static final long MEBIBYTE = 1 << 20;

    private final long limit;
    private final AtomicLong kept = new AtomicLong();

    RingBudget(long limit) {
        this.limit = limit;
    }

    /** The operator's, or what suits this machine. */
    static RingBudget of(RelaySettings settings) {
        return new RingBudget(settings.memory().map(ByteSize::bytes).orElseGet(RingBudget::automatic));
    }

    /** A quarter of the memory of this machine, or of the container we are in, if Java's limit leaves room for it. */
    static long automatic() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return automatic(system.getTotalMemorySize(), mostDirect());
    }

    /**
     * A quarter of {@code machineBytes}, at most three quarters of {@code directBytes}: connections need room of their own outside
     * the heap. In whole MiB.
     */
    static long automatic(long machineBytes, long directBytes) {
        long most = Math.min(machineBytes / 4, directBytes / 4 * 3);
        return Math.max(1, most / MEBIBYTE) * MEBIBYTE;
    }

    /** What Java may take outside its heap: -XX:MaxDirectMemorySize, else as much as the heap. */
    static long mostDirect() {
        return PlatformDependent.maxDirectMemory();
    }

    long limit() {
        return limit;
    }

    void add(long bytes) {
        kept.addAndGet(bytes);
    }

    long kept() {
        return kept.get();
    }

    /** Whether that much more could be kept. */
    boolean hasRoomFor(long bytes) {
        return kept.get() + bytes <= limit;
    }

    /** Whether rings should shrink, and no new one begin. */
    boolean spent() {
        return kept.get() >= limit;
    }
}
