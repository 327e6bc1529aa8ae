package masthead.vod;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import masthead.catalog.Feed;
import masthead.http.Exchange;
import masthead.tuner.FileLine;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request for a film: bytes out of memory where they are there, else from the provider, asked again where it breaks off.
 *
 * <p>What one answer sends is of one version of the file: if the provider has another one in the middle of it, the connection ends.
 * On one virtual thread.
 */
final class Carriage {
    /** How an answer ended that was not given: for the door to say. */
    enum Outcome {
        ANSWERED,
        NOT_THERE,
        NO_CONNECTION,
        NOT_SENT,
        GIVEN_UP
    }

    private static final int BUFFER = 64 * 1024;
    /** How often in a row an upstream may end without a byte before its viewer is told. */
    private static final int TRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Another version of the file than was thought, before anything was sent. */
    private static final class Changed extends Exception {
        private static final long serialVersionUID = 1L;

        Changed() {
            super(null, null, false, false);
        }
    }

    private final Windows windows;
    private final VodSettings settings;
    private final Function<Feed, Optional<FileLine>> take;
    private final Showing.Viewing viewing;
    private final String type;

    // Of the feed that is asked now.
    private @Nullable Feed feed;
    private Outcome outcome = Outcome.NOT_SENT;

    Carriage(
            Windows windows,
            VodSettings settings,
            Function<Feed, Optional<FileLine>> take,
            Showing.Viewing viewing,
            String type) {
        this.windows = windows;
        this.settings = settings;
        this.take = take;
        this.viewing = viewing;
        this.type = type;
    }

    /** Tries one feed; if the outcome is not {@link Outcome#ANSWERED}, nothing was sent. */
    Outcome serve(Feed from, String range, Optional<String> condition) throws IOException {
        feed = from;
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                try {
                    return attempt(key(from), ByteAsk.of(range), condition);
                } catch (Changed again) {
                    windows.forget(key(from));
                }
            }
            return Outcome.NOT_SENT;
        } catch (Showing.NoConnection none) {
            return Outcome.NO_CONNECTION;
        }
    }

    static String key(Feed feed) {
        return feed.provider() + " " + feed.id() + " " + feed.url();
    }

    private Outcome attempt(String key, ByteAsk asked, Optional<String> condition) throws IOException, Changed {
        Optional<Windows.Known> known = windows.known(key);
        if (known.isPresent() && known.get().ranges()) {
            ByteAsk ask = unless(condition, known.get(), asked);
            return known(known.get(), ask);
        }
        return unknown(key, asked, condition);
    }

    /** What {@code If-Range} leaves of a range: all of the file where it is another one by now. */
    private static ByteAsk unless(Optional<String> condition, Windows.Known known, ByteAsk ask) {
        String tag = known.facts().tag();
        return condition.isEmpty() || (!tag.isEmpty() && condition.get().strip().equals(tag))
                ? ask
                : new ByteAsk.Whole();
    }

    /** The file's length is known, and its upstream knows ranges. */
    private Outcome known(Windows.Known file, ByteAsk ask) throws IOException, Changed {
        Optional<Span> span = Span.of(ask, file.facts().length());
        if (span.isEmpty()) {
            outOfRange(viewing.exchange(), file.facts().length());
            return Outcome.ANSWERED;
        }
        long missing = firstMissing(file, span.get());
        if (missing > span.get().to()) {
            send(file, span.get(), ask, null, missing);
            return Outcome.ANSWERED;
        }
        Upstream upstream = reach(file, missing, span.get().to());
        if (upstream == null) {
            return outcome;
        }
        send(file, span.get(), ask, upstream, aligned(file, missing));
        return Outcome.ANSWERED;
    }

    /** The first position of {@code span} whose bytes are not in memory; behind its end if all are. */
    private long firstMissing(Windows.Known file, Span span) {
        long at = span.from();
        while (at <= span.to() && windows.has(file, at)) {
            at = (at / Windows.PIECE + 1) * Windows.PIECE;
        }
        return at;
    }

    /** Where to read from so that the piece at {@code at} becomes whole, if it is to be kept. */
    private long aligned(Windows.Known file, long at) {
        return windows.keeps(file, at) ? at / Windows.PIECE * Windows.PIECE : at;
    }

    /** Where to read to, for the same reason. */
    private long alignedEnd(Windows.Known file, long to) {
        long last = file.facts().length() - 1;
        return windows.keeps(file, to) ? Math.min(last, (to / Windows.PIECE + 1) * Windows.PIECE - 1) : to;
    }

    /**
     * Asks for the bytes of {@code file} from the piece of {@code at} on.
     *
     * @return nothing where that failed; {@link #outcome} says how
     * @throws Changed if it is another version of the file, or no ranges are answered any more
     */
    private @Nullable Upstream reach(Windows.Known file, long at, long to) throws Changed {
        long start = aligned(file, at);
        long last = file.facts().length() - 1;
        long end = alignedEnd(file, to);
        String range = "bytes=" + start + "-" + (end == last ? "" : end);
        Feed now = Objects.requireNonNull(feed);
        switch (Upstream.ask(viewing, now, take, range, file.facts().condition())) {
            case Upstream.Answer.Part part
            when part.from() == start && part.body().facts(part.total()).equals(file.facts()) -> {
                windows.seen(key(now), file.facts(), true);
                return part.body();
            }
            case Upstream.Answer.Part part -> {
                part.body().close();
                if (part.from() == start) {
                    throw new Changed();
                }
                outcome = Outcome.NOT_SENT; // an upstream that does not count well
            }
            case Upstream.Answer.Whole whole -> {
                whole.body().close();
                throw new Changed();
            }
            case Upstream.Answer.OutOfRange() -> throw new Changed();
            case Upstream.Answer.Refused(int status) -> outcome = refused(status);
            case Upstream.Answer.Failed failed -> outcome = Outcome.NOT_SENT;
            case Upstream.Answer.GivenUp() -> outcome = Outcome.GIVEN_UP;
        }
        return null;
    }

    private static Outcome refused(int status) {
        return status == 404 || status == 410 ? Outcome.NOT_THERE : Outcome.NOT_SENT;
    }

    /** Nothing is known of the file, or that its upstream ignores ranges: it is asked for what the player asks for. */
    private Outcome unknown(String key, ByteAsk ask, Optional<String> condition) throws IOException, Changed {
        if (ask instanceof ByteAsk.Unanswerable) {
            ask = new ByteAsk.Part(0, 0); // to learn how long it is
        }
        Feed now = Objects.requireNonNull(feed);
        switch (Upstream.ask(viewing, now, take, header(ask), Optional.empty())) {
            case Upstream.Answer.Part part when part.total() < 0 -> passPart(part);
            case Upstream.Answer.Part part -> {
                Windows.Known file = windows.seen(key, part.body().facts(part.total()), true);
                return begun(file, part, ask, condition);
            }
            case Upstream.Answer.Whole whole
            when whole.length().isPresent() -> {
                long length = whole.length().getAsLong();
                boolean ranges = ask instanceof ByteAsk.Whole && !whole.body().deniesRanges();
                Windows.Known file = windows.seen(key, whole.body().facts(length), ranges);
                send(file, new Span(0, length - 1), new ByteAsk.Whole(), whole.body(), 0);
            }
            case Upstream.Answer.Whole whole -> passAll(whole.body());
            case Upstream.Answer.OutOfRange() -> outOfRange(viewing.exchange(), -1);
            case Upstream.Answer.Refused(int status) -> {
                return refused(status);
            }
            case Upstream.Answer.Failed failed -> {
                return Outcome.NOT_SENT;
            }
            case Upstream.Answer.GivenUp() -> {
                return Outcome.GIVEN_UP;
            }
        }
        return Outcome.ANSWERED;
    }

    /** The first answer of an upstream told the file's length: what was asked for can be told from what was answered. */
    private Outcome begun(Windows.Known file, Upstream.Answer.Part part, ByteAsk ask, Optional<String> condition)
            throws IOException, Changed {
        ByteAsk wanted = unless(condition, file, ask);
        Optional<Span> span = Span.of(wanted, file.facts().length());
        if (span.isEmpty()) {
            part.body().close();
            outOfRange(viewing.exchange(), file.facts().length());
            return Outcome.ANSWERED;
        }
        boolean fits = part.from() <= span.get().from()
                && span.get().from() - part.from() < Windows.PIECE
                && part.to() >= span.get().from();
        if (!fits) {
            part.body().close();
            return wanted.equals(ask) ? Outcome.NOT_SENT : known(file, wanted);
        }
        send(file, span.get(), wanted, part.body(), part.from());
        return Outcome.ANSWERED;
    }

    /** As the upstream is asked; the beginning of a film is asked for in whole pieces, which are kept. */
    private String header(ByteAsk ask) {
        long window = settings.window().bytes();
        return switch (ask) {
            case ByteAsk.Whole() -> "";
            case ByteAsk.Unanswerable() -> "";
            case ByteAsk.Tail(long count) -> "bytes=-" + count;
            case ByteAsk.Part(long from, long to) -> {
                long start = from < window ? from / Windows.PIECE * Windows.PIECE : from;
                long end = to < window ? (to / Windows.PIECE + 1) * Windows.PIECE - 1 : to;
                yield "bytes=" + start + "-" + (to == Long.MAX_VALUE ? "" : end);
            }
        };
    }

    static void outOfRange(Exchange exchange, long length) {
        exchange.with("Content-Range", "bytes */" + (length < 0 ? "*" : Long.toString(length)))
                .with("Accept-Ranges", "bytes")
                .reply(416);
    }

    /** A part of a file whose length nobody knows: as it comes, and nothing is kept of it. */
    private void passPart(Upstream.Answer.Part part) throws IOException {
        try (Upstream upstream = part.body()) {
            long length = part.to() - part.from() + 1;
            OutputStream out = viewing.exchange()
                    .with("Content-Range", "bytes " + part.from() + "-" + part.to() + "/*")
                    .replyBody(206, type, length, settings.sendPatience());
            pass(upstream, out, length);
        }
    }

    private void passAll(Upstream upstream) throws IOException {
        try (upstream) {
            pass(upstream, viewing.exchange().replyStream(type), Long.MAX_VALUE);
        }
    }

    private void pass(Upstream upstream, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = most;
        while (left > 0) {
            int count = upstream.read(buffer, (int) Math.min(left, buffer.length));
            if (count < 0) {
                return;
            }
            viewing.shows();
            out.write(buffer, 0, count);
            out.flush();
            left -= count;
        }
    }

    /**
     * Sends {@code span}, and closes {@code first}.
     *
     * @param first what is read already, from {@code start} on; nothing where all is in memory
     */
    private void send(Windows.Known file, Span span, ByteAsk ask, @Nullable Upstream first, long start)
            throws IOException {
        FileFacts facts = file.facts();
        Exchange exchange = viewing.exchange().with("Accept-Ranges", file.ranges() ? "bytes" : "none");
        if (!facts.tag().isEmpty()) {
            exchange.with("ETag", facts.tag());
        }
        boolean whole = ask instanceof ByteAsk.Whole;
        if (!whole) {
            exchange.with("Content-Range", "bytes " + span.from() + "-" + span.to() + "/" + facts.length());
        }
        Stretch stretch = new Stretch(file, span);
        stretch.upstream = first;
        stretch.at = start;
        stretch.keeper = windows.keeper(file, start);
        try {
            stretch.send(exchange.replyBody(whole ? 200 : 206, type, span.length(), settings.sendPatience()));
        } finally {
            stretch.close();
        }
    }

    /** The bytes of one answer, on their way. */
    private final class Stretch {
        private final Windows.Known file;
        private final Span span;
        private final byte[] buffer = new byte[BUFFER];
        private @Nullable Upstream upstream;
        /** Where the upstream is. */
        private long at;

        private Windows.Keeper keeper;
        private int tries;

        Stretch(Windows.Known file, Span span) {
            this.file = file;
            this.span = span;
            this.keeper = windows.keeper(file, span.from());
        }

        void send(OutputStream out) throws IOException {
            long sent = span.from();
            while (sent <= span.to() && !viewing.gone()) {
                Optional<byte[]> kept = sent < at || upstream == null ? windows.from(file, sent) : Optional.empty();
                if (kept.isPresent()) {
                    byte[] piece = kept.get();
                    sent += write(out, piece, 0, (int) Math.min(piece.length, span.to() - sent + 1));
                } else if (upstream == null || sent < at) {
                    reopen(sent);
                } else {
                    sent = forward(out, sent);
                }
            }
            out.flush();
            viewing.served();
            finishPiece();
            finishAnswer();
        }

        private int write(OutputStream out, byte[] bytes, int offset, int count) throws IOException {
            viewing.shows();
            out.write(bytes, offset, count);
            return count;
        }

        /** Reads on, and writes what of it is wanted; what comes before {@code sent} was read for the sake of its piece. */
        private long forward(OutputStream out, long sent) throws IOException {
            int count = readSome();
            if (count <= 0) {
                lost();
                return sent;
            }
            tries = 0;
            keeper.pass(buffer, 0, count);
            long before = at;
            at += count;
            if (at <= sent) {
                return sent;
            }
            int skip = (int) (sent - before);
            int part = (int) Math.min(count - skip, span.to() - sent + 1);
            write(out, buffer, skip, part);
            out.flush();
            return sent + part;
        }

        private int readSome() {
            try {
                return Objects.requireNonNull(upstream).read(buffer, buffer.length);
            } catch (IOException cut) {
                return -1;
            }
        }

        /** The upstream ended too early: somebody newer has the connection, or it broke off. */
        private void lost() throws IOException {
            close();
            if (!viewing.overtaken() && ++tries > TRIES) {
                throw new IOException("The provider breaks off again and again");
            }
            if (tries > 1) {
                viewing.pause(FIRST_PAUSE.multipliedBy(tries));
            }
        }

        private void reopen(long from) throws IOException {
            close();
            try {
                upstream = file.ranges() ? reach(file, from, span.to()) : null;
            } catch (Changed other) {
                windows.forget(key(Objects.requireNonNull(feed)));
                throw new IOException("The provider has another version of the file by now", other);
            } catch (Showing.NoConnection none) {
                throw new IOException("The provider has no connection left", none);
            }
            at = aligned(file, from);
            keeper = windows.keeper(file, at);
            if (upstream == null) {
                if (outcome == Outcome.GIVEN_UP) {
                    throw new IOException("A newer range of this player has the connection");
                }
                if (++tries > TRIES) {
                    throw new IOException("The provider does not answer any more");
                }
                viewing.pause(FIRST_PAUSE.multipliedBy(tries));
            }
        }

        /** Reads the rest of a piece that is to be kept: it is not much. */
        private void finishPiece() {
            while (upstream != null && at % Windows.PIECE != 0 && windows.keeps(file, at) && !viewing.overtaken()) {
                int count = readSome();
                if (count <= 0) {
                    return;
                }
                keeper.pass(buffer, 0, count);
                at += count;
            }
        }

        /** Sees the end of an answer of which everything was wanted: its connection is for the next range then. */
        private void finishAnswer() {
            if (upstream != null && at > upstream.last() && !viewing.overtaken()) {
                readSome();
            }
        }

        void close() {
            if (upstream != null) {
                upstream.close();
                upstream = null;
            }
        }
    }
}
