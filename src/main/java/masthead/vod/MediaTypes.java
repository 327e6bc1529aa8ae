package masthead.vod;

import java.util.Locale;

/** The Content-Type of films by their extension (docs/4-protocols/xtream.md, "Movies and episodes"). */
public final class MediaTypes {
    private MediaTypes() {}

    public static String of(String extension) {
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case "mp4", "m4v" -> "video/mp4";
            case "mkv" -> "video/x-matroska";
            case "avi", "divx" -> "video/x-msvideo";
            case "flv" -> "video/x-flv";
            case "3gp" -> "video/3gpp";
            case "webm" -> "video/webm";
            case "wmv" -> "video/x-ms-wmv";
            case "mov" -> "video/quicktime";
            case "ts" -> "video/mp2t";
            case "mpg", "mpeg", "vob" -> "video/mpeg";
            case "m3u8" -> "application/x-mpegurl";
            default -> "application/octet-stream";
        };
    }
}
