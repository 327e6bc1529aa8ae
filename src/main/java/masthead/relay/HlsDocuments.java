package masthead.relay;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.tuner.PassThrough;
import masthead.tuner.PassThrough.Outcome;

/**
 * What is fetched from one HLS source: each document once for all who ask for it at the same time or soon after.
 *
 * <p>Segments and keys are kept for half a minute, playlists for half a target duration at most, within the memory of
 * {@link HlsShared}. Lives on its source's event loop.
 */
final class HlsDocuments {
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final int MOST_UNDER_WAY = 16;
    /** Not the source's failure: our own limit. */
    static final Outcome BUSY = new Outcome.Failed(502, "Too much is fetched at once.");

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration LONGEST_PLAYLIST = Duration.ofSeconds(2);
    private static final Pattern TARGET = Pattern.compile("(?m)^#EXT-X-TARGETDURATION:\\s*(\\d{1,4})");

    private record Key(String url, Optional<String> range) {}

    private record Kept(Outcome.Got got, long untilNanos) {}

    private final PassThrough source;
    private final HlsShared shared;
    private final Map<Key, List<Consumer<Outcome>>> underWay = new HashMap<>();
    private final Map<Key, Kept> kept = new LinkedHashMap<>();

    private long keptBytes;
    private long fetchedBytes;
    private boolean closed;

    HlsDocuments(PassThrough source, HlsShared shared) {
        this.source = source;
        this.shared = shared;
    }

    /** Memory of what is kept. */
    long keptBytes() {
        return keptBytes;
    }

    /** What came in since the start. */
    long fetchedBytes() {
        return fetchedBytes;
    }

    /** @param taker called once; what it gets is lent for that call */
    void get(String url, Optional<String> range, Consumer<Outcome> taker) {
        expire();
        Key key = new Key(url, range);
        Optional<Kept> known = Optional.ofNullable(kept.get(key))
                .or(() -> Optional.ofNullable(kept.get(new Key(url, Optional.empty()))));
        if (known.isPresent()) {
            shared.countJoined();
            taker.accept(known.get().got());
            return;
        }
        List<Consumer<Outcome>> takers = underWay.get(key);
        if (takers != null) {
            shared.countJoined();
            takers.add(taker);
        } else if (underWay.size() >= MOST_UNDER_WAY) {
            shared.countFull();
            taker.accept(BUSY);
        } else {
            underWay.put(key, new ArrayList<>(List.of(taker)));
            shared.countFetched();
            source.get(url, range, LARGEST, outcome -> fetched(key, outcome));
        }
    }

    private void fetched(Key key, Outcome outcome) {
        List<Consumer<Outcome>> takers = underWay.getOrDefault(key, List.of());
        underWay.remove(key);
        try {
            List.copyOf(takers).forEach(each -> each.accept(outcome));
        } finally {
            if (outcome instanceof Outcome.Got got) {
                if (closed) { // by a taker whom the document showed that the source does not do
                    got.body().release();
                } else {
                    // an origin that does not know ranges sent all of it
                    keep(got.status() == 200 ? new Key(key.url(), Optional.empty()) : key, got);
                }
            }
        }
    }

    private void keep(Key key, Outcome.Got got) {
        int size = got.body().readableBytes();
        fetchedBytes += size;
        Iterator<Kept> eldest = kept.values().iterator();
        boolean room = shared.take(size);
        while (!room && eldest.hasNext()) {
            release(eldest.next());
            eldest.remove();
            room = shared.take(size);
        }
        if (!room) {
            shared.countFull();
            got.body().release();
            return;
        }
        keptBytes += size;
        Duration time = text(got).map(HlsDocuments::reload).orElse(KEPT);
        Kept before = kept.put(key, new Kept(got, System.nanoTime() + time.toNanos()));
        if (before != null) {
            release(before);
        }
    }

    private void expire() {
        long now = System.nanoTime();
        kept.values().removeIf(each -> {
            boolean old = now - each.untilNanos() >= 0;
            if (old) {
                release(each);
            }
            return old;
        });
    }

    private void release(Kept each) {
        keptBytes -= each.got().body().readableBytes();
        shared.give(each.got().body().readableBytes());
        each.got().body().release();
    }

    /** The text, if it is a playlist. */
    static Optional<String> text(Outcome.Got got) {
        ByteBuf body = got.body();
        int mark = body.readableBytes() >= 3 && body.getUnsignedMedium(body.readerIndex()) == 0xefbbbf ? 3 : 0;
        String begin = body.toString(
                body.readerIndex() + mark, Math.min(7, body.readableBytes() - mark), StandardCharsets.ISO_8859_1);
        return begin.equals("#EXTM3U")
                ? Optional.of(
                        body.toString(body.readerIndex() + mark, body.readableBytes() - mark, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The target duration of a media playlist, in seconds; 0 for one of variants. */
    static int targetSeconds(String playlist) {
        Matcher target = TARGET.matcher(playlist);
        return target.find() ? Integer.parseInt(target.group(1)) : 0;
    }

    private static Duration reload(String playlist) {
        Duration half = Duration.ofMillis(500L * targetSeconds(playlist));
        return half.isZero() || half.compareTo(LONGEST_PLAYLIST) > 0 ? LONGEST_PLAYLIST : half;
    }

    /** Lets go of everything; who waits is told. */
    void close() {
        closed = true;
        source.close();
        List<List<Consumer<Outcome>>> left = List.copyOf(underWay.values());
        underWay.clear();
        left.forEach(takers -> takers.forEach(each -> each.accept(new Outcome.Failed(502, "The source was closed."))));
        kept.values().forEach(this::release);
        kept.clear();
    }
}
