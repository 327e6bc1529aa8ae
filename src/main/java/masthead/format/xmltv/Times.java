package masthead.format.xmltv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Reads points in time as guides write them.
 *
 * <p>xmltv.dtd says {@code YYYYMMDDhhmmss} or a beginning of it, then perhaps a blank and a time zone. Found in the wild as well:
 * no blank, {@code +hh:mm}, {@code +hh}, {@code Z}, ISO 8601, Unix seconds and milliseconds. Not thread-safe.
 */
final class Times {
    /** No time: a point that no guide is about. */
    static final long NONE = Long.MIN_VALUE;

    /** The abbreviations that guides use, as the fixed offsets (minutes) that they stand for. */
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("Z", 0),
            Map.entry("UT", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("WET", 0),
            Map.entry("WEST", 60),
            Map.entry("BST", 60),
            Map.entry("IST", 330),
            Map.entry("CET", 60),
            Map.entry("MET", 60),
            Map.entry("CEST", 120),
            Map.entry("MEST", 120),
            Map.entry("EET", 120),
            Map.entry("EEST", 180),
            Map.entry("TRT", 180),
            Map.entry("MSK", 180),
            Map.entry("EST", -300),
            Map.entry("EDT", -240),
            Map.entry("CST", -360),
            Map.entry("CDT", -300),
            Map.entry("MST", -420),
            Map.entry("MDT", -360),
            Map.entry("PST", -480),
            Map.entry("PDT", -420),
            Map.entry("AKST", -540),
            Map.entry("AKDT", -480),
            Map.entry("HST", -600),
            Map.entry("AST", -240),
            Map.entry("ADT", -180),
            Map.entry("BRT", -180),
            Map.entry("ART", -180),
            Map.entry("JST", 540),
            Map.entry("KST", 540),
            Map.entry("AWST", 480),
            Map.entry("ACST", 570),
            Map.entry("ACDT", 630),
            Map.entry("AEST", 600),
            Map.entry("AEDT", 660),
            Map.entry("NZST", 720),
            Map.entry("NZDT", 780));

    private static final int LONGEST = 64;
    private static final int FULL = 14;

    private final ZoneId zone;
    private final int[] digits = new int[FULL];
    private boolean zoneUnknown;
    private int repeatedAfter;

    /** Reads times; those that name no offset are in {@code zone}. */
    Times(ZoneId zone) {
        this.zone = zone;
    }

    /** Whether the last time read named a zone that nobody knows. */
    boolean zoneUnknown() {
        return zoneUnknown;
    }

    /**
     * How many seconds after the time last read clocks showed the same once more, because they were put back in between and no
     * offset says which is meant; 0 for all times but those of an hour a year.
     */
    int repeatedAfter() {
        return repeatedAfter;
    }

    /** Unix seconds, or {@link #NONE} if it is no time; of two that clocks showed alike, the first. */
    long read(String text) {
        zoneUnknown = false;
        repeatedAfter = 0;
        String time = text.strip();
        if (time.length() < 8 || time.length() > LONGEST) {
            return NONE;
        }
        int count = 0;
        while (count < time.length() && digit(time, count) >= 0) {
            count++;
        }
        if (count == 4 && time.length() >= 10 && (time.charAt(4) == '-' || time.charAt(4) == '/')) {
            return iso(time);
        }
        long unix = unix(time, count);
        if (unix != NONE) {
            return unix;
        }
        if (count < 8 || count > FULL || count % 2 != 0) {
            return NONE;
        }
        Arrays.fill(digits, 0);
        for (int at = 0; at < count; at++) {
            digits[at] = digit(time, at);
        }
        return moment(time, count);
    }

    /** All of {@code time} is one number, too large for a date or for a year of our time. */
    private static long unix(String time, int count) {
        if (count != time.length() || !(count == 10 || count == 13) || time.charAt(0) != '1') {
            return NONE;
        }
        long number = Long.parseLong(time);
        return count == 13 ? number / 1000 : number;
    }

    /** {@code 2026-01-01T12:00:00.000+01:00}, and what looks like it. */
    private long iso(String time) {
        Arrays.fill(digits, 0);
        int count = 0;
        int at = 0;
        for (; at < time.length() && count < FULL; at++) {
            int digit = digit(time, at);
            if (digit >= 0) {
                digits[count++] = digit;
            } else if (!separates(time, at, count)) {
                break;
            }
        }
        if (at < time.length() && (time.charAt(at) == '.' || time.charAt(at) == ',')) {
            at++;
            while (at < time.length() && digit(time, at) >= 0) {
                at++;
            }
        }
        return count < 8 || count % 2 != 0 ? NONE : moment(time, at);
    }

    private static boolean separates(String time, int at, int count) {
        char each = time.charAt(at);
        boolean digitFollows = at + 1 < time.length() && digit(time, at + 1) >= 0;
        return digitFollows
                && switch (count) {
                    case 4, 6 -> each == '-' || each == '/';
                    case 8 -> each == 'T' || each == 't' || each == ' ';
                    case 10, 12 -> each == ':';
                    default -> false;
                };
    }

    /** The time in {@link #digits}, in the zone that {@code time} names from {@code zoneAt} on. */
    private long moment(String time, int zoneAt) {
        int year = number(0, 4);
        int month = number(4, 2);
        int day = number(6, 2);
        int hour = number(8, 2);
        int minute = number(10, 2);
        int second = number(12, 2) == 60 ? 59 : number(12, 2); // a leap second
        // The end of a day is the start of the next one.
        boolean midnight = hour == 24 && minute == 0;
        try {
            LocalDate date = LocalDate.of(year, month, day);
            LocalTime clock = LocalTime.of(midnight ? 0 : hour, minute, second);
            LocalDateTime local = LocalDateTime.of(midnight ? date.plusDays(1) : date, clock);
            return local.toEpochSecond(ZoneOffset.UTC) - offset(time, zoneAt, local);
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private int number(int from, int count) {
        int number = 0;
        for (int at = from; at < from + count; at++) {
            number = number * 10 + digits[at];
        }
        return number;
    }

    /** Seconds east of Greenwich. */
    private int offset(String time, int from, LocalDateTime local) {
        int at = from;
        while (at < time.length() && time.charAt(at) == ' ') {
            at++;
        }
        if (at == time.length()) {
            return ours(local);
        }
        char sign = time.charAt(at);
        if (sign == '+' || sign == '-') {
            return signed(time, at, local);
        }
        String name = time.substring(at).toUpperCase(Locale.ROOT);
        if (name.length() > 3 && (name.startsWith("UTC") || name.startsWith("GMT"))) {
            char after = name.charAt(3);
            if (after == '+' || after == '-') {
                return signed(name, 3, local);
            }
        }
        Integer minutes = ZONES.get(name);
        return minutes != null ? minutes * 60 : named(time.substring(at), local);
    }

    private int named(String name, LocalDateTime local) {
        if (name.indexOf('/') > 0) {
            try {
                return offset(ZoneId.of(name).getRules(), local);
            } catch (DateTimeException e) {
                return unknown(local);
            }
        }
        return unknown(local);
    }

    /** {@code +hhmm}, {@code +hh:mm}, {@code +hh}, {@code +h}. */
    private int signed(String time, int signAt, LocalDateTime local) {
        int count = 0;
        int number = 0;
        for (int at = signAt + 1; at < time.length() && count <= 4; at++) {
            int digit = digit(time, at);
            if (digit >= 0) {
                number = number * 10 + digit;
                count++;
            } else if (time.charAt(at) != ':') {
                break;
            }
        }
        int minutes = switch (count) {
            case 1, 2 -> number * 60;
            case 3, 4 -> number / 100 * 60 + number % 100;
            default -> Integer.MAX_VALUE;
        };
        if (minutes > 18 * 60) {
            return unknown(local);
        }
        return (time.charAt(signAt) == '-' ? -minutes : minutes) * 60;
    }

    private int unknown(LocalDateTime local) {
        zoneUnknown = true;
        return ours(local);
    }

    private int ours(LocalDateTime local) {
        return offset(zone.getRules(), local);
    }

    private int offset(ZoneRules rules, LocalDateTime local) {
        ZoneOffsetTransition moved = rules.getTransition(local);
        if (moved != null && moved.isOverlap()) {
            repeatedAfter = -(int) moved.getDuration().toSeconds();
        }
        return rules.getOffset(local).getTotalSeconds();
    }

    private static int digit(String text, int at) {
        int digit = text.charAt(at) - '0';
        return digit >= 0 && digit <= 9 ? digit : -1;
    }
}
