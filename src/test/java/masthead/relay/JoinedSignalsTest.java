package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import masthead.format.mpegts.CardLoop;
import masthead.studio.SoundCheck;
import masthead.studio.StreamCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One signal after the other comes out as one stream. */
class JoinedSignalsTest {
    private static final int VIDEO = 0x100;
    private static final int AUDIO = 0x101;
    private static final long SECOND = 1_000_000_000L;

    private final List<Chunk> chunks = new ArrayList<>();
    private final ChunkBuilder builder = new ChunkBuilder(ByteBufAllocator.DEFAULT, 5 * SECOND, chunks::add);
    private final StreamCheck check = new StreamCheck();
    private long now;

    @AfterEach
    void close() {
        builder.close();
        chunks.forEach(Chunk::release);
    }

    @Test
    void a_signal_of_another_phase_goes_on_where_the_one_before_was_torn() {
        for (int round = 0; round < 10; round++) {
            play(card("one", Duration.ofMillis(round * 1370L)), 3000 + round * 211, 77 * round);
            builder.restart(now, false);
        }
        assertThat(faults()).isEmpty();
        assertThat(check.span(VIDEO)).isBetween(28 * 90_000L, 40 * 90_000L);
        assertThat(chunks.stream().filter(Chunk::joint)).hasSize(9);
    }

    @Test
    void streams_keep_their_pids_whatever_the_next_signal_calls_them() {
        play(card("one", Duration.ZERO), 3000, 50);
        builder.restart(now, false);
        play(new Renamed(card("sport", Duration.ofSeconds(3)), 0x41), 3000, 90);
        assertThat(faults()).isEmpty();
        assertThat(check.pids()).contains(0, VIDEO, AUDIO).allMatch(pid -> pid < 0x20 || pid >= VIDEO);
        assertThat(check.span(VIDEO)).isGreaterThan(5 * 90_000L);
        assertThat(check.span(AUDIO)).isGreaterThan(5 * 90_000L);
    }

    @Test
    void who_watches_on_is_told_the_tables_before_the_next_signals_first_picture() {
        play(card("one", Duration.ZERO), 2000, 10);
        builder.restart(now, false);
        play(new Renamed(card("sport", Duration.ZERO), 0x41), 2000, 10);
        flush();
        int joint = 0;
        while (!chunks.get(joint).joint()) {
            joint++;
        }
        ByteBuf first = chunks.get(joint).packets();
        boolean own = (first.getUnsignedShort(1) & 0x1fff) == 0;
        boolean before = chunks.get(joint - 1).packets().readableBytes() == 2 * 188;
        assertThat(own || before).isTrue();
    }

    @Test
    void sound_that_is_missing_between_two_signals_is_filled_with_silence() {
        SoundCheck sound = new SoundCheck(AUDIO);
        for (int round = 0; round < 50; round++) { // a joint at every phase of the sound's packets
            play(card("one", Duration.ofMillis(round * 170L)), 1200 + round * 40, 77 * round);
            builder.restart(now, false);
        }
        flush();
        for (Chunk chunk : chunks) {
            byte[] bytes = bytes(chunk);
            sound.take(bytes);
            check.take(bytes);
        }
        sound.end();
        assertThat(check.faults()).isEmpty();
        assertThat(sound.faults()).isEmpty();
        long frame = 1024 * 90_000 / 48_000;
        assertThat(sound.holes())
                .isNotEmpty()
                .allSatisfy(hole -> assertThat(hole).isBetween(-900L, frame));
        assertThat(sound.silentFrames()).as("silent ones of %d", sound.frames()).isBetween(50, sound.frames() / 2);
    }

    @Test
    void a_torn_picture_is_held_back_and_never_sent() {
        play(card("one", Duration.ZERO), 3000, 0);
        builder.flush(now);
        builder.restart(now, false);
        long sent = bytes();
        play(card("one", Duration.ZERO), 0, 188 * 7 + 40); // a key frame, which is longer than that
        builder.flush(now + 1);
        builder.restart(now + 2, false);
        assertThat(bytes() - sent).isLessThan(188 * 7);
        play(card("news", Duration.ofSeconds(5)), 2000, 0);
        assertThat(faults()).isEmpty();
    }

    /** Plays {@code millis} of a card in pieces of 40 ms, then {@code torn} more bytes of it. */
    private void play(CardLoop card, int millis, int torn) {
        play(card::fill, millis, torn);
    }

    private interface Filler {
        int fill(ByteBuf target, Duration elapsed);
    }

    private void play(Filler card, int millis, int torn) {
        ByteBuf piece = Unpooled.buffer(188 * 2000);
        for (int at = 40; at <= millis; at += 40) {
            piece.clear();
            card.fill(piece, Duration.ofMillis(at));
            now += 40_000_000;
            builder.take(piece, now);
            if (at % 80 == 0) {
                builder.flush(now);
            }
        }
        piece.clear();
        card.fill(piece, Duration.ofMillis(millis + 40));
        builder.take(piece.slice(0, Math.min(torn, piece.readableBytes())), now);
    }

    private static CardLoop card(String name, Duration offset) {
        try (InputStream in = Objects.requireNonNull(
                JoinedSignalsTest.class.getResourceAsStream("/masthead/cards/" + name + ".ts"), name)) {
            return CardLoop.startingAt(in.readAllBytes(), offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long bytes() {
        return chunks.stream().mapToLong(Chunk::size).sum();
    }

    private void flush() {
        builder.flush(now + SECOND);
    }

    private List<String> faults() {
        flush();
        chunks.forEach(chunk -> check.take(bytes(chunk)));
        return check.faults();
    }

    private static byte[] bytes(Chunk chunk) {
        byte[] bytes = new byte[chunk.size()];
        chunk.packets().getBytes(chunk.packets().readerIndex(), bytes);
        return bytes;
    }

    /** A card whose elementary streams have other PIDs. */
    private record Renamed(CardLoop card, int pid) implements Filler {
        @Override
        public int fill(ByteBuf target, Duration elapsed) {
            int from = target.writerIndex();
            int written = card.fill(target, elapsed);
            for (int at = from; at < from + written; at += 188) {
                int own = target.getUnsignedShort(at + 1) & 0x1fff;
                if (own == VIDEO || own == AUDIO) {
                    target.setShort(at + 1, (target.getUnsignedShort(at + 1) & 0xe000) | (pid + own - VIDEO));
                } else if (own == 0x1000) {
                    rename(target, at + 5);
                }
            }
            return written;
        }

        private void rename(ByteBuf target, int section) {
            int length = 3 + (target.getUnsignedShort(section + 1) & 0xfff);
            target.setShort(section + 8, 0xe000 | pid);
            int next = section + 12 + (target.getUnsignedShort(section + 10) & 0xfff);
            while (next < section + length - 4) {
                int own = target.getUnsignedShort(next + 1) & 0x1fff;
                target.setShort(next + 1, 0xe000 | (pid + own - VIDEO));
                next += 5 + (target.getUnsignedShort(next + 3) & 0xfff);
            }
            target.setInt(section + length - 4, crc(target, section, length - 4));
        }

        private static int crc(ByteBuf bytes, int from, int count) {
            int crc = -1;
            for (int i = from; i < from + count; i++) {
                crc ^= bytes.getByte(i) << 24;
                for (int bit = 0; bit < 8; bit++) {
                    crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
                }
            }
            return crc;
        }
    }
}
