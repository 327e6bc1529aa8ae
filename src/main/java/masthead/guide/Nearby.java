package masthead.guide;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import masthead.config.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * What is on now and next, in memory: of each channel of a generation the programmes of the next hours, as they are in the database.
 * The next generation's are others, so nothing ever has to be corrected; what nobody asks for any more is forgotten. Any thread.
 */
final class Nearby {
    /** Programmes of a channel that are kept: some hours, after which it is looked up again. */
    static final int PROGRAMMES = 8;
    /** Memory of an entry beside its programmes, roughly. */
    private static final int ENTRY_BYTES = 200;

    private final Cache<Key, Window> windows;
    private final long limit;

    Nearby(ByteSize limit) {
        this.limit = limit.bytes();
        this.windows = Caffeine.newBuilder()
                .maximumWeight(Math.max(1, limit.bytes()))
                .weigher((Key key, Window window) -> ENTRY_BYTES + 2 * key.guideId.length() + window.weight())
                .build();
    }

    record Key(long generation, String guideId) {}

    /** Programmes of a channel from some moment on. */
    static final class Window {
        private final byte[] strip;
        private final int[] ids;
        /** Seconds since 1970. */
        private final long from;
        /** Whether there are no more behind these. */
        private final boolean whole;

        private Window(byte[] strip, int[] ids, long from, boolean whole) {
            this.strip = strip;
            this.ids = ids;
            this.from = from;
            this.whole = whole;
        }

        private int weight() {
            return strip.length + 4 * ids.length;
        }

        /** The programmes that end after {@code now}, at most {@code limit}; nothing if they are not all here. */
        private Optional<List<Programme>> after(long now, String guideId, int limit) {
            if (now < from) {
                return Optional.empty();
            }
            List<Programme> programmes = new ArrayList<>(Math.min(limit, ids.length));
            for (StripReader reader = new StripReader(strip); programmes.size() < limit && reader.next(); ) {
                if (reader.stop() > now) {
                    programmes.add(reader.programme(ids[reader.index()], guideId));
                }
            }
            return whole || programmes.size() == limit ? Optional.of(programmes) : Optional.empty();
        }
    }

    /** Gathers a channel's window, piece by piece. */
    static final class Gathering implements GenerationTable.Sink {
        private final StripWriter strip = new StripWriter();
        private final long from;
        private int[] ids = new int[PROGRAMMES];
        private boolean whole = true;

        /** @param from seconds since 1970 */
        Gathering(long from) {
            this.from = from;
        }

        @Override
        public boolean take(long firstId, byte[] body) {
            for (StripReader reader = new StripReader(body); reader.next(); ) {
                if (reader.stop() > from) {
                    if (strip.count() == PROGRAMMES) {
                        whole = false;
                        return false;
                    }
                    ids[strip.count()] = int32(firstId + reader.index());
                    strip.add(reader.start(), reader.length(), body, reader.from(), reader.until());
                }
            }
            return true;
        }

        /** There may be more than was handed over. */
        void cut() {
            whole = false;
        }

        Window window() {
            int count = strip.count();
            ids = Arrays.copyOf(ids, count);
            return new Window(strip.take(), ids, from, whole);
        }
    }

    /** Row ids only ever grow; players want int32. After two thousand million programmes they begin again at 1. */
    static int int32(long id) {
        return (int) ((id - 1) % Integer.MAX_VALUE) + 1;
    }

    Optional<List<Programme>> find(Key key, Instant now, int limit) {
        @Nullable Window window = windows.getIfPresent(key);
        return window == null ? Optional.empty() : window.after(now.getEpochSecond(), key.guideId, limit);
    }

    void keep(Key key, Window window) {
        windows.put(key, window);
    }

    /** Whether another generation fits without pushing out what is in use; roughly. */
    boolean full() {
        return windows.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0) > limit * 9 / 10)
                .orElse(false);
    }

    /** Forgets all but what is of these generations. */
    void retain(Set<Long> generations) {
        windows.asMap().keySet().removeIf(each -> !generations.contains(each.generation));
    }
}
