package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import masthead.studio.Mutator;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever an upstream sends, chunks are whole packets and no buffer is left behind. */
class ChunkBuilderFuzzTest {
    private static final long PATIENCE_NANOS = 1_000_000;

    /** Without the leak detector, which would cost more than all the rest: what it would find, the allocator's count shows. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    private long lastNumber;
    private long chunks;

    @Test
    void damaged_streams_become_whole_packets_and_leak_nothing() throws IOException {
        new Mutator(5, corpus()).run(20_000, this::attempt);
        assertThat(chunks).as("most streams still come through").isGreaterThan(20_000);
    }

    @Tag("e2e")
    @Test
    void a_million_damaged_streams_become_whole_packets_and_leak_nothing() throws IOException {
        new Mutator(6, corpus()).run(Integer.getInteger("fuzz.inputs", 1_000_000), this::attempt);
    }

    @Test
    void a_whole_stream_comes_out_as_it_went_in() {
        byte[] stream = new TestCard("a").nextFrames(50);
        ByteBuf out = Unpooled.buffer();
        ChunkBuilder builder = new ChunkBuilder(allocator, PATIENCE_NANOS, chunk -> {
            out.writeBytes(chunk.packets());
            chunk.release();
        });
        builder.take(Unpooled.wrappedBuffer(stream), 0);
        builder.flush(1);
        builder.close();
        assertThat(Arrays.copyOf(out.array(), out.readableBytes())).isEqualTo(stream);
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private void attempt(byte[] input) {
        lastNumber = -1;
        ChunkBuilder builder = new ChunkBuilder(allocator, PATIENCE_NANOS, this::check);
        ByteBuf bytes = Unpooled.wrappedBuffer(input);
        long now = 0;
        int step = 1 + input.length % 997;
        for (int from = 0; from < input.length; from += step) {
            builder.take(bytes.slice(from, Math.min(step, input.length - from)), now);
            now += 300_000;
            if (from % 5 == 0) {
                builder.flush(now);
            }
        }
        if (input.length % 3 == 0) {
            builder.restart(now, false);
            builder.take(bytes, now);
        }
        builder.flush(now);
        builder.close();
        if (allocator.metric().usedDirectMemory() != 0) {
            throw new AssertionError("leaked " + allocator.metric().usedDirectMemory() + " bytes");
        }
    }

    private void check(Chunk chunk) {
        try {
            packets(chunk.packets());
            packets(chunk.preamble());
            if (chunk.size() == 0 || chunk.size() > Chunk.MOST_BYTES || chunk.number() != lastNumber + 1) {
                throw new AssertionError(
                        "chunk " + chunk.number() + " of " + chunk.size() + " bytes after " + lastNumber);
            }
            lastNumber = chunk.number();
            chunks++;
        } finally {
            chunk.release();
        }
    }

    private static void packets(ByteBuf packets) {
        int size = packets.readableBytes();
        boolean whole = size % 188 == 0;
        for (int at = packets.readerIndex(); whole && at < packets.writerIndex(); at += 188) {
            whole = packets.getByte(at) == 0x47;
        }
        if (!whole) {
            throw new AssertionError("not whole packets: " + size + " bytes");
        }
    }

    private static List<byte[]> corpus() throws IOException {
        TestCard.Shape tiny = new TestCard.Shape(25, 3, 2);
        try (InputStream card = Objects.requireNonNull(
                ChunkBuilderFuzzTest.class.getResourceAsStream("/masthead/cards/one.ts"), "card")) {
            return List.of(new TestCard("a", 0, tiny).nextFrames(8), card.readNBytes(188 * 30));
        }
    }
}
