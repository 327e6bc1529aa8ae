package masthead.tuner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Where in a live playlist we are: which segment comes next, while the playlist moves on, stands still, jumps or begins anew.
 * Knows no clock and no connection. Not thread-safe.
 */
final class HlsTimeline {
    /** What a newly loaded playlist brought. */
    enum News {
        /** It differs from the last one. */
        CHANGED,
        /** The same again, or an older one from another cache. */
        UNCHANGED
    }

    /** A playlist that is behind us so often, and moves, is no old copy of ours: the stream began anew. */
    private static final int OLD_COPIES = 2;

    private @Nullable MediaPlaylist playlist;
    private @Nullable Segment last;
    private long next;
    private boolean broken;
    private long missed;
    private int oldCopies;
    private long oldCopyEnd;

    /** Takes what was loaded. */
    News take(MediaPlaylist loaded) {
        MediaPlaylist known = playlist;
        if (known == null) {
            playlist = loaded;
            next = loaded.ended() ? loaded.mediaSequence() : edge(loaded);
            return News.CHANGED;
        }
        if (behind(loaded)) {
            boolean moves = loaded.nextSequence() > oldCopyEnd;
            oldCopyEnd = loaded.nextSequence();
            boolean emptied = loaded.nextSequence() < known.mediaSequence();
            if (!(++oldCopies > OLD_COPIES && moves) && !emptied) {
                return News.UNCHANGED;
            }
            next = edge(loaded);
            broken = true;
        }
        oldCopies = 0;
        oldCopyEnd = 0;
        playlist = loaded;
        if (next < loaded.mediaSequence()) {
            missed += loaded.mediaSequence() - next;
            next = loaded.mediaSequence();
            broken = true;
        }
        boolean same = known.nextSequence() == loaded.nextSequence()
                && known.ended() == loaded.ended()
                && uriOfLast(known).equals(uriOfLast(loaded));
        return same ? News.UNCHANGED : News.CHANGED;
    }

    /** Whether its end is before where we are; follows a list that numbers its segments anew on the way. */
    private boolean behind(MediaPlaylist loaded) {
        Segment before = last;
        if (before != null && before.sequence() == next - 1) {
            boolean numbered =
                    at(loaded, next - 1).filter(each -> same(each, before)).isPresent();
            if (!numbered) {
                // A list without a sequence number counts from 0 each time: our segment is in it, under another number.
                for (Segment each : loaded.segments().reversed()) {
                    if (same(each, before)) {
                        next = each.sequence() + 1;
                        last = each;
                        break;
                    }
                }
            }
        }
        return loaded.nextSequence() < next;
    }

    /** Tokens in an address change from list to list, its path does not. */
    private static boolean same(Segment one, Segment other) {
        return path(one.uri()).equals(path(other.uri())) && one.range().equals(other.range());
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static String uriOfLast(MediaPlaylist list) {
        return list.segments().isEmpty() ? "" : list.segments().getLast().uri();
    }

    /** Where to start: three target durations before the end (RFC 8216, 6.3.3), but with the newest segment at least. */
    private static long edge(MediaPlaylist list) {
        Duration wanted = list.targetDuration().multipliedBy(3);
        long start = list.nextSequence();
        List<Segment> newestFirst = list.segments().reversed();
        Duration length = Duration.ZERO;
        for (Segment each : newestFirst) {
            length = length.plus(each.duration());
            if (length.compareTo(wanted) > 0 && start < list.nextSequence()) {
                break;
            }
            start = each.sequence();
        }
        return start;
    }

    /** The next segment, as the newest playlist writes it. */
    Optional<Segment> next() {
        return playlist == null ? Optional.empty() : at(playlist, next);
    }

    private static Optional<Segment> at(MediaPlaylist list, long sequence) {
        long index = sequence - list.mediaSequence();
        return index < 0 || index >= list.segments().size()
                ? Optional.empty()
                : Optional.of(list.segments().get((int) index));
    }

    /** Goes on behind {@code segment}, which was played. */
    void played(Segment segment) {
        pass(segment);
        broken = false;
    }

    /** Goes on behind {@code segment}, which could not be played. */
    void skip(Segment segment) {
        pass(segment);
        broken = true;
        missed++;
    }

    private void pass(Segment segment) {
        if (segment.sequence() == next) {
            last = segment;
            next++;
        }
    }

    /** Whether something is missing between what was played and the next segment, or it says so itself. */
    boolean breaksBefore(Segment segment) {
        return broken || segment.discontinuity();
    }

    /** Segments that were never played. */
    long missed() {
        return missed;
    }

    /** Whether the playlist is complete and all of it was passed. */
    boolean over() {
        return playlist != null && playlist.ended() && next().isEmpty();
    }
}
