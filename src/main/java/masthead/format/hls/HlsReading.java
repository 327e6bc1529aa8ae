package masthead.format.hls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One playlist being read, line by line. Not thread-safe. */
final class HlsReading {
    private static final Duration USUAL_TARGET = Duration.ofSeconds(10);
    private static final int MOST_KEY_FORMATS = 20;

    private final List<Segment> segments = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();
    private final List<Rendition> renditions = new ArrayList<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private boolean tagged;
    private int version = 1;
    private Duration target = Duration.ZERO;
    private long mediaSequence;
    private long discontinuitySequence;
    private boolean ended;
    private Optional<MapRef> map = Optional.empty();
    private Optional<Key> key = Optional.empty();
    private @Nullable AttributeList stream;
    private String rangedUri = "";
    private long rangeEnd;
    private String range = "";
    private Segment next = Segment.of(0, "", Duration.ZERO);

    void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.charAt(0) != '#') {
            address(line);
        } else if (line.startsWith("#EXT")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            tagged |= name.startsWith("#EXT-X-");
            tag(name, colon < 0 ? "" : line.substring(colon + 1).strip());
        }
    }

    /** A line beyond the limit was left out: if it was an address, its marks go with it. */
    void tooLong(boolean tag) {
        if (!tag) {
            forget();
        }
    }

    private void tag(String name, String value) {
        switch (name) {
            case "#EXTINF" -> next = lasting(value);
            case "#EXT-X-VERSION" -> version = Math.clamp(Numbers.whole(value, 1), 1, 99);
            case "#EXT-X-TARGETDURATION" -> target = Numbers.seconds(value, Duration.ZERO);
            case "#EXT-X-MEDIA-SEQUENCE" -> mediaSequence = Numbers.whole(value, 0);
            case "#EXT-X-DISCONTINUITY-SEQUENCE" -> discontinuitySequence = Numbers.whole(value, 0);
            case "#EXT-X-DISCONTINUITY" -> next = next.afterDiscontinuity();
            case "#EXT-X-ENDLIST" -> ended = true;
            case "#EXT-X-BYTERANGE" -> range = value;
            case "#EXT-X-PROGRAM-DATE-TIME" ->
                next = DateTimes.read(value).map(next::at).orElse(next);
            case "#EXT-X-GAP" ->
                next = new Segment(
                        0,
                        "",
                        next.duration(),
                        next.discontinuity(),
                        next.dateTime(),
                        next.range(),
                        next.key(),
                        next.map(),
                        true);
            case "#EXT-X-KEY" -> key(AttributeList.parse(value));
            case "#EXT-X-MAP" -> map = map(AttributeList.parse(value));
            case "#EXT-X-STREAM-INF" -> stream = AttributeList.parse(value);
            case "#EXT-X-MEDIA" -> renditions.add(new Rendition(AttributeList.parse(value)));
            default -> {
                // Newer than we, or of no use to us.
            }
        }
        bound(renditions.size());
    }

    private Segment lasting(String value) {
        int comma = value.indexOf(',');
        Duration duration = Numbers.seconds(comma < 0 ? value : value.substring(0, comma), Duration.ZERO);
        return new Segment(
                0,
                "",
                duration,
                next.discontinuity(),
                next.dateTime(),
                next.range(),
                next.key(),
                next.map(),
                next.gap());
    }

    /** Keys of different formats hold side by side; the one that is plain bytes is the one we can use (RFC 8216, 4.3.2.4). */
    private void key(AttributeList attributes) {
        String method = attributes.text("METHOD").orElse("NONE");
        if (method.equals("NONE")) {
            keys.clear();
        } else if (keys.size() < MOST_KEY_FORMATS) {
            String format = attributes.text("KEYFORMAT").orElse(Key.IDENTITY);
            String iv = attributes.text("IV").orElse("");
            boolean sound = iv.matches("0[xX][0-9a-fA-F]{1,32}");
            String uri = printable(attributes.text("URI").orElse(""));
            keys.put(format, new Key(Key.Method.of(method), uri, sound ? iv.substring(2) : "", format));
        }
        Key plain = keys.get(Key.IDENTITY);
        key = plain != null ? Optional.of(plain) : keys.values().stream().findFirst();
    }

    private static Optional<MapRef> map(AttributeList attributes) {
        Optional<ByteRange> part = attributes.text("BYTERANGE").flatMap(text -> range(text, 0));
        return attributes.text("URI").map(uri -> new MapRef(printable(uri), part));
    }

    private void address(String line) {
        String uri = printable(line);
        if (uri.isEmpty() || uri.charAt(0) == '#') { // nothing left but what would be a tag
            forget();
            return;
        }
        if (stream != null) {
            variants.add(new Variant(uri, stream));
            stream = null;
            bound(variants.size());
            return;
        }
        Optional<ByteRange> part =
                range.isEmpty() ? Optional.empty() : range(range, uri.equals(rangedUri) ? rangeEnd : 0);
        if (part.isPresent()) {
            rangedUri = uri;
            rangeEnd = part.get().offset() + part.get().length();
        }
        segments.add(new Segment(
                0, uri, next.duration(), next.discontinuity(), next.dateTime(), part, key, map, next.gap()));
        bound(segments.size());
        forget();
    }

    private void forget() {
        next = Segment.of(0, "", Duration.ZERO);
        range = "";
        stream = null;
    }

    private static void bound(int entries) {
        if (entries > HlsReader.MAX_ENTRIES) {
            throw new NotHlsException("it has more than " + HlsReader.MAX_ENTRIES + " entries");
        }
    }

    /** {@code length[@offset]}; without an offset it follows the range before it (RFC 8216, 4.3.2.2). */
    private static Optional<ByteRange> range(String text, long follows) {
        int at = text.indexOf('@');
        long length = Numbers.whole(at < 0 ? text : text.substring(0, at), 0);
        long offset = at < 0 ? follows : Numbers.whole(text.substring(at + 1), -1);
        boolean sound = length > 0 && length <= ByteRange.MOST && offset >= 0 && offset <= ByteRange.MOST;
        return sound ? Optional.of(new ByteRange(length, offset)) : Optional.empty();
    }

    private static String printable(String uri) {
        if (uri.chars().noneMatch(Character::isISOControl)) {
            return uri.strip();
        }
        return uri.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "").strip();
    }

    Playlist end() {
        if (!variants.isEmpty()) {
            return new MultivariantPlaylist(variants, renditions);
        }
        if (!tagged) {
            return new PlainPlaylist(segments.stream().map(Segment::uri).toList());
        }
        Duration longest = segments.stream().map(Segment::duration).reduce(Duration.ZERO, HlsReading::longer);
        // Durations are rounded before they are compared with the target (4.3.3.1): half a second more is within the
        // rules.
        if (target.isZero() || longest.compareTo(target.plusMillis(500)) >= 0) {
            target = longer(longest, target);
        }
        if (target.isZero()) {
            target = USUAL_TARGET;
        }
        List<Segment> numbered = new ArrayList<>(segments.size());
        for (Segment each : segments) {
            numbered.add(new Segment(
                    mediaSequence + numbered.size(),
                    each.uri(),
                    each.duration().isZero() ? target : each.duration(),
                    each.discontinuity(),
                    each.dateTime(),
                    each.range(),
                    each.key(),
                    each.map(),
                    each.gap()));
        }
        return new MediaPlaylist(version, target, mediaSequence, discontinuitySequence, ended, numbered);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
