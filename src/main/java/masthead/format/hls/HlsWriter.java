package masthead.format.hls;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Writes playlists: LF line ends, no byte order mark; encode them as UTF-8. What it writes, {@link HlsReader} reads back. */
public final class HlsWriter {
    private HlsWriter() {}

    /** A media playlist; the target duration is rounded up to whole seconds, dates to milliseconds. */
    public static String write(MediaPlaylist playlist) {
        StringBuilder out = new StringBuilder(200 + 100 * playlist.segments().size());
        out.append("#EXTM3U\n#EXT-X-VERSION:").append(playlist.version());
        out.append("\n#EXT-X-TARGETDURATION:").append(wholeSeconds(playlist.targetDuration()));
        out.append("\n#EXT-X-MEDIA-SEQUENCE:").append(playlist.mediaSequence()).append('\n');
        if (playlist.discontinuitySequence() > 0) {
            out.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
                    .append(playlist.discontinuitySequence())
                    .append('\n');
        }
        Optional<Key> key = Optional.empty();
        Optional<MapRef> map = Optional.empty();
        for (Segment each : playlist.segments()) {
            if (!each.key().equals(key)) {
                key = each.key();
                key(out, key);
            }
            if (!each.map().equals(map)) {
                map = each.map();
                map.ifPresent(shown -> map(out, shown));
            }
            segment(out, each);
        }
        return playlist.ended() ? out.append("#EXT-X-ENDLIST\n").toString() : out.toString();
    }

    /** A multivariant playlist, renditions first. */
    public static String write(MultivariantPlaylist playlist) {
        StringBuilder out = new StringBuilder("#EXTM3U\n");
        for (Rendition each : playlist.renditions()) {
            out.append("#EXT-X-MEDIA:").append(each.attributes()).append('\n');
        }
        for (Variant each : playlist.variants()) {
            out.append("#EXT-X-STREAM-INF:").append(each.attributes()).append('\n');
            out.append(harmless(each.uri())).append('\n');
        }
        return out.toString();
    }

    private static void segment(StringBuilder out, Segment segment) {
        if (segment.discontinuity()) {
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        segment.dateTime()
                .ifPresent(time -> out.append("#EXT-X-PROGRAM-DATE-TIME:")
                        // With a fraction always, as the format wants three digits of it.
                        .append(time.truncatedTo(ChronoUnit.MILLIS).toString().replaceFirst("(:\\d\\d)Z", "$1.000Z"))
                        .append('\n'));
        segment.range()
                .ifPresent(
                        range -> out.append("#EXT-X-BYTERANGE:").append(range).append('\n'));
        if (segment.gap()) {
            out.append("#EXT-X-GAP\n");
        }
        out.append("#EXTINF:").append(seconds(segment.duration())).append(",\n");
        out.append(harmless(segment.uri())).append('\n');
    }

    private static void key(StringBuilder out, Optional<Key> key) {
        AttributeList attributes = key.map(HlsWriter::attributes).orElse(AttributeList.EMPTY.with("METHOD", "NONE"));
        out.append("#EXT-X-KEY:").append(attributes).append('\n');
    }

    private static AttributeList attributes(Key key) {
        AttributeList written =
                AttributeList.EMPTY.with("METHOD", key.method().written()).withText("URI", key.uri());
        if (!key.iv().isEmpty()) {
            written = written.with("IV", "0x" + key.iv());
        }
        return key.keyFormat().equals(Key.IDENTITY) ? written : written.withText("KEYFORMAT", key.keyFormat());
    }

    private static void map(StringBuilder out, MapRef map) {
        AttributeList attributes = AttributeList.EMPTY.withText("URI", map.uri());
        if (map.range().isPresent()) {
            attributes = attributes.withText("BYTERANGE", map.range().get().toString());
        }
        out.append("#EXT-X-MAP:").append(attributes).append('\n');
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }

    private static String seconds(Duration duration) {
        long micros = duration.toNanos() / 1000;
        return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    }

    static String harmless(String text) {
        return text.chars().anyMatch(Character::isISOControl) ? text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", " ") : text;
    }
}
