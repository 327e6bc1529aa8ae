package masthead.format.hls;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** The dates of EXT-X-PROGRAM-DATE-TIME: ISO 8601, with or without a zone, the zone with or without a colon. */
final class DateTimes {
    private static final Pattern ZONE_WITHOUT_COLON = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");
    private static final Pattern ZONE = Pattern.compile(".*T.*([zZ]|[+-]\\d\\d:\\d\\d)");

    private DateTimes() {}

    static Optional<Instant> read(String text) {
        if (text.length() > 60) {
            return Optional.empty();
        }
        try {
            String whole =
                    ZONE_WITHOUT_COLON.matcher(text.strip().replace(' ', 'T')).replaceFirst("$1:$2");
            return Optional.of(
                    ZONE.matcher(whole).matches()
                            ? OffsetDateTime.parse(whole).toInstant()
                            : LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
