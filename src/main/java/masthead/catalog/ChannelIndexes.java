package masthead.catalog;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what operators look for: from an index of the newest snapshot's time, made when somebody asks and kept as long as memory is
 * not scarce.
 *
 * <p>While operators look, the next snapshot's index is made at once. Blocks; on a virtual thread.
 */
final class ChannelIndexes {
    private static final Logger log = LoggerFactory.getLogger(ChannelIndexes.class);
    /** After the last question of an operator, nobody waits for an index. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Database database;
    /** How many snapshots there were. */
    private final AtomicLong snapshots = new AtomicLong();

    private final Map<Optional<Part>, Kept> kept;

    ChannelIndexes(Database database) {
        this.database = database;
        this.kept = Stream.concat(
                        Stream.of(Optional.<Part>empty()),
                        Arrays.stream(Part.values()).map(Optional::of))
                .collect(Collectors.toUnmodifiableMap(each -> each, each -> new Kept(each)));
    }

    /** There is another snapshot. */
    void renew() {
        snapshots.incrementAndGet();
        kept.values().stream()
                .filter(Kept::awaited)
                .forEach(each -> Thread.ofVirtual().name("channel-index").start(each::readAhead));
    }

    /** All of a part, or of all parts. */
    ChannelIndex of(Optional<Part> part) {
        return Objects.requireNonNull(kept.get(part)).asked();
    }

    void readAhead(Part part) {
        Objects.requireNonNull(kept.get(Optional.of(part))).readAhead();
    }

    ChannelPage search(ChannelSearch search) {
        ChannelIndex.Hits hits = of(search.part()).find(search);
        List<ChannelListing> listings =
                hits.ids().isEmpty() ? List.of() : database.read(handle -> ChannelTable.listings(handle, hits.ids()));
        return new ChannelPage(listings, hits.total());
    }

    /** One index. */
    private final class Kept {
        private final List<String> kinds;
        /** Held while it is read: once is enough. */
        private final ReentrantLock reading = new ReentrantLock();

        private SoftReference<ChannelIndex> index = new SoftReference<>(null);
        private long snapshot = -1;
        private volatile long askedNanos;
        private volatile boolean everAsked;

        Kept(Optional<Part> part) {
            this.kinds = Arrays.stream(FeedKind.values())
                    .filter(each -> part.isEmpty() || part.get() == each.part())
                    .map(Enum::name)
                    .toList();
        }

        ChannelIndex asked() {
            askedNanos = System.nanoTime();
            everAsked = true;
            return current();
        }

        boolean awaited() {
            return everAsked && System.nanoTime() - askedNanos < CALM.toNanos();
        }

        void readAhead() {
            try {
                current();
            } catch (RuntimeException e) { // who asks next hears of it
                log.atDebug().setCause(e).log("An index of channels could not be read ahead");
            }
        }

        ChannelIndex current() {
            reading.lock();
            try {
                ChannelIndex known = index.get();
                long now = snapshots.get(); // before it is read: what changes meanwhile makes it old
                if (known != null && snapshot == now) {
                    return known;
                }
                ChannelIndex read = database.read(handle -> ChannelIndex.read(handle, kinds));
                index = new SoftReference<>(read);
                snapshot = now;
                return read;
            } finally {
                reading.unlock();
            }
        }
    }
}
