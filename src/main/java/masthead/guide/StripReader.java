package masthead.guide;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import masthead.format.xmltv.XmltvDetails;

/** Goes through what a {@link StripWriter} wrote, one programme at a time. Not thread-safe. */
final class StripReader {
    private final byte[] bytes;
    private int from;
    private int until;
    private int index = -1;

    StripReader(byte[] bytes) {
        this(bytes, 0);
    }

    /** @param from where a programme begins */
    StripReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.until = from;
    }

    /** Goes to the next programme; false if there is none. */
    boolean next() {
        if (until >= bytes.length) {
            return false;
        }
        from = until;
        index++;
        int at = from + 8;
        for (int text = 0; text < 3; text++) {
            int length = 0;
            int shift = 0;
            byte each;
            do {
                each = bytes[at++];
                length |= (each & 0x7f) << shift;
                shift += 7;
            } while (each < 0);
            at += length;
        }
        until = at;
        return true;
    }

    /** How many programmes stand before this one. */
    int index() {
        return index;
    }

    /** Seconds since 1970. */
    long start() {
        return int32(from);
    }

    /** In seconds. */
    long length() {
        return int32(from + 4);
    }

    long stop() {
        return start() + length();
    }

    /** Where this programme begins in the strip. */
    int from() {
        return from;
    }

    /** Where the next one begins. */
    int until() {
        return until;
    }

    byte[] bytes() {
        return bytes;
    }

    Programme programme(int id, String guideId) {
        String[] texts = new String[3];
        int at = from + 8;
        for (int text = 0; text < 3; text++) {
            int length = 0;
            int shift = 0;
            byte each;
            do {
                each = bytes[at++];
                length |= (each & 0x7f) << shift;
                shift += 7;
            } while (each < 0);
            texts[text] = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
        }
        return new Programme(
                id,
                guideId,
                Instant.ofEpochSecond(start()),
                Instant.ofEpochSecond(stop()),
                texts[0],
                texts[1],
                texts[2].isEmpty() ? XmltvDetails.NONE : XmltvDetails.unpacked(texts[2]));
    }

    private long int32(int at) {
        return ((bytes[at] & 0xffL) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }
}
