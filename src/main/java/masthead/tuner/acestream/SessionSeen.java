package masthead.tuner.acestream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import masthead.catalog.FeedId;

/**
 * A session as operators see it.
 *
 * @param content what it was asked by; without the address of a transport file
 * @param infohash absent while it is not known
 * @param engine absent while none is found
 * @param feeds that play it now; none while it lingers
 */
public record SessionSeen(
        String content,
        Optional<String> infohash,
        Optional<String> engine,
        Phase phase,
        Instant since,
        Numbers numbers,
        List<FeedId> feeds) {
    /** What is being done. */
    public enum Phase {
        /** An engine is looked for. */
        SEEKING,
        /** An engine is asked to make a session. */
        STARTING,
        /** The engine gathers data. */
        BUFFERING,
        LIVE,
        /** The stream broke and is opened anew. */
        RECONNECTING,
        STOPPING,
        OVER
    }

    /**
     * What the engine says of it.
     *
     * @param status the engine's word: prebuf, dl and others; empty if it was not asked yet
     * @param progress of gathering data, in percent
     * @param downKibPerSecond what it gets from its peers
     * @param frozen whether the broadcast stands still or repeats itself
     */
    public record Numbers(
            String status,
            int progress,
            int peers,
            long downKibPerSecond,
            long upKibPerSecond,
            long downloaded,
            boolean frozen) {
        static final Numbers NONE = new Numbers("", 0, 0, 0, 0, 0, false);
    }

    public SessionSeen {
        feeds = List.copyOf(feeds);
    }
}
