package masthead.guide;

import java.time.Instant;
import java.util.OptionalLong;
import masthead.http.Breakable;

/** How far the reading of a guide is. Written by the one who reads, read by anybody. Given up by {@link GuideImport#cancel}. */
public final class GuideProgress {
    private final Instant began;
    private final Breakable work = new Breakable();
    private volatile OptionalLong promised = OptionalLong.empty();
    private volatile long bytes;
    private volatile long programmes;

    GuideProgress(Instant began) {
        this.began = began;
    }

    public Instant began() {
        return began;
    }

    /** Bytes that will come, as they are sent; absent where the server does not say. */
    public OptionalLong promised() {
        return promised;
    }

    /** Bytes that came. */
    public long bytes() {
        return bytes;
    }

    /** Programmes that were kept. */
    public long programmes() {
        return programmes;
    }

    Breakable work() {
        return work;
    }

    void promised(OptionalLong promised) {
        this.promised = promised;
    }

    void bytes(long bytes) {
        this.bytes = bytes;
    }

    void programmes(long programmes) {
        this.programmes = programmes;
    }
}
