package masthead.studio.engine;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** What the faults of a body do to its packets. Not thread-safe; one for each body. */
final class Damage {
    private static final int SIZE = PacketEdit.SIZE;
    private static final long TICKS_PER_MILLI = 90;

    private final Random random;
    /** How many of each PID are missing without a trace. */
    private final int[] hidden = new int[8192];

    private long dropping;
    private boolean droppingHidden;
    private long repeating;
    private long clocksAhead;
    private long wrapInMillis = -1;
    private boolean onlyNulls;
    private long percent = 100;
    private long stuffing;

    Damage(Random random) {
        this.random = random;
    }

    /** Suffers a fault that comes once, or from now on. */
    void suffer(Fault fault) {
        switch (fault.kind()) {
            case GAP -> {
                dropping += fault.amount();
                droppingHidden = fault.text().equals("hidden");
            }
            case DUPLICATE_BLOCK -> repeating = fault.amount();
            case PCR_JUMP -> clocksAhead += fault.lasting().toMillis() * TICKS_PER_MILLI;
            case PTS_WRAP -> wrapInMillis = fault.lasting().toMillis();
            case NULL_ONLY -> onlyNulls = true;
            case BITRATE_CHANGE -> percent = Math.max(100, fault.amount());
            default -> throw new IllegalArgumentException("no damage to packets: " + fault.kind());
        }
    }

    /** A fault is over. */
    void recover(Fault.Kind kind) {
        if (kind == Fault.Kind.NULL_ONLY) {
            onlyNulls = false;
        } else if (kind == Fault.Kind.BITRATE_CHANGE) {
            percent = 100;
        }
    }

    /** What becomes of whole packets, which are changed in place. */
    byte[] done(byte[] packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(packets.length);
        for (int at = 0; at < packets.length; at += SIZE) {
            packet(packets, at, out);
        }
        byte[] bytes = out.toByteArray();
        if (repeating > 0 && bytes.length > 0) {
            int block = (int) Math.min(bytes.length, repeating * SIZE);
            out.write(bytes, bytes.length - block, block);
            repeating = 0;
            return out.toByteArray();
        }
        return bytes;
    }

    private void packet(byte[] packets, int at, ByteArrayOutputStream out) {
        if (dropping > 0) {
            dropping--;
            if (droppingHidden && PacketEdit.hasPayload(packets, at)) {
                hidden[PacketEdit.pid(packets, at)]--;
            }
            return;
        }
        if (wrapInMillis >= 0 && PacketEdit.pcr(packets, at) >= 0) {
            clocksAhead = (1L << 33) - wrapInMillis * TICKS_PER_MILLI - PacketEdit.pcr(packets, at);
            wrapInMillis = -1;
        }
        PacketEdit.addToCounter(packets, at, hidden[PacketEdit.pid(packets, at)]);
        if (clocksAhead != 0) {
            PacketEdit.addToClocks(packets, at, clocksAhead);
        }
        if (onlyNulls) {
            PacketEdit.makeNull(packets, at);
        }
        out.write(packets, at, SIZE);
        for (stuffing += percent - 100; stuffing >= 100; stuffing -= 100) {
            byte[] stuff = new byte[SIZE];
            stuff[0] = 0x47;
            PacketEdit.makeNull(stuff, 0);
            out.writeBytes(stuff);
        }
    }

    /** Bytes without any beginning of a packet. */
    byte[] garbage(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        for (int at = 0; at < count; at++) {
            bytes[at] = bytes[at] == 0x47 ? 0x48 : bytes[at];
        }
        return bytes;
    }

    /** Pieces of any size that are {@code bytes} together. */
    Iterable<byte[]> torn(byte[] bytes) {
        java.util.List<byte[]> pieces = new java.util.ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(2000));
            pieces.add(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
        return pieces;
    }
}
