package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One programme: where its clock is, and its elementary streams (ISO/IEC 13818-1, 2.4.4.9).
 *
 * @param leadPid the stream whose random-access points are the programme's: the first video, else the first of any kind
 */
public record ProgramMap(int pcrPid, List<Stream> streams, int leadPid, StreamType leadType) {
    /**
     * One elementary stream; {@code audio} if it is known to be sound.
     *
     * @param kind tells whether a decoder of one stream can go on with another: stream_type, and for private data also the
     *     descriptor that says what it is
     */
    public record Stream(int pid, StreamType type, boolean audio, int kind) {}

    private static final int PRIVATE = 0x06;
    /** VBI, teletext, subtitles; AC-3, E-AC-3, DTS, AAC; extension (ETSI EN 300 468, table 12). */
    private static final Set<Integer> TELLING = Set.of(0x45, 0x56, 0x59, 0x6a, 0x7a, 0x7b, 0x7c, 0x7f);

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
            int stop = Math.min(after, end);
            boolean audio = AudioStream.is(section, next, stop);
            int pid = section.getUnsignedShort(next + 1) & 0x1fff;
            streams.add(new Stream(pid, type, audio, kind(section, next, stop)));
            next = after;
        }
        if (streams.isEmpty()) {
            return Optional.empty();
        }
        Stream lead =
                streams.stream().filter(each -> each.type().video()).findFirst().orElse(streams.getFirst());
        return Optional.of(new ProgramMap(pcrPid, streams, lead.pid(), lead.type()));
    }

    private static int kind(ByteBuf section, int entry, int end) {
        int code = section.getUnsignedByte(entry);
        int at = entry + 5;
        while (code == PRIVATE && at + 2 <= end) {
            int tag = section.getUnsignedByte(at);
            if (TELLING.contains(tag)) {
                return code | (tag << 8);
            }
            at += 2 + section.getUnsignedByte(at + 1);
        }
        return code;
    }
}
