package masthead.format.hls;

/**
 * Reads playlists as servers really write them: CR LF, byte order mark, missing version, wrong target duration; unknown tags
 * are ignored. The caller bounds the text.
 */
public final class HlsReader {
    /** A longer line is left out, and the segment with it. */
    public static final int MAX_LINE_CHARS = 16 * 1024;

    /** Segments, variants or renditions of one playlist: a day in pieces of four seconds. */
    public static final int MAX_ENTRIES = 21_600;

    private HlsReader() {}

    /**
     * Reads a whole playlist.
     *
     * @throws NotHlsException if it does not start with {@code #EXTM3U}, or has more than {@link #MAX_ENTRIES}
     */
    public static Playlist read(String text) {
        HlsReading reading = new HlsReading();
        int at = text.startsWith("\ufeff") ? 1 : 0;
        boolean begun = false;
        while (at < text.length()) {
            int end = lineEnd(text, at);
            if (end - at <= MAX_LINE_CHARS) {
                String line = text.substring(at, end).strip();
                if (begun) {
                    reading.line(line);
                } else if (!line.isEmpty()) {
                    if (!line.startsWith("#EXTM3U")) {
                        throw new NotHlsException("it does not start with #EXTM3U");
                    }
                    begun = true;
                }
            } else {
                reading.tooLong(text.charAt(at) == '#');
            }
            at = end + 1;
        }
        if (!begun) {
            throw new NotHlsException("it is empty");
        }
        return reading.end();
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }
}
