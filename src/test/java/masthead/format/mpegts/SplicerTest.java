package masthead.format.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Test;

/** Two signals whose pictures are hand-made: what comes out must be decoded in turn and shown without a hole. */
class SplicerTest {
    private static final int VIDEO = 0x100;
    private static final long PICTURE = 3600;
    /** How long after its decoding each of a group of I P B B is shown, in pictures. */
    private static final int[] REORDERED = {1, 3, 0, 0};

    private final byte[] tablePackets = Arrays.copyOf(new TestCard("x").nextFrame(), 2 * Packet.SIZE);
    private final ProgramTables tables = new ProgramTables();
    private final Splicer splicer = new Splicer(tables);
    private final List<Long> shown = new ArrayList<>();
    private final List<Long> decoded = new ArrayList<>();

    @Test
    void a_signal_that_reorders_its_pictures_follows_one_that_does_not_without_a_hole() {
        signal(50, 1_000_000, new int[] {0});
        signal(48, 77_000_000, REORDERED);
        assertSeamless();
        assertThat(shown).hasSize(98);
        assertThat(shown.getLast() - decoded.getLast())
                .as("the last picture is decoded by its own stamps")
                .isEqualTo(REORDERED[47 % 4] * PICTURE);
    }

    @Test
    void a_signal_that_does_not_reorder_follows_one_that_does_without_a_hole() {
        signal(48, 1_000_000, REORDERED);
        signal(50, 77_000_000, new int[] {0});
        assertSeamless();
    }

    @Test
    void signals_that_reorder_may_follow_each_other_again_and_again() {
        for (int i = 0; i < 20; i++) {
            signal(i % 2 == 0 ? 20 : 9, i * 9_123_457L, i % 2 == 0 ? REORDERED : new int[] {2, 2});
        }
        assertSeamless();
    }

    private void assertSeamless() {
        for (int i = 1; i < decoded.size(); i++) {
            assertThat(decoded.get(i) - decoded.get(i - 1))
                    .as("decoded, step to %d of %s", i, decoded)
                    .isBetween(1L, 4 * PICTURE);
            assertThat(shown.get(i)).as("%d is shown after it is decoded", i).isGreaterThanOrEqualTo(decoded.get(i));
        }
        List<Long> inTurn = shown.stream().sorted().toList();
        for (int i = 1; i < inTurn.size(); i++) {
            assertThat(inTurn.get(i) - inTurn.get(i - 1))
                    .as("shown, step to %d of %s", i, inTurn)
                    .isBetween(1L, PICTURE + 10);
        }
    }

    /** So many pictures from {@code from} on, a key frame first. */
    private void signal(int pictures, long from, int[] delays) {
        splicer.end();
        tables.reset();
        for (int at = 0; at < tablePackets.length; at += Packet.SIZE) {
            tables.read(Unpooled.wrappedBuffer(tablePackets.clone()), at);
        }
        for (int i = 0; i < pictures; i++) {
            long dts = from + i * PICTURE;
            ByteBuf packet = picture(dts + delays[i % delays.length] * PICTURE, dts, i);
            if (i == 0) {
                splicer.begin(packet, 0);
            }
            splicer.packet(packet, 0);
            if (Packet.pid(packet, 0) == VIDEO) {
                shown.add(Stamps.stamp(packet, Stamps.ptsAt(packet, 0)));
                decoded.add(Stamps.stamp(packet, Stamps.dtsAt(packet, 0)));
            }
        }
    }

    /** A packet with a PCR a fifth of a second before the picture is decoded, and its PES head. */
    private static ByteBuf picture(long pts, long dts, int counter) {
        ByteBuf packet = Unpooled.buffer(Packet.SIZE);
        packet.writeByte(Packet.SYNC).writeShort(0x4000 | VIDEO).writeByte(0x30 | (counter & 0x0f));
        packet.writeByte(7).writeByte(0x10).writeZero(6);
        Stamps.addToPcr(packet, 6, dts - 18_000);
        packet.writeMedium(1)
                .writeByte(0xe0)
                .writeShort(0)
                .writeByte(0x80)
                .writeByte(0xc0)
                .writeByte(10);
        packet.writeByte(0x31).writeInt(0x00010001).writeByte(0x11).writeInt(0x00010001);
        packet.writeZero(Packet.SIZE - packet.writerIndex());
        Stamps.addToStamp(packet, Stamps.ptsAt(packet, 0), pts);
        Stamps.addToStamp(packet, Stamps.dtsAt(packet, 0), dts);
        return packet;
    }
}
