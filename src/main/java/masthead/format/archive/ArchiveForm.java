package masthead.format.archive;

import java.util.Locale;
import java.util.Optional;

/** How an upstream is asked for a stretch of the past (docs/4-protocols/catch-up.md, "Upstream"). */
public enum ArchiveForm {
    /** {@code /timeshift/<user>/<password>/<minutes>/<Y-m-d:H-i>/<id>.ts}, in the provider's zone. */
    XTREAM_PATH,
    /** {@code /streaming/timeshift.php?username=..&password=..&stream=..&start=..&duration=..}, in the provider's zone. */
    XTREAM_QUERY,
    /** As {@link #XTREAM_PATH}, with seconds since 1970: no zone can be wrong, but not every panel reads it. */
    XTREAM_EPOCH,
    /** The live address with {@code utc} and {@code lutc}; what comes may never end. */
    SHIFT,
    /** {@code archive-<start>-<seconds>} beside the live stream, of a Flussonic server. */
    FLUSSONIC_ARCHIVE,
    /** {@code timeshift_abs-<start>} beside the live stream, of a Flussonic server; it does not end. */
    FLUSSONIC_TIMESHIFT,
    /** The list's own {@code catchup-source}. */
    SOURCE;

    /** As it is kept, and shown to operators. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form of this name, if there is one. */
    public static Optional<ArchiveForm> of(String written) {
        for (ArchiveForm each : values()) {
            if (each.written().equals(written)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
