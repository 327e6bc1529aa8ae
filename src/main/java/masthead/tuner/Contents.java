package masthead.tuner;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What bytes that are no transport stream look like, for the reason told to operators. */
final class Contents {
    static final String PLAYLIST = "a playlist";
    static final String UNKNOWN = "something else";

    private static final int LOOKED_AT = 256;

    private Contents() {}

    /** What begins here, if its first bytes tell; {@link #PLAYLIST} for one of HLS or M3U. */
    static Optional<String> of(ByteBuf bytes) {
        int length = Math.min(LOOKED_AT, bytes.readableBytes());
        String raw = bytes.toString(bytes.readerIndex(), length, StandardCharsets.ISO_8859_1);
        String start = raw.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("#extm3u")) {
            return Optional.of(PLAYLIST);
        } else if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return Optional.of("a web page");
        } else if (start.startsWith("{\"") || start.startsWith("[{")) {
            return Optional.of("JSON");
        } else if (start.startsWith("webvtt")) {
            return Optional.of("subtitles");
        } else if (raw.startsWith("ID3") || startsWithAdts(raw)) {
            return Optional.of("bare sound (AAC or MP3)");
        }
        String box = raw.length() < 8 ? "" : raw.substring(4, 8);
        return switch (box) {
            case "ftyp", "styp", "moof", "sidx", "moov", "emsg" -> Optional.of("fMP4 segments");
            default -> Optional.empty();
        };
    }

    /** Two of its bytes are the sign of an ADTS frame: twelve bits set, layer 0 (ISO/IEC 13818-7, 6.2). */
    private static boolean startsWithAdts(String raw) {
        return raw.length() >= 2 && raw.charAt(0) == 0xff && (raw.charAt(1) & 0xf6) == 0xf0;
    }
}
