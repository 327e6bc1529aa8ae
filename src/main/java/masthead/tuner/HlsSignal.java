package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.format.hls.HlsReader;
import masthead.format.hls.Key;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.MultivariantPlaylist;
import masthead.format.hls.NotHlsException;
import masthead.format.hls.PlainPlaylist;
import masthead.format.hls.Playlist;
import masthead.format.hls.References;
import masthead.format.hls.Segment;
import masthead.format.hls.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HLS with transport stream segments, handed on as they arrive.
 *
 * <p>One thing at a time, over one connection: the playlist when it is due, else a key that is missing, else the next segment,
 * else a wait until the playlist is due again. So an account that allows one connection is enough, and what is bounded for one
 * connection is bounded for all. What fails is asked for again, then left out, and the picture breaks there; too much of that
 * and the signal is lost. Lives on one event loop.
 */
final class HlsSignal implements Signal, SegmentFetch.Taker {
    private static final Logger log = LoggerFactory.getLogger(HlsSignal.class);
    /** Failures of one kind in a row: of asking for the playlist, of asking for one segment, of segments left out. */
    private static final int MOST_FAILURES = 3;

    private static final Duration SHORTEST_RELOAD = Duration.ofMillis(250);

    private final Way way;
    private final SignalOwner owner;
    private final HlsCounts counts;
    private final HlsKeys keys;
    private final HlsTimeline timeline = new HlsTimeline();
    /** The feed's own address, where a session begins; playlists within a session are asked for where they were last. */
    private final String start;

    private final Deque<String> otherVariants = new ArrayDeque<>();
    /** What the addresses of segments are relative to, and where to ask for the playlist again. */
    private String listUrl = "";

    private String reloadUrl = "";
    private @Nullable MediaPlaylist list;
    private @Nullable WholeBody loading;
    private @Nullable SegmentFetch segment;
    private @Nullable ScheduledFuture<?> watch;
    private @Nullable ScheduledFuture<?> wait;
    private boolean fetching;
    private boolean shown;
    private boolean handedOn;
    private volatile boolean over;
    private int failedLoads;
    private int failedAsks;
    private int failedSegments;
    private long missed;
    private long loadedNanos;
    private long reloadNanos;
    private long lastBytesNanos;
    /** When a complete playlist began to be played, and how much of it was handed on since: it is paced, as nobody else does. */
    private long recordingNanos;

    private Duration recorded = Duration.ZERO;

    HlsSignal(Way way, SignalOwner owner, HlsCounts counts, String start) {
        this.way = way;
        this.owner = owner;
        this.counts = counts;
        this.start = start;
        this.keys = new HlsKeys(way);
    }

    /** Begins with a playlist that was just read from {@code url}. */
    void begin(Playlist first, String url) {
        loadedNanos = System.nanoTime();
        lastBytesNanos = loadedNanos;
        recordingNanos = loadedNanos;
        watch = way.loop().scheduleAtFixedRate(this::checkSilence, 250, 250, TimeUnit.MILLISECONDS);
        took(first, url);
    }

    private void checkSilence() {
        Duration patience = way.settings().firstPacketTimeout();
        if (shown && list != null) {
            Duration segments = list.targetDuration().multipliedBy(3);
            Duration silence = way.settings().silenceTimeout();
            patience = segments.compareTo(silence) > 0 ? segments : silence;
        }
        if (System.nanoTime() - lastBytesNanos > patience.toNanos()) {
            end(new NoSignal.Silent());
        }
    }

    private void took(Playlist read, String url) {
        switch (read) {
            case MultivariantPlaylist choice -> choose(choice, url);
            case MediaPlaylist media -> media(media, url);
            case PlainPlaylist plain -> listFailed(new NoSignal.NotTransportStream("a list of channels"));
        }
    }

    private void choose(MultivariantPlaylist choice, String url) {
        otherVariants.clear();
        for (Variant each : VariantChoice.ranked(choice, way.settings().hlsMaxBandwidth())) {
            otherVariants.add(References.resolve(url, each.uri()));
        }
        Variant best =
                VariantChoice.ranked(choice, way.settings().hlsMaxBandwidth()).getFirst();
        if (!choice.soundWithin(best)) {
            log.atWarn()
                    .addKeyValue("variants", choice.variants().size())
                    .log("No variant of an HLS source holds its sound: the picture goes on without it");
        }
        load(otherVariants.remove());
    }

    private void media(MediaPlaylist media, String url) {
        listUrl = url;
        reloadUrl = url;
        list = media;
        failedLoads = 0;
        otherVariants.clear();
        boolean changed = timeline.take(media) == HlsTimeline.News.CHANGED;
        countMissed();
        reloadNanos = loadedNanos + pause(media, changed).toNanos();
        step();
    }

    /**
     * The target duration after a change, half of it if there was none (RFC 8216, 6.3.4); less only for a list that is so short
     * that segments would be missed.
     */
    private static Duration pause(MediaPlaylist media, boolean changed) {
        Duration half = media.length().dividedBy(2);
        Duration target = media.targetDuration();
        Duration pause = !half.isZero() && half.compareTo(target) < 0 ? half : target;
        pause = changed ? pause : pause.dividedBy(2);
        return pause.compareTo(SHORTEST_RELOAD) > 0 ? pause : SHORTEST_RELOAD;
    }

    /** Does what is next, unless something is under way. */
    private void step() {
        if (over || loading != null || fetching || keys.asking()) {
            return;
        }
        if (wait != null) {
            wait.cancel(false);
            wait = null;
        }
        long now = System.nanoTime();
        boolean ended = list != null && list.ended();
        Optional<Segment> next = timeline.next();
        if (timeline.over()) {
            end(new NoSignal.Ended("the playlist is at its end"));
        } else if (!ended && now - reloadNanos >= 0) {
            load(reloadUrl);
        } else if (next.isEmpty()) {
            waitUntil(reloadNanos);
        } else if (ended && now - dueNanos() < 0) {
            waitUntil(dueNanos());
        } else {
            play(next.get());
        }
    }

    private void waitUntil(long nanos) {
        wait = way.loop().schedule(this::step, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** When the next segment of a complete playlist is asked for: three target durations before it is needed. */
    private long dueNanos() {
        Duration ahead = list == null ? Duration.ZERO : list.targetDuration().multipliedBy(3);
        return recordingNanos + recorded.minus(ahead).toNanos();
    }

    private void load(String url) {
        loadedNanos = System.nanoTime();
        loading = WholeBody.get(way, url, WebSignal.LONGEST_PLAYLIST, outcome -> {
            loading = null;
            switch (outcome) {
                case WholeBody.Outcome.Failed(NoSignal why) -> listFailed(why);
                case WholeBody.Outcome.Got(ByteBuf body, String from) -> read(body, from);
            }
        });
    }

    private void read(ByteBuf body, String from) {
        Playlist read;
        try {
            read = HlsReader.read(body.toString(StandardCharsets.UTF_8));
        } catch (NotHlsException notOne) {
            listFailed(new NoSignal.NotTransportStream(Contents.of(body).orElse("no playlist")));
            return;
        }
        took(read, from);
    }

    /**
     * Tries the next variant, while there is one; then the address of the feed, as the session may be over; then again after
     * a while.
     */
    private void listFailed(NoSignal why) {
        if (!otherVariants.isEmpty()) {
            load(otherVariants.remove());
        } else if (list == null || ++failedLoads >= MOST_FAILURES) {
            end(why);
        } else if (failedLoads == 1 && !(why instanceof NoSignal.Unreachable)) {
            load(start);
        } else {
            reloadNanos = System.nanoTime() + pause(list, false).toNanos();
            reloadUrl = start;
            step();
        }
    }

    private void play(Segment next) {
        Optional<NoSignal> refusal = refusal(next);
        if (refusal.isPresent()) {
            end(refusal.get());
            return;
        }
        if (next.gap()) {
            leaveOut(next);
            way.loop().execute(this::step); // a list of nothing but gaps is walked without growing the stack
            return;
        }
        Optional<Decryption> decryption = Optional.empty();
        if (next.key().isPresent()) {
            Key key = next.key().get();
            String url = References.resolve(listUrl, key.uri());
            Optional<byte[]> bytes = keys.known(url);
            if (bytes.isEmpty()) {
                keys.ask(url, why -> why.ifPresentOrElse(this::segmentFailed, this::step));
                return;
            }
            decryption = HlsKeys.decryption(bytes.get(), key.ivOf(next.sequence()));
            if (decryption.isEmpty()) {
                segmentFailed(new NoSignal.NoKey("it is not 16 bytes long."));
                return;
            }
        }
        SegmentFetch fetch = segment;
        boolean goesOn = fetch != null && fetch.segment().sequence() == next.sequence() && handedOn;
        if (fetch == null || !goesOn) {
            handedOn = false;
            fetch = new SegmentFetch(way, next, decryption, this);
            segment = fetch;
        }
        fetching = true;
        fetch.start(References.resolve(listUrl, next.uri()));
    }

    private static Optional<NoSignal> refusal(Segment next) {
        if (next.map().isPresent()) {
            return Optional.of(new NoSignal.NotTransportStream("fMP4 segments (EXT-X-MAP)"));
        }
        boolean clear = next.key().isEmpty();
        if (clear || next.key().get().method() == Key.Method.AES_128) {
            return Optional.empty();
        }
        String method = next.key().get().method() == Key.Method.SAMPLE_AES ? "SAMPLE-AES" : "an unknown method";
        return Optional.of(new NoSignal.NotTransportStream("segments encrypted by " + method));
    }

    @Override
    public void segmentBytes(ByteBuf bytes) {
        if (over || segment == null) {
            return;
        }
        lastBytesNanos = System.nanoTime();
        boolean first = !handedOn;
        handedOn = true;
        if (!shown) {
            shown = true;
            owner.showsPackets();
        } else if (first && timeline.breaksBefore(segment.segment())) {
            owner.discontinuity();
        }
        if (!over) {
            owner.bytes(bytes);
        }
    }

    @Override
    public void segmentWhole() {
        fetching = false;
        failedAsks = 0;
        failedSegments = 0;
        counts.played().inc();
        if (segment != null) {
            recorded = recorded.plus(segment.segment().duration());
            timeline.played(segment.segment());
        }
        segment = null;
        handedOn = false;
        step();
    }

    /** Asks again, with the addresses of a new playlist if this one was refused; at the third time leaves it out. */
    @Override
    public void segmentFailed(NoSignal why) {
        fetching = false;
        Optional<Segment> failed = timeline.next();
        if (over || failed.isEmpty()) {
            return;
        }
        failedAsks++;
        boolean hopeless = why instanceof NoSignal.NotTransportStream;
        if (hopeless && !shown) {
            end(why);
        } else if (hopeless || failedAsks >= MOST_FAILURES || (refused(why) && failedAsks >= 2)) {
            failedAsks = 0;
            leaveOut(failed.get());
            if (++failedSegments >= MOST_FAILURES) {
                end(why);
            } else {
                step();
            }
        } else {
            counts.resumed().inc();
            boolean newAddress = refused(why) && list != null && !list.ended();
            reloadNanos = newAddress ? System.nanoTime() : reloadNanos;
            // An instant, so that what fails at once does not fail three times at once.
            long pauseMillis = newAddress ? 0 : 200L * failedAsks;
            fetching = true;
            wait = way.loop().schedule(this::again, pauseMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void again() {
        fetching = false;
        step();
    }

    private static boolean refused(NoSignal why) {
        return why instanceof NoSignal.Refused || why instanceof NoSignal.NoKey;
    }

    private void leaveOut(Segment gone) {
        recorded = recorded.plus(gone.duration());
        timeline.skip(gone);
        segment = null;
        handedOn = false;
        countMissed();
    }

    private void countMissed() {
        counts.missed().inc(timeline.missed() - missed);
        missed = timeline.missed();
    }

    private void end(NoSignal why) {
        if (!over) {
            close();
            owner.lost(why);
        }
    }

    @Override
    public void close() {
        over = true;
        keys.close();
        if (watch != null) {
            watch.cancel(false);
        }
        if (wait != null) {
            wait.cancel(false);
        }
        if (loading != null) {
            loading.close();
        }
        if (segment != null) {
            segment.close();
        }
    }

    @Override
    public boolean connected() {
        return !over;
    }
}
