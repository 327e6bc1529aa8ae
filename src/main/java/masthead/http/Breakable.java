package masthead.http;

import org.jspecify.annotations.Nullable;

/**
 * Blocking work of one thread that others can break off: it is interrupted where it only waits for strangers, and looks for itself
 * everywhere else, so that nothing is cut off in the middle of what is ours.
 */
public final class Breakable {
    private @Nullable Thread waiting;
    private boolean broken;
    private boolean finished;

    /** A part of the work, and what comes of it. */
    @FunctionalInterface
    public interface Part<T, E extends Exception> {
        T done() throws E;
    }

    /** Breaks it off, on any thread; tells whether it was still time. */
    public synchronized boolean breakOff() {
        if (!finished) {
            broken = true;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        return broken;
    }

    public synchronized boolean broken() {
        return broken;
    }

    /** @throws BrokenOff if it is */
    public synchronized void check() {
        if (broken) {
            throw new BrokenOff();
        }
    }

    /**
     * From now on it cannot be broken off.
     *
     * @throws BrokenOff if it is
     */
    public synchronized void finish() {
        check();
        finished = true;
    }

    /**
     * Does a part of the work that may be interrupted. Where that ends well although it was broken off, the next look tells.
     *
     * @throws BrokenOff if it is, whatever else the part may throw for that
     */
    public <T, E extends Exception> T interruptibly(Part<T, E> part) throws E {
        synchronized (this) {
            check();
            waiting = Thread.currentThread();
        }
        try {
            return part.done();
        } catch (Exception e) {
            if (broken()) {
                throw new BrokenOff(e);
            }
            throw e;
        } finally {
            synchronized (this) {
                waiting = null;
                if (broken) {
                    Thread.interrupted(); // it was for this part alone
                }
            }
        }
    }
}
