package masthead.access;

import java.util.function.Consumer;

/**
 * Decides who comes in, and how often at once.
 *
 * <p>Verified pairs are remembered for minutes under a keyed digest, so a request rarely pays for a password hash; hashing
 * is done by at most two threads of ours, never by the caller's.
 */
public final class Turnstile {
    /**
     * Who sent these credentials? Blocks while a hash is computed; on a virtual thread.
     *
     * <p>Takes the same time for a wrong name as for a wrong password; slows down an address that keeps failing.
     *
     * @param address the client's network address, for slowing down guessers
     */
    public Recognition recognise(Credentials credentials, String address) {
        throw new IllegalStateException("unwritten " + credentials + address);
    }

    /**
     * May this connection have a seat? Never blocks: callable on an event loop.
     *
     * @param answer called exactly once; at once on the caller's thread when the pair was verified lately, else on a thread of
     *     ours: hop back to your loop
     */
    public void admit(Credentials credentials, Format format, String address, Consumer<Admission> answer) {
        throw new IllegalStateException("unwritten " + credentials + format + address + answer);
    }

    /** Whether {@code subscriber} may watch now. */
    public Standing standing(Subscriber subscriber) {
        throw new IllegalStateException("unwritten " + subscriber);
    }
}
