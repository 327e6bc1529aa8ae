package masthead.headend;

import java.util.Locale;
import masthead.catalog.ProviderId;
import masthead.config.ByteSize;
import masthead.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many live channels there may be: as many as {@code headend.live-channels} says, else as the heap has room for.
 *
 * <p>They are what grows in memory with a list; movies, series and all the rest of a list stay in the database. Too many would end the server
 * with an OutOfMemoryError, now or at the next start: a list that brings them is refused, and nothing of it applied. Any thread; blocks.
 */
final class LiveRoom {
    private static final Logger log = LoggerFactory.getLogger(LiveRoom.class);

    /** What a server without a channel needs, while it imports and answers. */
    private static final long REST = 96L << 20;

    /**
     * Of the heap, for each channel. Measured: 560,000 at 256 MiB, each changed by a refresh while players asked for lists; a guide's match for each
     * takes a third more.
     */
    private static final int BYTES_PER_CHANNEL = 400;

    private final Database database;
    private final HeadendSettings settings;
    private final long heap;

    /** @param heap bytes it may grow to */
    LiveRoom(Database database, HeadendSettings settings, long heap) {
        this.database = database;
        this.settings = settings;
        this.heap = heap;
    }

    /** The most there may be. */
    long most() {
        return settings.liveChannels().map(Integer::longValue).orElse(Math.max(0, heap - REST) / BYTES_PER_CHANNEL);
    }

    /**
     * Looks whether a list fits in beside the live channels of the other providers. One that brings no more than were there is not refused.
     *
     * @throws ListFailed if it does not
     */
    void require(ProviderId provider, EntryCounts live) {
        long others = live(provider.value());
        if (live.entries() > live.current() && others + live.entries() > most()) {
            throw new ListFailed("The list has " + count(live.entries()) + " live channels"
                    + (others > 0 ? " beside " + count(others) + " of other providers" : "")
                    + ", and there is room for "
                    + count(most()) + ": " + remedy());
        }
    }

    /** Says so if there are more than there is room for: the heap may have been larger once. */
    void warn() {
        long all = live(0);
        if (all > most()) {
            log.atWarn()
                    .addKeyValue("channels", all)
                    .addKeyValue("room", most())
                    .log("More live channels than there is room for: {}", remedy());
        }
    }

    private String remedy() {
        return settings.liveChannels().isPresent()
                ? "raise headend.live-channels."
                : "raise MASTHEAD_HEAP, which is " + new ByteSize(heap) + ".";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Feeds, in fact; a channel may have several, but mostly it has one. */
    private long live(int without) {
        return database.read(handle -> handle.createQuery("""
                        SELECT COUNT(*) FROM feed WHERE gone_at IS NULL AND kind NOT IN ('MOVIE', 'SERIES', 'EPISODE')
                            AND provider_id <> :without
                        """)
                .bind("without", without)
                .mapTo(Long.class)
                .one());
    }
}
