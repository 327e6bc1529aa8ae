package masthead.format.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Tells sound from other streams by its entry in the PMT: the stream_type (ISO/IEC 13818-1, table 2-34; ATSC A/53-3 and the
 * BD-ROM format for 0x81 to 0x87), or for private data a descriptor (ETSI EN 300 468, table 12).
 */
final class AudioStream {
    private static final int PRIVATE_PES = 0x06;
    private static final int REGISTRATION = 0x05;
    private static final int OPUS = 0x4f707573;
    private static final int AC3 = 0x41432d33;
    private static final int EAC3 = 0x45414333;

    private AudioStream() {}

    /** @param end where the entry's descriptors end, which begin five bytes behind {@code entry} */
    static boolean is(ByteBuf section, int entry, int end) {
        return switch (section.getUnsignedByte(entry)) {
            case 0x03, 0x04, 0x0f, 0x11, 0x2d, 0x2e, 0x81, 0x83, 0x84, 0x85, 0x87 -> true;
            case PRIVATE_PES -> described(section, entry + 5, end);
            default -> false;
        };
    }

    private static boolean described(ByteBuf section, int from, int end) {
        for (int at = from; at + 2 <= end; at += 2 + section.getUnsignedByte(at + 1)) {
            int length = section.getUnsignedByte(at + 1);
            boolean sound = switch (section.getUnsignedByte(at)) {
                case 0x6a, 0x7a, 0x7b, 0x7c -> true; // AC-3, E-AC-3, DTS, AAC
                case REGISTRATION -> length >= 4 && at + 6 <= end && registered(section.getInt(at + 2));
                default -> false;
            };
            if (sound) {
                return true;
            }
        }
        return false;
    }

    private static boolean registered(int format) {
        return format == OPUS || format == AC3 || format == EAC3;
    }
}
