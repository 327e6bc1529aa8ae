package masthead.format.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads when something began, in every way players write it (docs/4-protocols/catch-up.md, "Start"): seconds or milliseconds
 * since 1970, {@code 2026-01-01:12-00} with or without seconds, with {@code _}, {@code T} or a blank in the middle and colons
 * instead of dashes, {@code 20260101-12}, {@code 20260101120000}, and ISO 8601.
 */
public final class StartText {
    /** Seconds since 1970 from 1990 on: a smaller number means something else. */
    private static final Pattern SECONDS = Pattern.compile("\\d{9,10}");

    private static final Pattern MILLIS = Pattern.compile("\\d{13}");
    private static final Pattern DAY_HOUR = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)-(\\d\\d)");
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?");

    /** An offset's plus is a blank where a query was decoded that should have written {@code %2B}. */
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})[:_ T](\\d{1,2})[-:](\\d\\d)"
            + "(?:[-:](\\d\\d)(?:[.,]\\d{1,9})?)?(Z|z|[ +-]\\d\\d:?\\d\\d)?");

    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private StartText() {}

    /**
     * The instant that {@code text} means; a time without a zone of its own is in {@code zone}. Where its clocks went back and a
     * time was there twice, the first is meant; one that they left out is an hour later: as PHP reads them, which panels are
     * written in.
     */
    public static Optional<Instant> read(String text, ZoneId zone) {
        String plain = text.strip();
        try {
            return instant(plain, zone).filter(each -> !each.isBefore(EARLIEST) && each.isBefore(LATEST));
        } catch (DateTimeException impossible) { // the thirtieth of February
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text, ZoneId zone) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text) / 1000));
        }
        Matcher hour = DAY_HOUR.matcher(text);
        if (hour.matches()) {
            return Optional.of(local(hour, number(hour, 4), 0, 0).atZone(zone).toInstant());
        }
        Matcher digits = DIGITS.matcher(text);
        if (digits.matches()) {
            return Optional.of(full(digits).atZone(zone).toInstant());
        }
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        String offset = written.group(7);
        ZoneId own =
                offset == null ? zone : ZoneOffset.of(offset.replace(' ', '+').replace('z', 'Z'));
        return Optional.of(full(written).atZone(own).toInstant());
    }

    private static LocalDateTime full(Matcher fields) {
        return local(fields, number(fields, 4), number(fields, 5), fields.group(6) == null ? 0 : number(fields, 6));
    }

    private static LocalDateTime local(Matcher fields, int hour, int minute, int second) {
        return LocalDateTime.of(number(fields, 1), number(fields, 2), number(fields, 3), hour, minute, second);
    }

    private static int number(Matcher fields, int group) {
        return Integer.parseInt(fields.group(group));
    }
}
