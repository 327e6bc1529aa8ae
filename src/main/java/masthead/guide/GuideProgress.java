package masthead.guide;

import java.time.Instant;
import java.util.OptionalLong;

/** How far the reading of a guide is. Written by the one who reads, read by anybody. */
public final class GuideProgress {
    private final Instant began;
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
