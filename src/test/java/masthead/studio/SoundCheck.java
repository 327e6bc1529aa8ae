package masthead.studio;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Listens to the AAC sound of a transport stream as a browser does: each PES packet must begin where the frames of the one
 * before ended (ISO/IEC 14496-3, 1.A.3.2: ADTS frames of 1,024 samples). Takes whole packets; not thread-safe.
 */
public final class SoundCheck {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000
    };
    private static final long RANGE = 1L << 33;

    private final int pid;
    private final ByteArrayOutputStream unit = new ByteArrayOutputStream();
    private final List<Long> holes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private double due = -1;
    private int frames;
    private int silentFrames;

    public SoundCheck(int pid) {
        this.pid = pid;
    }

    /** Takes the next whole packets of the stream. */
    public SoundCheck take(byte[] packets) {
        for (int at = 0; at < packets.length; at += 188) {
            int own = (packets[at + 1] & 0x1f) << 8 | (packets[at + 2] & 0xff);
            if (own == pid && (packets[at + 3] & 0x10) != 0) {
                if ((packets[at + 1] & 0x40) != 0) {
                    end();
                }
                int start = (packets[at + 3] & 0x20) == 0 ? at + 4 : at + 5 + (packets[at + 4] & 0xff);
                unit.write(packets, start, at + 188 - start);
            }
        }
        return this;
    }

    /** The PES packet under way has come to its end. */
    public SoundCheck end() {
        byte[] pes = unit.toByteArray();
        unit.reset();
        if (pes.length == 0) {
            return this;
        }
        int length = 6 + ((pes[4] & 0xff) << 8 | (pes[5] & 0xff));
        if (length != 6 && length != pes.length) {
            faults.add("a PES packet of %d bytes has %d".formatted(length, pes.length));
        }
        long pts = (pes[9] & 0x0eL) << 29
                | (pes[10] & 0xffL) << 22
                | (pes[11] & 0xfeL) << 14
                | (pes[12] & 0xffL) << 7
                | (pes[13] & 0xfeL) >> 1;
        if (due >= 0) {
            long hole = Math.floorMod(pts - Math.round(due), RANGE);
            holes.add(hole > RANGE / 2 ? hole - RANGE : hole);
        }
        due = pts;
        for (int at = 9 + (pes[8] & 0xff); at < pes.length; ) {
            if (at + 7 > pes.length || (pes[at] & 0xff) != 0xff || (pes[at + 1] & 0xf6) != 0xf0) {
                faults.add("no frame at %d of %d".formatted(at, pes.length));
                break;
            }
            int size = (pes[at + 3] & 3) << 11 | (pes[at + 4] & 0xff) << 3 | (pes[at + 5] & 0xe0) >> 5;
            frames++;
            silentFrames += size < 20 ? 1 : 0;
            due += 1024 * 90_000.0 / RATES[(pes[at + 2] & 0x3c) >> 2];
            at += Math.max(7, size);
        }
        return this;
    }

    /** Between two PES packets, in 90 kHz: time without sound, or if negative with two. */
    public List<Long> holes() {
        return Collections.unmodifiableList(holes);
    }

    /** What was not as it should be in the PES packets and frames. */
    public List<String> faults() {
        return Collections.unmodifiableList(faults);
    }

    public int frames() {
        return frames;
    }

    /** Frames too short for anything to be heard. */
    public int silentFrames() {
        return silentFrames;
    }
}
