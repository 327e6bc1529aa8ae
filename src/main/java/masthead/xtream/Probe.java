package masthead.xtream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.format.mpegts.Packet;
import masthead.http.StreamRequest;

/**
 * A request for the first few bytes of a live stream: a player that looks what it is before it plays.
 *
 * <p>It gets bytes that any transport stream may begin with, and opens nothing. 200, not 206: a live stream has no ranges, and
 * a player that believes it has will seek.
 */
final class Probe {
    private static final Pattern FIRST_BYTES = Pattern.compile("bytes=0-(\\d{1,3})");

    private Probe() {}

    /** How many bytes it wants, of one packet at most; empty for a request that wants to watch, as {@code bytes=0-} does. */
    static Optional<Integer> size(StreamRequest request) {
        return firstBytes(request.header("Range")).filter(size -> size <= Packet.SIZE);
    }

    /** How many of the first bytes a range is, if it is so and they are few. */
    static Optional<Integer> firstBytes(Optional<String> range) {
        return range.map(String::strip)
                .map(FIRST_BYTES::matcher)
                .filter(Matcher::matches)
                .map(few -> Integer.parseInt(few.group(1)) + 1);
    }

    /** So many bytes of null packets. */
    static byte[] nullPackets(int size) {
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; at++) {
            bytes[at] = packet().getByte(at % Packet.SIZE);
        }
        return bytes;
    }

    static void answer(StreamRequest request, int size) {
        request.send(
                200,
                Map.of(
                        "Content-Type", LiveRoute.TYPE,
                        "Accept-Ranges", "none",
                        "Cache-Control", "no-store",
                        "Access-Control-Allow-Origin", "*"),
                List.of(packet().writerIndex(size)));
    }

    /** A null packet (ISO/IEC 13818-1, 2.4.3.3). */
    private static ByteBuf packet() {
        ByteBuf packet = Unpooled.buffer(Packet.SIZE);
        packet.writeInt(0x47_1F_FF_10);
        while (packet.isWritable()) {
            packet.writeByte(0xFF);
        }
        return packet;
    }
}
