package masthead.vod;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import masthead.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The beginnings and ends of files that were read lately, in pieces of {@value #PIECE} bytes, and what is known of the files: so that
 * a player who looks for an index again and again does not reach the provider each time.
 *
 * <p>Within one size limit. Pieces are of one version of a file; those of another are never found. Safe on any thread.
 */
final class Windows {
    static final int PIECE = 64 * 1024;
    private static final int MOST_FILES = 20_000;

    /** A file as it was seen; {@code ranges} tells whether its upstream answers ranges. */
    record Known(FileFacts facts, boolean ranges, long number) {}

    private record Place(long number, long piece) {}

    private final Cache<Place, byte[]> pieces;
    private final Cache<String, Known> files;
    private final long window;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong found = new AtomicLong();

    Windows(VodSettings settings, Metrics metrics) {
        this.window = settings.window().bytes() / PIECE * PIECE;
        this.pieces = Caffeine.newBuilder()
                .maximumWeight(settings.windows().bytes())
                .weigher((Place place, byte[] bytes) -> bytes.length + 64)
                .build();
        this.files = Caffeine.newBuilder()
                .maximumSize(MOST_FILES)
                .expireAfterWrite(settings.believed())
                .build();
        metrics.gauge(
                "masthead_vod_window_pieces", "Pieces of films' beginnings and ends in memory.", pieces::estimatedSize);
        metrics.gauge("masthead_vod_window_hits", "Pieces of films that were sent from memory.", found::get);
    }

    Optional<Known> known(String file) {
        return Optional.ofNullable(files.getIfPresent(file));
    }

    /** What an upstream said now. What was kept of another version is not found any more. */
    Known seen(String file, FileFacts facts, boolean ranges) {
        long number = known(file)
                .filter(before -> before.facts().equals(facts))
                .map(Known::number)
                .orElseGet(numbers::incrementAndGet);
        Known now = new Known(facts, ranges, number);
        files.put(file, now);
        return now;
    }

    void forget(String file) {
        files.invalidate(file);
    }

    /** Whether the piece that {@code at} lies in is one to keep. */
    boolean keeps(Known file, long at) {
        long length = file.facts().length();
        long start = at / PIECE * PIECE;
        return start < window || start >= (length - window) / PIECE * PIECE;
    }

    /** The bytes from {@code at} to the end of the piece it lies in; nothing where they are not here. */
    Optional<byte[]> from(Known file, long at) {
        int offset = (int) (at % PIECE);
        return Optional.ofNullable(pieces.getIfPresent(new Place(file.number(), at / PIECE)))
                .map(piece -> {
                    found.incrementAndGet();
                    return offset == 0 ? piece : Arrays.copyOfRange(piece, offset, piece.length);
                });
    }

    boolean has(Known file, long at) {
        return pieces.getIfPresent(new Place(file.number(), at / PIECE)) != null;
    }

    private void keep(Known file, long piece, byte[] bytes) {
        pieces.put(new Place(file.number(), piece), bytes);
    }

    /** Takes what passes by, from one position on, and keeps whole pieces of it. One thread. */
    final class Keeper {
        private final Known file;
        private long at;
        private byte @Nullable [] filling;

        Keeper(Known file, long at) {
            this.file = file;
            this.at = at;
        }

        void pass(byte[] bytes, int offset, int count) {
            int done = 0;
            while (done < count) {
                long piece = at / PIECE;
                int start = (int) (at % PIECE);
                int size = (int) Math.min(PIECE, file.facts().length() - piece * PIECE);
                int part = Math.min(count - done, size - start);
                if (part <= 0) {
                    return; // more than the file has
                }
                if (start == 0) {
                    filling = keeps(file, at) && !has(file, at) ? new byte[size] : null;
                }
                if (filling != null) {
                    System.arraycopy(bytes, offset + done, filling, start, part);
                    if (start + part == size) {
                        keep(file, piece, filling);
                        filling = null;
                    }
                }
                at += part;
                done += part;
            }
        }
    }

    Keeper keeper(Known file, long at) {
        return new Keeper(file, at);
    }
}
