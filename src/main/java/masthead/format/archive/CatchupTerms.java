package masthead.format.archive;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a list says of how a feed's archive is asked for: {@code catchup} (or {@code catchup-type}), {@code catchup-source} and
 * {@code catchup-correction} (pvr.iptvsimple: src/iptvsimple/PlaylistLoader.cpp).
 *
 * @param source with marks to fill in; empty where there is none
 * @param correction what is added to every time before it is written
 */
public record CatchupTerms(Mode mode, String source, Duration correction) {
    /** The values of {@code catchup}. */
    public enum Mode {
        /** {@code source} is the whole address; without one, as {@link #UNKNOWN}. */
        DEFAULT,
        /** {@code source} is put behind the live address. */
        APPEND,
        SHIFT,
        FLUSSONIC,
        /** Flussonic, told to be transport streams. */
        FLUSSONIC_TS,
        /** Flussonic, told to be playlists. */
        FLUSSONIC_HLS,
        XTREAM,
        /** The list says nothing, or only how many days there are: the live address tells. */
        UNKNOWN
    }

    /** Nothing is said: an Xtream account's own channels. */
    public static final CatchupTerms NONE = new CatchupTerms(Mode.UNKNOWN, "", Duration.ZERO);

    private static final Duration MOST_CORRECTION = Duration.ofHours(24);

    /** What a feed's attributes say. */
    public static CatchupTerms of(Map<String, String> attributes) {
        String named = attributes.getOrDefault("catchup", attributes.getOrDefault("catchup-type", ""));
        String source = attributes.getOrDefault("catchup-source", "").strip();
        Mode mode = switch (named.strip().toLowerCase(Locale.ROOT)) {
            // "vod" is "default" whose marks are a programme's own id, which is never known here.
            case "default", "vod" -> Mode.DEFAULT;
            case "append" -> Mode.APPEND;
            case "shift", "timeshift" -> Mode.SHIFT;
            case "flussonic" -> Mode.FLUSSONIC;
            case "fs", "flussonic-ts" -> Mode.FLUSSONIC_TS;
            case "flussonic-hls" -> Mode.FLUSSONIC_HLS;
            case "xc", "xtream", "xtream-codes" -> Mode.XTREAM;
            default -> source.isEmpty() ? Mode.UNKNOWN : Mode.DEFAULT;
        };
        return new CatchupTerms(mode, source, correction(attributes.getOrDefault("catchup-correction", "")));
    }

    /** Hours, with a fraction and a sign. */
    private static Duration correction(String written) {
        String plain = written.strip();
        if (!plain.matches("[+-]?\\d{1,2}(\\.\\d{1,4})?")) {
            return Duration.ZERO;
        }
        Duration read = Duration.ofSeconds(Math.round(Double.parseDouble(plain) * 3600));
        return read.abs().compareTo(MOST_CORRECTION) > 0 ? Duration.ZERO : read;
    }

    /** A source that is a whole address; one that is not is put behind the live one. */
    Optional<String> wholeSource() {
        return Optional.of(source)
                .filter(each ->
                        each.regionMatches(true, 0, "http://", 0, 7) || each.regionMatches(true, 0, "https://", 0, 8));
    }
}
