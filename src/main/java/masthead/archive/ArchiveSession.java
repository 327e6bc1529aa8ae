package masthead.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import masthead.access.Seat;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.ProviderId;
import masthead.format.archive.Stretch;
import masthead.http.Exchange;
import masthead.tuner.FileLine;
import masthead.tuner.FileOpener;
import masthead.tuner.Use;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber who watches the past of one channel on one device: one seat, and one connection of a provider at a time,
 * however many requests the player sends.
 *
 * <p>A request for a stream ends the one before it: the newest wins. Pieces of a playlist are sent one after another instead,
 * because a player fetches the next before it has the last. Safe on any thread; playing blocks.
 */
public final class ArchiveSession implements Seat.Holder {
    /** How a request went. Of all but {@link Played} nothing was answered yet. */
    public sealed interface Answer {
        record Played() implements Answer {}

        /** No feed has this stretch. */
        record Missing() implements Answer {}

        /** {@code reason} is for the player. */
        record Failed(String reason) implements Answer {}
    }

    /**
     * A request.
     *
     * @param piece of a playlist; else a stream
     */
    public record Request(Channel channel, Stretch stretch, boolean piece) {}

    private static final Logger log = LoggerFactory.getLogger(ArchiveSession.class);
    private static final String TYPE = "video/mp2t";

    private final PastOpener past;
    private final FileOpener files;
    private final ArchiveSettings settings;
    private final Seat seat;
    /** Pieces wait here for their turn. */
    private final ReentrantLock turns = new ReentrantLock(true);

    // Guarded by this.
    private Optional<FileLine> line = Optional.empty();
    private Optional<Feed> feed = Optional.empty();
    private Optional<Exchange> current = Optional.empty();
    private boolean ended;
    private boolean pieces;
    private long idleSince = System.nanoTime();

    ArchiveSession(PastOpener past, FileOpener files, ArchiveSettings settings, Seat seat) {
        this.past = past;
        this.files = files;
        this.settings = settings;
        this.seat = seat;
    }

    /** Answers with the stretch as a transport stream; blocks until all of it was sent. */
    public Answer play(Exchange exchange, Request request) throws IOException {
        if (request.piece()) {
            if (!inTurn()) {
                return new Answer.Failed("Another piece is still being sent");
            }
            try {
                return send(exchange, request);
            } finally {
                turns.unlock();
            }
        }
        return send(exchange, request);
    }

    private boolean inTurn() {
        try {
            return turns.tryLock(settings.openTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answer send(Exchange exchange, Request request) throws IOException {
        Optional<Exchange> before;
        synchronized (this) {
            if (ended) {
                return new Answer.Failed("Superseded");
            }
            before = current;
            current = Optional.of(exchange);
            pieces |= request.piece();
        }
        before.ifPresent(Exchange::breakOff);
        exchange.whenOver(() -> left(exchange));
        try {
            PastOpener.Wish wish = new PastOpener.Wish(request.channel(), request.stretch(), exchange.header("Range"));
            return switch (past.open(wish, wanted -> line(wanted, request))) {
                case Opened.Found(Past found) -> {
                    try (found) {
                        reply(exchange, found);
                    }
                    yield new Answer.Played();
                }
                case Opened.Missing missing -> new Answer.Missing();
                case Opened.Busy busy -> new Answer.Failed("All connections of the provider are in use");
                case Opened.Failed failed -> new Answer.Failed("The provider's archive does not play");
            };
        } finally {
            done(exchange);
        }
    }

    private void reply(Exchange exchange, Past found) throws IOException {
        exchange.with("Cache-Control", "no-store").with("Accept-Ranges", found.ranges() ? "bytes" : "none");
        found.range().ifPresent(range -> exchange.with("Content-Range", range));
        if (found.status() == 416) {
            exchange.reply(416);
            return;
        }
        OutputStream body = found.raw() && found.length().isPresent()
                ? exchange.replyBody(found.status(), TYPE, found.length().getAsLong(), settings.pausePatience())
                : exchange.replyBody(found.status(), TYPE, settings.pausePatience());
        try {
            found.carry(body, seat::firm);
        } catch (IOException cut) {
            log.atInfo()
                    .addKeyValue("feed", found.feed().id())
                    .addKeyValue("why", cut.getMessage())
                    .log("An archive was cut off");
            exchange.breakOff();
        }
    }

    /** The connection of {@code wanted}: the one there is, else another in its place. */
    private Optional<FileLine> line(Feed wanted, Request request) {
        synchronized (this) {
            if (line.isPresent() && feed.map(Feed::id).equals(Optional.of(wanted.id()))) {
                return line;
            }
        }
        closeLine();
        Optional<FileLine> opened =
                files.line(wanted, Use.ARCHIVE, request.channel().id().value(), settings.slotPatience());
        synchronized (this) {
            if (!ended) {
                line = opened;
                feed = opened.map(each -> wanted);
                return opened;
            }
        }
        opened.ifPresent(FileLine::close);
        return Optional.empty();
    }

    /** The player has gone in the middle, or has all of it. */
    private void left(Exchange exchange) {
        Optional<FileLine> open;
        synchronized (this) {
            open = current.filter(exchange::equals).isPresent() ? line : Optional.empty();
        }
        open.ifPresent(FileLine::hangUp);
    }

    private synchronized void done(Exchange exchange) {
        if (current.filter(exchange::equals).isPresent()) {
            current = Optional.empty();
            idleSince = System.nanoTime();
        }
    }

    /** The player was given a playlist, and will come for its pieces. */
    public synchronized void promise() {
        pieces = true;
        idleSince = System.nanoTime();
    }

    /** Gives back what nobody has used for long; true if the session is over. */
    boolean look(long now) {
        boolean over;
        boolean idle;
        synchronized (this) {
            Duration patience = pieces ? settings.sessionIdle() : settings.linger();
            idle = current.isEmpty() && now - idleSince > settings.linger().toNanos();
            over = ended || (current.isEmpty() && now - idleSince > patience.toNanos());
        }
        if (over) {
            end();
        } else if (idle) {
            closeLine();
        }
        return over;
    }

    /** Somebody waits for a connection of {@code provider}: gives it up, if it is not in use. */
    void yieldLine(ProviderId provider) {
        boolean mine;
        synchronized (this) {
            mine = current.isEmpty() && feed.map(Feed::provider).equals(Optional.of(provider));
        }
        if (mine) {
            closeLine();
        }
    }

    private void closeLine() {
        Optional<FileLine> open;
        synchronized (this) {
            open = line;
            line = Optional.empty();
            feed = Optional.empty();
        }
        open.ifPresent(FileLine::close);
    }

    /** Ends what is being sent, and gives seat and connection back. */
    void end() {
        Optional<Exchange> sending;
        synchronized (this) {
            ended = true;
            sending = current;
            current = Optional.empty();
        }
        sending.ifPresent(Exchange::breakOff);
        closeLine();
        seat.close();
    }

    boolean over() {
        synchronized (this) {
            return ended;
        }
    }

    @Override
    public boolean alive() {
        return !over();
    }

    @Override
    public void leave() {
        end();
    }
}
