package masthead.tuner;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import masthead.http.Fetch;
import masthead.http.FetchFailed;

/**
 * One connection of a provider for one file, with the slot it takes: opened as often as need be, one at a time.
 *
 * <p>Opening again closes what was open, and waits until its sockets are closed: the provider never sees two. Redirects are
 * followed anew each time, for what they lead to may expire. Safe on any thread; opening blocks.
 */
public final class FileLine implements AutoCloseable {
    /** A socket that does not say that it is closed counts as closed then. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Fetch fetch;
    private final Supplier<String> address;
    private final Map<String, String> headers;
    private final ProviderSlots.Slot slot;
    /** Guarded by this. */
    private Optional<Fetch.Call> open = Optional.empty();

    private volatile boolean closed;

    FileLine(Fetch fetch, Supplier<String> address, Map<String, String> headers, ProviderSlots.Slot slot) {
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
        return open(address.get(), more);
    }

    /** As the other one, at an address that the caller made for this account. */
    public Fetch.Document open(String url, Map<String, String> more) {
        return begin(url, more).open();
    }

    /** As {@link #open(Map)}, in two steps: what was open is closed now, and the call waits for that when it is opened. */
    public Fetch.Call begin(Map<String, String> more) {
        return begin(address.get(), more);
    }

    private Fetch.Call begin(String url, Map<String, String> more) {
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
        return new NextCall(call, before);
    }

    /** A call that is not opened before the sockets of the last one are closed. */
    private record NextCall(Fetch.Call call, Optional<Fetch.Call> before) implements Fetch.Call {
        @Override
        public Fetch.Document open() {
            before.ifPresent(each -> each.awaitClosed(PATIENCE));
            return call.open();
        }

        @Override
        public void close() {
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
        if (last.isEmpty()) {
            slot.close();
        } else {
            last.get().close();
            Thread.startVirtualThread(() -> {
                end(last.get());
                slot.close();
            });
        }
    }
}
