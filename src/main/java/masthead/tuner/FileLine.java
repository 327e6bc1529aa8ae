package masthead.tuner;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import masthead.http.Fetch;
import masthead.http.FetchFailed;

/**
 * One connection of a provider for one file, with the slot it takes: opened as often as need be, one at a time.
 *
 * <p>Opening again closes what was open, and waits until its sockets are closed: the provider never sees two. What was read to its end is not
 * closed: the next call has its connection. Redirects are
 * followed anew each time, for what they lead to may expire. Safe on any thread; opening blocks.
 */
public final class FileLine implements AutoCloseable {
    /** A socket that does not say that it is closed counts as closed then. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Fetch.Line fetch;
    private final Address address;
    private final Map<String, String> headers;
    private final ProviderSlots.Slot slot;
    /** Guarded by this. */
    private Optional<Fetch.Call> open = Optional.empty();

    private volatile boolean closed;

    /** Where the file is. */
    interface Address {
        /** @throws FetchFailed if it is nowhere */
        String now();

        /** Where else it is, because {@code url} cannot be reached; empty if it is nowhere else. */
        Optional<String> insteadOf(String url);
    }

    FileLine(Fetch.Line fetch, Address address, Map<String, String> headers, ProviderSlots.Slot slot) {
        this.fetch = fetch;
        this.address = address;
        this.headers = Map.copyOf(headers);
        this.slot = slot;
        slot.heldWhile(() -> !closed);
    }

    /** The account to connect with; 0 is the main one. */
    public int account() {
        return slot.account();
    }

    /**
     * Asks for the feed's file.
     *
     * @param more headers beside those that its provider is asked with, {@code Range} for instance
     * @throws FetchFailed if there is no answer, or somebody hung up or opened again meanwhile
     */
    public Fetch.Document open(Map<String, String> more) {
        return begin(more).open();
    }

    /** As the other one, at an address that the caller made for this account. */
    public Fetch.Document open(String url, Map<String, String> more) {
        return begin(url, more, Optional.empty()).open();
    }

    /** As {@link #open(Map)}, in two steps: what was open is closed now, and the call waits for that when it is opened. */
    public Fetch.Call begin(Map<String, String> more) {
        return begin(address.now(), more, Optional.of(address));
    }

    private Fetch.Call begin(String url, Map<String, String> more, Optional<Address> others) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        Fetch.Call call = fetch.call(url, all);
        Optional<Fetch.Call> before;
        synchronized (this) {
            before = open;
            open = Optional.of(call);
        }
        before.ifPresent(Fetch.Call::close);
        if (closed) {
            call.close();
        }
        return new NextCall(call, before, new Elsewhere(url, more, others));
    }

    /** What is asked for, and where else it may be. */
    private record Elsewhere(String url, Map<String, String> more, Optional<Address> others) {}

    /** A call that is not opened before the sockets of the last one are closed; where nobody is, it asks once more elsewhere. */
    private final class NextCall implements Fetch.Call {
        private final Optional<Fetch.Call> before;
        private final Elsewhere elsewhere;
        private volatile Fetch.Call call;
        private volatile boolean givenUp;

        NextCall(Fetch.Call call, Optional<Fetch.Call> before, Elsewhere elsewhere) {
            this.call = call;
            this.before = before;
            this.elsewhere = elsewhere;
        }

        @Override
        public Fetch.Document open() {
            before.ifPresent(each -> each.awaitClosed(PATIENCE));
            try {
                return call.open();
            } catch (FetchFailed e) {
                return again(e).open();
            }
        }

        private Fetch.Call again(FetchFailed e) {
            boolean wanted = !closed && !givenUp;
            String url = elsewhere
                    .others()
                    .filter(each -> wanted)
                    .flatMap(each -> each.insteadOf(elsewhere.url()))
                    .orElseThrow(() -> e);
            Map<String, String> all = new HashMap<>(headers);
            all.putAll(elsewhere.more());
            Fetch.Call next = fetch.call(url, all);
            synchronized (FileLine.this) {
                if (open.filter(call::equals).isEmpty()) { // somebody opened again meanwhile
                    throw e;
                }
                open = Optional.of(next);
            }
            call.close();
            call = next;
            if (givenUp || closed) {
                next.close();
            }
            return next;
        }

        @Override
        public void close() {
            givenUp = true;
            call.close();
        }

        @Override
        public boolean awaitClosed(Duration most) {
            return call.awaitClosed(most);
        }
    }

    private static void end(Fetch.Call call) {
        call.close();
        call.awaitClosed(PATIENCE);
    }

    /** Closes what is open, and keeps the slot. */
    public void hangUp() {
        Optional<Fetch.Call> now;
        synchronized (this) {
            now = open;
        }
        now.ifPresent(Fetch.Call::close);
    }

    /** Closes what is open, and gives the slot back as soon as its sockets are closed; does not wait for that. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Optional<Fetch.Call> last;
        synchronized (this) {
            last = open;
        }
        last.ifPresent(Fetch.Call::close);
        fetch.close();
        if (last.isEmpty()) {
            slot.close();
        } else {
            Thread.startVirtualThread(() -> {
                end(last.get());
                fetch.awaitClosed(PATIENCE);
                slot.close();
            });
        }
    }
}
