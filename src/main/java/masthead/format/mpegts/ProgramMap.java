package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One programme: where its clock is, and its elementary streams (ISO/IEC 13818-1, 2.4.4.9).
 *
 * @param leadPid the stream whose random-access points are the programme's: the first video, else the first of any kind
 */
public record ProgramMap(int pcrPid, List<Stream> streams, int leadPid, StreamType leadType) {
    /** One elementary stream; {@code audio} if it is known to be sound. */
    public record Stream(int pid, StreamType type, boolean audio) {}

    public ProgramMap {
        streams = List.copyOf(streams);
    }

    /** Reads a whole PMT section from its table_id on; nothing if it is not one, or is damaged. */
    static Optional<ProgramMap> read(ByteBuf section) {
        int length = section.readableBytes();
        int at = section.readerIndex();
        if (length < 16 || section.getUnsignedByte(at) != 0x02) {
            return Optional.empty();
        }
        int pcrPid = section.getUnsignedShort(at + 8) & 0x1fff;
        int next = at + 12 + (section.getUnsignedShort(at + 10) & 0x0fff);
        int end = at + length - 4; // CRC_32
        List<Stream> streams = new ArrayList<>();
        while (next + 5 <= end) {
            int after = next + 5 + (section.getUnsignedShort(next + 3) & 0x0fff);
            StreamType type = StreamType.of(section.getUnsignedByte(next));
            boolean audio = AudioStream.is(section, next, Math.min(after, end));
            streams.add(new Stream(section.getUnsignedShort(next + 1) & 0x1fff, type, audio));
            next = after;
        }
        if (streams.isEmpty()) {
            return Optional.empty();
        }
        Stream lead =
                streams.stream().filter(each -> each.type().video()).findFirst().orElse(streams.getFirst());
        return Optional.of(new ProgramMap(pcrPid, streams, lead.pid(), lead.type()));
    }
}
