package masthead.studio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import masthead.format.mpegts.CardLoop;
import masthead.studio.TestCard;

/** What a content transmits, as one reader takes it. Not thread-safe. */
sealed interface Footage {
    /** Whole packets from where the last ones ended up to {@code position}, counted from the content's beginning. */
    byte[] upTo(Duration position);

    /**
     * The footage of {@code content} from a position on.
     *
     * @param run tells readers of a marked content apart
     */
    static Footage open(Content content, Duration from, int run) {
        return switch (content.kind()) {
            case MARKED -> new Marked(content, from, run);
            case CARD -> new Looped(content.name(), from);
        };
    }

    /** A {@link TestCard}: the same pictures at the same position, whoever reads. */
    final class Marked implements Footage {
        private final TestCard card;
        private final int framesPerSecond;
        private long frame;

        private Marked(Content content, Duration from, int run) {
            this.framesPerSecond = content.shape().framesPerSecond();
            this.frame = frame(from);
            this.card = new TestCard(content.name(), run, content.shape()).from(frame);
        }

        private long frame(Duration position) {
            return Math.max(0, position.toMillis()) * framesPerSecond / 1000;
        }

        @Override
        public byte[] upTo(Duration position) {
            long to = frame(position);
            if (to <= frame) {
                return new byte[0];
            }
            byte[] packets = card.nextFrames(Math.toIntExact(to - frame));
            frame = to;
            return packets;
        }
    }

    /** One of the cards that Masthead ships, looped. */
    final class Looped implements Footage {
        private final CardLoop loop;
        private final Duration from;
        private final ByteBuf piece = Unpooled.buffer(188 * 500, 188 * 500);

        private Looped(String name, Duration from) {
            this.loop = CardLoop.startingAt(card(name), from);
            this.from = from;
        }

        private static byte[] card(String name) {
            try (InputStream in = Footage.class.getResourceAsStream("/masthead/cards/" + name + ".ts")) {
                if (in == null) {
                    throw new IllegalArgumentException("no card '" + name + "'");
                }
                return in.readAllBytes();
            } catch (IOException damaged) {
                throw new UncheckedIOException(damaged);
            }
        }

        @Override
        public byte[] upTo(Duration position) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int written;
            do {
                piece.clear();
                written = loop.fill(piece, position.minus(from));
                out.write(piece.array(), 0, written);
            } while (written > 0);
            return out.toByteArray();
        }
    }
}
