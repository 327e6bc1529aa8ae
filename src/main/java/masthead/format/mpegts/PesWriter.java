package masthead.format.mpegts;

import java.util.Arrays;
import java.util.function.IntSupplier;

/** Puts sound into a PES packet, and that into transport packets (ISO/IEC 13818-1, 2.4.3.7 and 2.4.3.3). */
final class PesWriter {
    /** The longest payload: PES_packet_length has 16 bits and counts eight bytes of the head. */
    static final int LONGEST = 0xffff - 8;

    private static final int PES_HEAD = 14;
    private static final int AUDIO = 0xc0;

    private PesWriter() {}

    /**
     * @param pts in 90 kHz
     * @param counter gives each packet its continuity counter
     * @throws IllegalArgumentException if {@code sound} is longer than {@link #LONGEST}
     */
    static byte[] packets(int pid, long pts, byte[] sound, IntSupplier counter) {
        if (sound.length > LONGEST) {
            throw new IllegalArgumentException("%d bytes do not fit a PES packet".formatted(sound.length));
        }
        byte[] pes = pes(pts, sound);
        int room = Packet.SIZE - 4;
        byte[] packets = new byte[(pes.length + room - 1) / room * Packet.SIZE];
        for (int from = 0, at = 0; from < pes.length; at += Packet.SIZE) {
            int part = Math.min(room, pes.length - from);
            packets[at] = Packet.SYNC;
            packets[at + 1] = (byte) (pid >> 8 | (from == 0 ? 0x40 : 0));
            packets[at + 2] = (byte) pid;
            packets[at + 3] = (byte) ((part < room ? 0x30 : 0x10) | counter.getAsInt());
            stuff(packets, at + 4, room - part);
            System.arraycopy(pes, from, packets, at + Packet.SIZE - part, part);
            from += part;
        }
        return packets;
    }

    private static byte[] pes(long pts, byte[] sound) {
        byte[] pes = new byte[PES_HEAD + sound.length];
        int length = PES_HEAD - 6 + sound.length;
        byte[] head = {0, 0, 1, (byte) AUDIO, (byte) (length >> 8), (byte) length, (byte) 0x84, (byte) 0x80, 5};
        System.arraycopy(head, 0, pes, 0, head.length);
        pes[9] = (byte) (0x21 | (pts >> 29 & 0x0e));
        pes[10] = (byte) (pts >> 22);
        pes[11] = (byte) (pts >> 14 | 1);
        pes[12] = (byte) (pts >> 7);
        pes[13] = (byte) (pts << 1 | 1);
        System.arraycopy(sound, 0, pes, PES_HEAD, sound.length);
        return pes;
    }

    /** An adaptation field of so many bytes that says nothing. */
    private static void stuff(byte[] packets, int at, int bytes) {
        if (bytes > 0) {
            packets[at] = (byte) (bytes - 1);
        }
        if (bytes > 1) {
            packets[at + 1] = 0;
            Arrays.fill(packets, at + 2, at + bytes, (byte) 0xff);
        }
    }
}
