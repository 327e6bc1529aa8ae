package masthead.xtream.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A picture as it is sent. Its bytes are nobody's to change. */
final class Picture {
    /** What it is, by its bytes: what its host says of it is not asked. */
    enum Kind {
        PNG("png", "image/png"),
        JPEG("jpg", "image/jpeg"),
        GIF("gif", "image/gif"),
        WEBP("webp", "image/webp"),
        BMP("bmp", "image/bmp"),
        ICO("ico", "image/x-icon"),
        AVIF("avif", "image/avif"),
        SVG("svg", "image/svg+xml");

        private final String suffix;
        private final String type;

        Kind(String suffix, String type) {
            this.suffix = suffix;
            this.type = type;
        }

        /** Of its file. */
        String suffix() {
            return suffix;
        }

        /** Of its answer. */
        String type() {
            return type;
        }

        static Optional<Kind> ofSuffix(String suffix) {
            return Arrays.stream(values())
                    .filter(each -> each.suffix.equals(suffix))
                    .findFirst();
        }
    }

    private static final int LOOKED_AT = 1024;

    private final Kind kind;
    private final byte[] bytes;

    Picture(Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    Kind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes;
    }

    /** A picture of these bytes; empty if they are none. */
    static Optional<Picture> of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        return kind(start).map(kind -> new Picture(kind, bytes));
    }

    private static Optional<Kind> kind(String start) {
        if (start.startsWith("\u0089PNG\r\n")) {
            return Optional.of(Kind.PNG);
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(Kind.JPEG);
        }
        if (start.startsWith("GIF8")) {
            return Optional.of(Kind.GIF);
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of(Kind.WEBP);
        }
        if (start.startsWith("BM")) {
            return Optional.of(Kind.BMP);
        }
        if (start.startsWith("\0\0\1\0")) {
            return Optional.of(Kind.ICO);
        }
        if (start.startsWith("ftypavi", 4)) {
            return Optional.of(Kind.AVIF);
        }
        String text = start.toLowerCase(Locale.ROOT);
        return text.contains("<svg") && !text.contains("<html") ? Optional.of(Kind.SVG) : Optional.empty();
    }
}
