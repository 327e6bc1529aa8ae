package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.ProviderId;
import masthead.format.hls.PlaylistAddresses;
import masthead.format.hls.References;
import masthead.tuner.PassThrough;
import masthead.tuner.PassThrough.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel handed through to HLS players as its source has it: all variants and renditions, every address made ours.
 *
 * <p>It has one connection's slot of the provider, however many watch, and gives it back when nobody did for a while. Lives on one
 * event loop.
 */
final class HlsPass {
    /** What a player gets; told on the pass's event loop. */
    sealed interface Answer {
        /** Lets go of what nobody takes. */
        default void release() {
            if (this instanceof Bytes bytes) {
                bytes.body().forEach(ByteBuf::release);
            }
        }

        /**
         * A playlist with our addresses.
         *
         * @param targetSeconds 0 for one of variants
         */
        record Text(String playlist, int targetSeconds) implements Answer {}

        /** Anything else. Each piece comes with a reference for the taker. */
        record Bytes(int status, Map<String, String> headers, List<ByteBuf> body) implements Answer {}

        /** @param ofSource whether the source is to blame, not the player and not our own limits */
        record Failed(int status, String reason, boolean ofSource) implements Answer {}
    }

    private static final Logger log = LoggerFactory.getLogger(HlsPass.class);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,15})-(\\d{0,15})");
    /** A playlist is wanted whole, or its addresses could not be made ours. */
    private static final Pattern RANGED = Pattern.compile("(?i).*\\.(ts|aac|mp4|m4[sav]|vtt|key|mp3|e?ac3|ec3)");

    private static final int LONGEST_PLAYLIST = 4 * 1024 * 1024;
    /** So often in a row a playlist may not come before the source counts as failed. */
    private static final int MOST_FAILURES = 3;
    /** Many wait for one fetch: it fails once. */
    private static final long ONE_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HlsPasses house;
    private final Channel channel;
    private final Feed feed;
    private final EventLoop loop;
    private final HlsReferences references;
    private final Set<HlsSession> audience = new LinkedHashSet<>();
    private final List<Consumer<Optional<String>>> waiting = new ArrayList<>();
    private @Nullable HlsDocuments documents;
    private Runnable leaveLine = () -> {};
    private String start = "";
    /** Where the playlist that all begins with came from in the end. */
    private String entry = "";

    private final Instant since;
    private volatile OnAir seen;
    private long seenNanos;
    private int failures;
    private long failedNanos;
    private boolean asked;
    private boolean closed;

    HlsPass(HlsPasses house, Channel channel, Feed feed, EventLoop loop) {
        this.house = house;
        this.channel = channel;
        this.feed = feed;
        this.loop = loop;
        this.references = new HlsReferences(house.seal(), house.clock());
        this.since = house.clock().instant();
        this.seen = look();
    }

    private OnAir look() {
        return new OnAir(
                channel.id(),
                channel.name(),
                documents == null ? OnAir.State.OPENING : OnAir.State.ON_AIR,
                Optional.of(feed.id()),
                since,
                0,
                documents == null ? 0 : documents.fetchedBytes(),
                documents == null ? 0 : documents.keptBytes(),
                0,
                audience.stream().map(HlsSession::seen).toList());
    }

    /** Once a second at most, since there may be thousands. */
    private void lookAgain() {
        if (System.nanoTime() - seenNanos > 1_000_000_000L) {
            seenNanos = System.nanoTime();
            seen = look();
        }
    }

    /** How it was when it last did something; on any thread. What comes in is not spread over time, so it has no rate. */
    OnAir seen() {
        return seen;
    }

    EventLoop loop() {
        return loop;
    }

    Feed feed() {
        return feed;
    }

    /** Where the playlist that all begins with came from; empty before it came. */
    String entry() {
        return entry;
    }

    /** The playlist that all begins with. */
    void playlist(HlsSession session, Consumer<Answer> taker) {
        if (closed || !session.open()) {
            taker.accept(new Answer.Failed(closed ? 502 : 404, "It is over.", false));
            return;
        }
        if (audience.add(session)) {
            seen = look();
        }
        withSource(problem -> {
            if (documents == null || problem.isPresent()) {
                taker.accept(new Answer.Failed(502, problem.orElse("It is over."), true));
            } else {
                documents.get(start, Optional.empty(), outcome -> {
                    if (outcome instanceof Outcome.Got got) {
                        entry = got.url();
                    }
                    answer(session, Optional.empty(), outcome, taker);
                });
            }
        });
    }

    /** A document that was given to {@code session} under {@code mark}; {@code name} may be another one beside it. */
    void reference(HlsSession session, HlsReferences.Mark mark, Asked asked, Consumer<Answer> taker) {
        Optional<String> url = references.url(session.token(), mark);
        if (url.isEmpty() || HlsReferences.name(url.get()).equals(asked.name())) {
            document(session, url, asked, got -> {
                if (asked.name().endsWith(".m3u8")) {
                    count(got);
                }
                taker.accept(got);
            });
        } else {
            document(session, confined(url.get(), asked), asked, taker);
        }
    }

    private void count(Answer got) {
        if (got instanceof Answer.Text) {
            playlistCame(true);
        } else if (got instanceof Answer.Failed failed && failed.ofSource() && failed.status() == 502) {
            playlistCame(false);
        }
    }

    /** A number may be another channel of the same provider: only where the source itself has named it. */
    private Optional<String> confined(String document, Asked asked) {
        return Confined.resolve(document, asked.name(), asked.query())
                .filter(url -> !Confined.numbered(asked.name()) || references.knows(url));
    }

    /** A document below the folder of the playlist that all begins with, asked for by its name there. */
    void beside(HlsSession session, Asked asked, Consumer<Answer> taker) {
        document(session, confined(entry, asked), asked, taker);
    }

    /**
     * What a player wants.
     *
     * @param name percent-decoded once; maybe with slashes
     * @param range the value of his {@code Range} header
     */
    record Asked(String name, String query, Optional<String> range) {}

    private void document(HlsSession session, Optional<String> url, Asked asked, Consumer<Answer> taker) {
        if (documents == null || url.isEmpty()) {
            taker.accept(new Answer.Failed(404, "There is nothing here.", false));
            return;
        }
        Optional<String> range = asked.range()
                .map(String::strip)
                .filter(each -> RANGE.matcher(each).matches());
        Optional<String> passedOn = range.filter(
                each -> RANGED.matcher(HlsReferences.name(url.get())).matches());
        documents.get(url.get(), passedOn, outcome -> answer(session, range, outcome, taker));
    }

    private void answer(HlsSession session, Optional<String> range, Outcome outcome, Consumer<Answer> taker) {
        lookAgain();
        switch (outcome) {
            case Outcome.Failed(int status, String reason) ->
                taker.accept(new Answer.Failed(status, reason, !outcome.equals(HlsDocuments.BUSY)));
            case Outcome.Got got -> {
                Optional<String> text = HlsDocuments.text(got);
                if (text.isPresent()) {
                    taker.accept(rewritten(session, got.url(), text.get()));
                } else {
                    taker.accept(bytes(range, got));
                }
            }
        }
    }

    private Answer rewritten(HlsSession session, String from, String playlist) {
        if (playlist.length() > LONGEST_PLAYLIST) {
            return new Answer.Failed(502, "The source's playlist is too long.", true);
        }
        String ours = PlaylistAddresses.replaced(
                playlist, each -> references.address(session, References.resolve(from, each)));
        return new Answer.Text(ours, HlsDocuments.targetSeconds(playlist));
    }

    /** As the source has it; where it did not honour the range, cut out here. */
    private static Answer bytes(Optional<String> range, Outcome.Got got) {
        String type = got.contentType().isEmpty() ? "application/octet-stream" : got.contentType();
        ByteBuf body = got.body();
        int size = body.readableBytes();
        if (range.isEmpty()) {
            return new Answer.Bytes(200, Map.of("Content-Type", type), List.of(body.retainedDuplicate()));
        }
        Matcher asked = RANGE.matcher(range.get());
        long first = asked.matches() ? Long.parseLong(asked.group(1)) : 0;
        if (got.status() == 206) {
            return part(type, "bytes " + first + "-" + (first + size - 1) + "/*", body.retainedDuplicate());
        }
        if (first >= size) {
            return new Answer.Bytes(416, Map.of("Content-Range", "bytes */" + size), List.of());
        }
        long last = asked.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(asked.group(2)));
        if (last < first) {
            return new Answer.Bytes(416, Map.of("Content-Range", "bytes */" + size), List.of());
        }
        ByteBuf slice = body.retainedSlice(body.readerIndex() + (int) first, (int) (last - first + 1));
        return part(type, "bytes " + first + "-" + last + "/" + size, slice);
    }

    private static Answer part(String type, String range, ByteBuf body) {
        return new Answer.Bytes(206, Map.of("Content-Type", type, "Content-Range", range), List.of(body));
    }

    /** Counts how playlists come: a source whose playlists stay away has failed. */
    void playlistCame(boolean well) {
        long now = System.nanoTime();
        if (well) {
            failures = 0;
        } else if (failures == 0 || now - failedNanos >= ONE_FAILURE_NANOS) {
            failures++;
            failedNanos = now;
        }
        if (failures >= MOST_FAILURES) {
            fail();
        }
    }

    /**
     * {@code got} came instead of the playlist that all begins with.
     *
     * @return whether the session is the relay's now; else its player may try again
     */
    boolean lost(HlsSession session, Answer got) {
        boolean ours = got instanceof Answer.Failed failed && !failed.ofSource();
        if (!ours && (documents == null || !session.answered())) {
            fail();
        } else if (!ours) {
            playlistCame(false);
        }
        return closed;
    }

    /** The source does not do: the channel's relay has its turn. */
    void fail() {
        if (!closed) {
            house.failed(channel.id());
            close("The source failed.");
        }
    }

    private void withSource(Consumer<Optional<String>> then) {
        if (documents != null) {
            then.accept(Optional.empty());
            return;
        }
        waiting.add(then);
        if (!asked) {
            asked = true;
            log.atInfo()
                    .addKeyValue("channel", channel.id())
                    .addKeyValue("feed", feed.id())
                    .log("Passing through");
            leaveLine = house.tuner().passThrough(channel, feed, loop, this::opened);
            loop.schedule(this::giveUp, house.settings().openTimeout().toMillis() / 2, TimeUnit.MILLISECONDS);
        }
    }

    private void opened(PassThrough source) {
        if (closed) {
            source.close();
            return;
        }
        documents = new HlsDocuments(source, house.shared());
        seen = look();
        start = source.start();
        tell(Optional.empty());
    }

    private void giveUp() {
        if (documents == null) {
            tell(Optional.of("All connections to the source are taken."));
            close("No connection to the source.");
        }
    }

    private void tell(Optional<String> problem) {
        List<Consumer<Optional<String>>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(each -> each.accept(problem));
    }

    /** A session ended. */
    void left(HlsSession session) {
        boolean was = audience.remove(session);
        seen = look();
        if (was && audience.isEmpty()) {
            loop.schedule(this::closeIfAlone, house.settings().linger().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeIfAlone() {
        if (audience.isEmpty()) {
            close("Nobody watches.");
        }
    }

    /** Somebody waits for a connection of {@code provider}. */
    void makeRoom(ProviderId provider) {
        if (audience.isEmpty() && feed.provider().equals(provider)) {
            close("Its slot is needed.");
        }
    }

    /** Gives the connection back. Sessions stay: their next playlist is the relay's. */
    void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        house.gone(channel.id(), this);
        log.atInfo()
                .addKeyValue("channel", channel.id())
                .addKeyValue("reason", reason)
                .log("Passing through ended");
        leaveLine.run();
        tell(Optional.of(reason));
        if (documents != null) {
            documents.close();
            documents = null;
        }
        audience.clear();
    }
}
