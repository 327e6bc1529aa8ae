package masthead.format.mpegts;

/** What an elementary stream holds, as far as finding its random-access points needs it (ISO/IEC 13818-1, table 2-34). */
public enum StreamType {
    MPEG2_VIDEO,
    H264,
    HEVC,
    OTHER_VIDEO,
    /** Audio, subtitles, anything without pictures. */
    OTHER;

    public boolean video() {
        return this != OTHER;
    }

    static StreamType of(int code) {
        return switch (code) {
            case 0x01, 0x02 -> MPEG2_VIDEO;
            case 0x1b -> H264;
            case 0x24 -> HEVC;
            case 0x10, 0x33, 0x42, 0xd1, 0xd2, 0xea -> OTHER_VIDEO;
            default -> OTHER;
        };
    }
}
