package masthead.access;

import masthead.config.Secret;

/** Those who run the place. Blocks; on a virtual thread. */
public final class Operators {
    /** Whether there is no operator yet: an empty data folder. */
    public boolean none() {
        throw new IllegalStateException("unwritten");
    }

    public void add(String name, Secret password) {
        throw new IllegalStateException("unwritten " + name + password);
    }

    /** Whether this name and password are an operator's; same costs and limits as {@link Turnstile#recognise}. */
    public boolean recognise(Credentials credentials, String address) {
        throw new IllegalStateException("unwritten " + credentials + address);
    }
}
