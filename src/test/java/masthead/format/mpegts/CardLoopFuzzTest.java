package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import masthead.studio.Mutator;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A damaged card is refused or played, never worse. */
class CardLoopFuzzTest {
    private int played;
    private final ByteBuf target = Unpooled.wrappedBuffer(new byte[188 * 400]);

    @Test
    void damaged_cards_are_refused_or_played() throws IOException {
        new Mutator(3, corpus()).run(10_000, this::attempt);
        assertThat(played).as("many cards still play").isGreaterThan(1_000);
    }

    @Tag("e2e")
    @Test
    void a_million_damaged_cards_are_refused_or_played() throws IOException {
        new Mutator(4, corpus()).run(Integer.getInteger("fuzz.inputs", 1_000_000), this::attempt);
    }

    private void attempt(byte[] input) {
        byte[] whole = Arrays.copyOf(input, input.length / 188 * 188);
        CardLoop loop;
        try {
            loop = CardLoop.startingAt(whole, Duration.ofSeconds(3));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        played++;
        Duration now = Duration.ZERO;
        for (int tick = 0; tick < 5; tick++) {
            int written = loop.fill(target.clear(), now);
            if (written % 188 != 0 || written != target.readableBytes() || (written > 0 && target.getByte(0) != 0x47)) {
                throw new AssertionError("not whole packets: " + written);
            }
            now = now.plus(loop.duration().dividedBy(2));
        }
    }

    private static List<byte[]> corpus() throws IOException {
        TestCard.Shape tiny = new TestCard.Shape(25, 3, 2);
        return List.of(new TestCard("a", 0, tiny).nextFrames(7), Arrays.copyOf(CardLoopTest.card("one"), 188 * 40));
    }
}
