package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** Stub. */
public final class CardLoop {
    public static CardLoop startingAt(byte[] card, Duration offset) {
        throw new IllegalStateException("unwritten" + card.length + offset);
    }

    public int fill(ByteBuf target, Duration elapsed) {
        throw new IllegalStateException("unwritten" + target + elapsed);
    }
}
