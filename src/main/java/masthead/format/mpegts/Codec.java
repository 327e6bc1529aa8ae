package masthead.format.mpegts;

import java.util.Optional;

/** What an elementary stream is encoded with, as far as it can be seen in the programme's table and players care. */
public enum Codec {
    MPEG2_VIDEO("MPEG-2", true),
    H264("H.264", true),
    HEVC("HEVC", true),
    OTHER_VIDEO("another codec", true),
    MPEG_AUDIO("MPEG audio", false),
    AAC("AAC", false),
    AC3("AC-3", false),
    EAC3("E-AC-3", false),
    DTS("DTS", false),
    OTHER_AUDIO("another codec", false);

    private final String title;
    private final boolean video;

    Codec(String title, boolean video) {
        this.title = title;
        this.video = video;
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    public boolean video() {
        return video;
    }

    /** Of a picture or a sound; nothing of anything else, as subtitles. */
    static Optional<Codec> of(ProgramMap.Stream stream) {
        return switch (stream.type()) {
            case MPEG2_VIDEO -> Optional.of(MPEG2_VIDEO);
            case H264 -> Optional.of(H264);
            case HEVC -> Optional.of(HEVC);
            case OTHER_VIDEO -> Optional.of(OTHER_VIDEO);
            case OTHER -> Optional.of(stream).filter(ProgramMap.Stream::audio).map(each -> sound(each.kind()));
        };
    }

    /** By stream_type, and for private data the descriptor behind it: see {@link AudioStream}. */
    private static Codec sound(int kind) {
        return switch (kind) {
            case 0x03, 0x04 -> MPEG_AUDIO;
            case 0x0f, 0x11, 0x7c06 -> AAC;
            case 0x81, 0x6a06 -> AC3;
            case 0x84, 0x87, 0x7a06 -> EAC3;
            case 0x85, 0x7b06 -> DTS;
            default -> OTHER_AUDIO;
        };
    }
}
