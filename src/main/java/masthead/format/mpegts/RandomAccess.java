package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Tells where a decoder can begin.
 *
 * <p>The multiplexer says so by random_access_indicator (ISO/IEC 13818-1, 2.4.3.5). Many do not, so the first bytes of each
 * picture are looked at as well: an H.264 stream begins anew at a sequence parameter set or IDR slice (ISO/IEC 14496-10, 7.4.1),
 * an HEVC stream at a parameter set or IRAP picture (ISO/IEC 23008-2, 7.4.2.2), an MPEG-2 stream at a sequence header (ISO/IEC
 * 13818-2, 6.2.2.1).
 */
public final class RandomAccess {
    private RandomAccess() {}

    /** Whether a decoder can begin with this packet, which belongs to the programme's lead stream. */
    public static boolean at(ByteBuf buffer, int packet, StreamType type) {
        if (!Packet.unitStart(buffer, packet)) {
            return false;
        }
        if (type == StreamType.OTHER || Packet.randomAccessFlag(buffer, packet)) {
            return true;
        }
        int end = packet + Packet.SIZE;
        int pes = Packet.payload(buffer, packet);
        // packet_start_code_prefix, stream_id, length, flags, PES_header_data_length (2.4.3.7)
        if (pes + 9 > end || buffer.getUnsignedMedium(pes) != 1) {
            return false;
        }
        return scan(buffer, pes + 9 + buffer.getUnsignedByte(pes + 8), end, type);
    }

    /** Walks the units at the head of the picture, up to its first slice: what follows is picture data. */
    private static boolean scan(ByteBuf buffer, int from, int end, StreamType type) {
        for (int i = from; i + 4 <= end; i++) {
            if (buffer.getByte(i) == 0 && buffer.getUnsignedMedium(i) == 1) {
                int code = buffer.getUnsignedByte(i + 3);
                if (begins(code, type)) {
                    return true;
                }
                if (isSlice(code, type)) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean begins(int code, StreamType type) {
        return switch (type) {
            case H264 -> (code & 0x1f) == 7 || (code & 0x1f) == 5;
            case HEVC -> {
                int unit = (code >> 1) & 0x3f;
                yield (unit >= 16 && unit <= 21) || (unit >= 32 && unit <= 34);
            }
            case MPEG2_VIDEO -> code == 0xb3;
            case OTHER_VIDEO, OTHER -> false;
        };
    }

    private static boolean isSlice(int code, StreamType type) {
        return switch (type) {
            case H264 -> (code & 0x1f) >= 1 && (code & 0x1f) <= 4;
            case HEVC -> ((code >> 1) & 0x3f) <= 9;
            case MPEG2_VIDEO -> code >= 0x01 && code <= 0xaf;
            case OTHER_VIDEO, OTHER -> true;
        };
    }
}
