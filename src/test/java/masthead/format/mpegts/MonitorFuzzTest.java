package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import masthead.studio.Mutator;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes, the monitor bears it, and what it says can be so. */
class MonitorFuzzTest {
    private final ByteBuf bytes = new UnpooledByteBufAllocator(false, true).heapBuffer(1 << 20);
    private final Monitor longLived = new Monitor();
    private long nowNanos = Long.MAX_VALUE - 1_000_000_000; // System.nanoTime may overflow

    @Test
    void damaged_streams_are_borne() {
        new Mutator(11, List.of(stream())).run(3_000, this::attempt);
        assertThat(longLived.read(nowNanos).total(Indicator.CONTINUITY_COUNT_ERROR))
                .isGreaterThan(1_000);
    }

    @Tag("slow")
    @Test
    void a_million_damaged_streams_are_borne() {
        new Mutator(12, List.of(stream())).run(Integer.getInteger("fuzz.inputs", 1_000_000), this::attempt);
    }

    private static byte[] stream() {
        return new TestCard("a", 0, new TestCard.Shape(25, 3, 2)).nextFrames(8);
    }

    private void attempt(byte[] input) {
        bytes.clear().writeBytes(input);
        Monitor fresh = new Monitor();
        for (int at = 0; at + Packet.SIZE <= input.length; at += Packet.SIZE) {
            nowNanos += (input[at + 9] & 0x7f) * 1_000_000L;
            fresh.packet(bytes, at, nowNanos);
            longLived.packet(bytes, at, nowNanos);
        }
        longLived.lostSync(input.length % Packet.SIZE);
        check(fresh.read(nowNanos), input.length / Packet.SIZE);
        check(longLived.read(nowNanos), Integer.MAX_VALUE);
        if (input.length % 7 == 0) {
            longLived.restart();
        }
    }

    private static void check(Health health, int packets) {
        assertThat(health.traffic().nullShare()).isBetween(0.0, 1.0);
        assertThat(health.traffic().scrambledShare()).isBetween(0.0, 1.0);
        assertThat(health.traffic().contentBitsPerSecond()).isNotNegative();
        assertThat(health.recent(Indicator.CONTINUITY_COUNT_ERROR)).isBetween(0, packets);
        assertThat(health.clock().stuck()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(health.clock().arrivalJitter()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(health.audio()).hasSizeLessThanOrEqualTo(16);
    }
}
