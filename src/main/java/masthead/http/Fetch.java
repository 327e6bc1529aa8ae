package masthead.http;

import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import masthead.config.ByteSize;

/** Fetches documents over HTTP(S), for blocking code on virtual threads. */
public interface Fetch {
    /**
     * Asks for {@code url}, following redirects, and returns once the head is there. The body is bounded by
     * {@code http.upload-limit}; a body cut short throws from the stream, as does 60 s of silence.
     *
     * @throws FetchFailed if there is no answer, with a reason that names no credentials
     */
    Document open(String url, Map<String, String> headers);

    /** Fetches that leave by {@code way}; this one where there is no choice. */
    default Fetch by(WayOut way) {
        return this;
    }

    /** Fetches that follow no redirect: it is an answer like others. */
    default Fetch unredirected() {
        throw new UnsupportedOperationException("this fetch follows redirects");
    }

    /**
     * Fetches that connect to no address of a private network or of this machine, whatever name it has. Through a proxy, which
     * looks names up itself, only addresses and names that are surely private are refused.
     */
    default Fetch abroad() {
        throw new UnsupportedOperationException("this fetch connects anywhere");
    }

    /** Fetches whose bodies are bounded by {@code most}, and not by {@code http.upload-limit}; this one where there is no bound. */
    default Fetch limited(ByteSize most) {
        return this;
    }

    /**
     * Fetches that wait so long for the head of an answer, redirects included, and bear so much silence in its body; this one where
     * there is no choice.
     */
    default Fetch within(Duration head, Duration silence) {
        return this;
    }

    /** A request that another thread can break off; see {@link #open}. Nothing is asked for before {@link Call#open}. */
    default Call call(String url, Map<String, String> headers) {
        return new PlainCall(this, url, headers);
    }

    /** One connection after the other; each is closed when its answer was read, where nothing can be kept. */
    default Line line() {
        return new PlainLine(this);
    }

    /**
     * Calls to one place, one at a time. The connection of an answer that was read to its end is kept for the next, a few seconds, unless
     * there was a redirect. Safe on any thread.
     */
    interface Line extends AutoCloseable {
        /** As {@link Fetch#call}; one that has the line's connection keeps it until it is closed or its body was read to the end. */
        Call call(String url, Map<String, String> headers);

        /** Closes the connection that is kept; calls are closed by whoever made them. */
        @Override
        void close();

        /** Waits until it is closed for certain, at most so long. */
        boolean awaitClosed(Duration most);
    }

    /** A request, not sent yet, under way or answered. Safe on any thread. */
    interface Call extends AutoCloseable {
        /**
         * Asks, once. The document is closed with this.
         *
         * @throws FetchFailed if there is no answer, or it was closed meanwhile
         */
        Document open();

        /** Breaks it off, whatever it is at, and closes its connections; who reads its body finds it cut. */
        @Override
        void close();

        /** Waits until the connections are closed for certain, at most so long. */
        boolean awaitClosed(Duration most);
    }

    /** An answer. Close it, read or not. */
    interface Document extends AutoCloseable {
        int status();

        Optional<String> header(String name);

        /** Where it came from in the end, after redirects; empty if that is not known. May hold credentials: never logged. */
        default Optional<String> from() {
            return Optional.empty();
        }

        InputStream body();

        @Override
        void close();
    }
}
