package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import masthead.studio.CardCheck;
import masthead.studio.TestCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkBuilderTest {
    private static final long PATIENCE = 5_000_000_000L;

    private final List<Chunk> chunks = new ArrayList<>();
    private final ChunkBuilder builder = new ChunkBuilder(ByteBufAllocator.DEFAULT, PATIENCE, chunks::add);

    @AfterEach
    void nothing_leaks() {
        builder.close();
        for (Chunk chunk : chunks) {
            assertThat(chunk.packets().refCnt()).isPositive();
            chunk.release();
        }
    }

    @Test
    void packets_come_out_whole_however_the_bytes_are_cut() {
        byte[] stream = new TestCard("x").nextFrames(500);
        Random random = new Random(1);
        for (int at = 0; at < stream.length; ) {
            int part = Math.min(stream.length - at, 1 + random.nextInt(3000));
            take(stream, at, part);
            at += part;
        }
        builder.flush(0);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.size() % 188).isZero();
            assertThat(chunk.size()).isLessThanOrEqualTo(Chunk.MOST_BYTES);
        });
        assertThat(out()).isEqualTo(stream);
    }

    @Test
    void a_key_frame_begins_a_chunk_together_with_the_tables_before_it() {
        take(new TestCard("x").nextFrames(100));
        builder.flush(0);
        List<Chunk> keys = chunks.stream().filter(Chunk::key).toList();
        assertThat(keys).hasSize(4);
        assertThat(keys).allSatisfy(chunk -> {
            assertThat(chunk.packets().getUnsignedShort(1) & 0x1fff).isZero();
            assertThat(chunk.preamble().isReadable()).isFalse();
        });
    }

    @Test
    void a_key_frame_without_tables_before_it_carries_the_last_ones() {
        byte[] stream = new TestCard("x").nextFrames(50);
        int secondPat = find(stream, 188, 0);
        byte[] tablesMoved = remove(stream, secondPat, 2 * 188);
        take(tablesMoved);
        builder.flush(0);
        Chunk second = chunks.stream().filter(Chunk::key).skip(1).findFirst().orElseThrow();
        assertThat(second.packets().getUnsignedShort(1) & 0x1fff).isEqualTo(0x100);
        assertThat(second.preamble().readableBytes()).isEqualTo(376);
        assertThat(second.preamble().getUnsignedShort(1) & 0x1fff).isZero();
        assertThat(second.preamble().getUnsignedShort(189) & 0x1fff).isEqualTo(0x1000);
    }

    @Test
    void what_comes_before_the_first_key_frame_is_dropped() {
        byte[] stream = new TestCard("x").nextFrames(60);
        take(stream, 188 * 10, stream.length - 188 * 10);
        builder.flush(0);
        CardCheck check = new CardCheck("x");
        check.take(out());
        assertThat(check.verdict().startsClean()).isTrue();
        assertThat(chunks.getFirst().key()).isTrue();
    }

    @Test
    void a_stream_without_key_frames_is_sent_after_a_while_all_the_same() {
        byte[] stream = new TestCard("x").nextFrames(25);
        byte[] headless = Arrays.copyOfRange(stream, 188 * 10, stream.length);
        take(headless);
        builder.flush(0);
        assertThat(chunks).isEmpty();
        builder.take(Unpooled.wrappedBuffer(headless), PATIENCE + 1);
        builder.flush(PATIENCE + 1);
        assertThat(chunks).isNotEmpty();
    }

    @Test
    void bytes_that_are_no_packets_are_skipped_and_counted() {
        byte[] stream = new TestCard("x").nextFrames(100);
        take("HTTP warning text".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        take(stream, 0, 188 * 700);
        take(new byte[] {0x47, 1, 2, 3, 0x47});
        take(stream, 188 * 700, stream.length - 188 * 700);
        builder.flush(0);
        assertThat(out()).isEqualTo(stream);
        assertThat(builder.skippedBytes()).isEqualTo(17 + 5);
    }

    @Test
    void a_restart_drops_the_torn_packet_and_goes_on_at_a_key_frame() {
        byte[] first = new TestCard("x").nextFrames(30);
        byte[] second = new TestCard("x", 1, TestCard.Shape.SMALL).nextFrames(60);
        take(first, 0, first.length - 100);
        builder.restart(0, false);
        take(second, 188 * 40, second.length - 188 * 40);
        builder.flush(0);
        CardCheck check = new CardCheck("x");
        check.take(out());
        assertThat(check.verdict().torn()).isZero();
        assertThat(check.verdict().runs()).isEqualTo(2);
        assertThat(out().length % 188).isZero();
    }

    @Test
    void numbers_follow_each_other() {
        take(new TestCard("x").nextFrames(300));
        builder.flush(0);
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(chunks.get(i).number()).isEqualTo(i);
        }
    }

    private void take(byte[] bytes) {
        take(bytes, 0, bytes.length);
    }

    private void take(byte[] bytes, int from, int count) {
        ByteBuf lent = Unpooled.wrappedBuffer(bytes, from, count);
        builder.take(lent, 0);
        assertThat(lent.refCnt()).isEqualTo(1);
    }

    private byte[] out() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Chunk chunk : chunks) {
            byte[] bytes = new byte[chunk.size()];
            chunk.packets().getBytes(chunk.packets().readerIndex(), bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static int find(byte[] stream, int from, int pid) {
        for (int at = from; at < stream.length; at += 188) {
            if (((stream[at + 1] & 0x1f) << 8 | (stream[at + 2] & 0xff)) == pid) {
                return at;
            }
        }
        throw new AssertionError("no packet of PID " + pid);
    }

    private static byte[] remove(byte[] stream, int at, int count) {
        byte[] rest = new byte[stream.length - count];
        System.arraycopy(stream, 0, rest, 0, at);
        System.arraycopy(stream, at + count, rest, at, rest.length - at);
        return rest;
    }
}
