package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The PES packets that have begun and not ended: tells where a stream can be cut so that no picture and no sound is torn.
 *
 * <p>One whose length is given ends with its last byte; one without, as pictures may be, when the next begins on its PID
 * (ISO/IEC 13818-1, 2.4.3.7). Positions are those of the caller's buffer. Not safe between threads.
 */
public final class OpenUnits {
    private static final int MOST = 32;
    private static final int UNKNOWN = -1;

    private final byte[] slotOf = new byte[8192];
    private final int[] openAt = new int[MOST];
    private final int[] left = new int[MOST];
    private int slots;

    public OpenUnits() {
        clear();
    }

    /** Another stream begins. */
    public void clear() {
        Arrays.fill(slotOf, (byte) -1);
        slots = 0;
    }

    /** Takes the next packet. */
    public void packet(ByteBuf buffer, int at) {
        int pid = Packet.pid(buffer, at);
        if (pid == Packet.NULL_PID) {
            return; // whatever its head says
        }
        int slot = slotOf[pid];
        if (Packet.unitStart(buffer, at)) {
            int pes = Packet.pes(buffer, at);
            if (pes >= 0) {
                begin(pid, at, buffer.getUnsignedShort(pes + 4), at + Packet.SIZE - pes);
            } else if (slot >= 0) {
                openAt[slot] = -1;
            }
        } else if (slot >= 0 && openAt[slot] >= 0 && left[slot] != UNKNOWN) {
            left[slot] -= at + Packet.SIZE - Packet.payload(buffer, at);
            if (left[slot] <= 0) {
                openAt[slot] = -1;
            }
        }
    }

    private void begin(int pid, int at, int length, int here) {
        if (slotOf[pid] < 0) {
            if (slots == MOST) {
                return;
            }
            slotOf[pid] = (byte) slots++;
        }
        int slot = slotOf[pid];
        left[slot] = length == 0 ? UNKNOWN : length + 6 - here;
        openAt[slot] = length != 0 && left[slot] <= 0 ? -1 : at;
    }

    /**
     * Where the first unit begins that has not ended; {@code end} if all have. One that began before {@code from} is let be: part
     * of it has gone out already.
     */
    public int whole(int from, int end) {
        int first = end;
        for (int i = 0; i < slots; i++) {
            if (openAt[i] >= from && openAt[i] < first) {
                first = openAt[i];
            }
        }
        return first;
    }

    /** Whether the packet at {@code at} belongs to a unit that has not ended. */
    public boolean holds(ByteBuf buffer, int at) {
        int slot = slotOf[Packet.pid(buffer, at)];
        return slot >= 0 && openAt[slot] >= 0 && at >= openAt[slot];
    }

    /** The bytes were moved towards the front. */
    public void moved(int by) {
        for (int i = 0; i < slots; i++) {
            // What began in bytes that are gone begins, as far as there is a choice left, with those that are here.
            openAt[i] = openAt[i] < 0 ? -1 : Math.max(0, openAt[i] - by);
        }
    }
}
