package masthead.guide.fill;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of event channels, which providers rename for each event: {@code PPV 3 | Fury vs Usyk (May 18 20:00 BST)}.
 *
 * <p>A name is of an event if it has a numbered place before a colon, bar or dash, and behind it two opponents or a time; or two
 * opponents and a time. Everything else is a plain name.
 */
final class EventName {
    private static final int LONGEST = 300;
    private static final Pattern PLACE =
            Pattern.compile("^(?<place>.{1,40}?\\d{1,3})\\s*(?::(?!\\d)|\\||\\s[-\u2013]\\s)\\s*(?<rest>\\S.*)$");
    private static final Pattern OPPONENTS =
            Pattern.compile("\\S\\s+(?:vs?\\.?|x|@|contra|gegen|contre)\\s+\\S", Pattern.CASE_INSENSITIVE);
    private static final String ZONES = "(?<zone>E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|GMT|UTC|BST|UK|CES?T|EES?T|MSK)";
    private static final Pattern TIME = Pattern.compile(
            "(?<![\\d:.])(?:@\\s*)?(?<hour>\\d{1,2})(?:[:.h](?<minute>[0-5]\\d)(?::[0-5]\\d)?)?\\s*(?<half>[ap]\\.?m\\.?)?"
                    + "(?![\\d:])(?:\\s*\\(?\\b" + ZONES + "\\b\\)?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ISO_DATE = Pattern.compile("(?<!\\d)(20\\d\\d)-(\\d{1,2})-(\\d{1,2})(?!\\d)");
    private static final Pattern SHORT_DATE =
            Pattern.compile("(?<!\\d)(\\d{1,2})([/.])(\\d{1,2})(?:[/.](20\\d\\d|\\d\\d))?(?![\\d:])");
    private static final String MONTHS = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
    private static final Pattern MONTH_DAY =
            Pattern.compile("\\b" + MONTHS + "\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAY_MONTH =
            Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+" + MONTHS + "\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WEEKDAY =
            Pattern.compile("\\b(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6}day|\\b)\\.?,?", Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGES =
            Pattern.compile("^[\\s|:@,;(\\[/\u2013-]+|[\\s|:@,;(\\[/\u2013-]+$|\\(\\s*\\)|\\[\\s*]");
    /** By the letters before "T", "ST", "DT" or "EST"; a zone's winter and summer time are one. */
    private static final Map<String, String> ZONE_IDS = Map.ofEntries(
            Map.entry("E", "America/New_York"),
            Map.entry("C", "America/Chicago"),
            Map.entry("M", "America/Denver"),
            Map.entry("P", "America/Los_Angeles"),
            Map.entry("CE", "Europe/Paris"),
            Map.entry("EE", "Europe/Helsinki"),
            Map.entry("GMT", "UTC"),
            Map.entry("UTC", "UTC"),
            Map.entry("BST", "Europe/London"),
            Map.entry("UK", "Europe/London"),
            Map.entry("MSK", "Europe/Moscow"));

    /** A date without a year, or a time without a date, is the one that is near. */
    private static final Duration PAST = Duration.ofHours(8);

    private final ZoneId zone;
    private final Instant now;
    private String rest = "";
    private @Nullable LocalDate date;
    private @Nullable LocalTime time;
    private ZoneId at;

    private EventName(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
        this.at = zone;
    }

    /**
     * What {@code name} says, if it is of an event.
     *
     * @param zone of times that name none
     */
    static Optional<Event> read(String name, ZoneId zone, Instant now) {
        return name.length() > LONGEST ? Optional.empty() : new EventName(zone, now).read(name);
    }

    private Optional<Event> read(String name) {
        Matcher placed = PLACE.matcher(name);
        boolean place = placed.matches();
        rest = place ? placed.group("rest") : name;
        boolean opponents = OPPONENTS.matcher(rest).find();
        takeDate();
        takeTime();
        boolean timed = time != null;
        if (place ? !opponents && !timed : !opponents || !timed) {
            return Optional.empty();
        }
        String title = tidy(WEEKDAY.matcher(rest).replaceAll(" "));
        return title.isEmpty() ? Optional.empty() : Optional.of(new Event(title, start()));
    }

    private void takeDate() {
        Matcher iso = ISO_DATE.matcher(rest);
        Matcher monthDay = MONTH_DAY.matcher(rest);
        Matcher dayMonth = DAY_MONTH.matcher(rest);
        Matcher numbers = SHORT_DATE.matcher(rest);
        if (iso.find()) {
            take(iso, date(number(iso.group(1)), number(iso.group(2)), number(iso.group(3))));
        } else if (dayMonth.find()) {
            take(dayMonth, date(0, month(dayMonth.group(2)), number(dayMonth.group(1))));
        } else if (monthDay.find()) {
            take(monthDay, date(0, month(monthDay.group(1)), number(monthDay.group(2))));
        } else if (numbers.find()) {
            int first = number(numbers.group(1));
            int second = number(numbers.group(3));
            boolean american = numbers.group(2).equals("/")
                    && second <= 31
                    && (second > 12 || rest.matches("(?i).*\\d\\s*[ap]\\.?m\\b.*|.*\\b[EP][SD]?T\\b.*"));
            int year = numbers.group(4) == null ? 0 : number(numbers.group(4));
            take(numbers, american ? date(year, first, second) : date(year, second, first));
        }
    }

    private void take(Matcher found, @Nullable LocalDate read) {
        if (read != null) {
            date = read;
            rest = rest.substring(0, found.start()) + " " + rest.substring(found.end());
        }
    }

    private void takeTime() {
        Matcher found = TIME.matcher(rest);
        while (found.find()) {
            boolean sure = found.group("minute") != null || found.group("half") != null;
            LocalTime read = sure ? time(found) : null;
            if (read != null) {
                time = read;
                at = found.group("zone") == null ? zone : zone(found.group("zone"));
                rest = rest.substring(0, found.start()) + " " + rest.substring(found.end());
                return;
            }
        }
    }

    private static @Nullable LocalTime time(Matcher found) {
        int hour = number(found.group("hour"));
        int minute = found.group("minute") == null ? 0 : number(found.group("minute"));
        String half = found.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
        }
        return hour > 23 ? null : LocalTime.of(hour, minute);
    }

    private ZoneId zone(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String letters = ZONE_IDS.containsKey(upper)
                ? upper
                : upper.replaceFirst(upper.matches("(?:CE|EE).*") ? "S?T$" : "[SD]?T$", "");
        return Optional.ofNullable(ZONE_IDS.get(letters)).map(ZoneId::of).orElse(zone);
    }

    private static int month(String name) {
        return "janfebmaraprmayjunjulaugsepoctnovdec"
                                .indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT))
                        / 3
                + 1;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private @Nullable LocalDate date(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > Month.of(month).maxLength()) {
            return null;
        }
        LocalDate today = LocalDate.ofInstant(now, zone);
        int full = year == 0 ? today.getYear() : year < 100 ? 2000 + year : year;
        LocalDate read = LocalDate.of(
                full, month, Math.min(day, YearMonth.of(full, month).lengthOfMonth()));
        if (year == 0 && read.isBefore(today.minusMonths(6))) {
            return read.plusYears(1);
        }
        return year == 0 && read.isAfter(today.plusMonths(6)) ? read.minusYears(1) : read;
    }

    private Optional<Instant> start() {
        if (time == null) {
            return Optional.empty();
        }
        LocalDate day = date == null ? LocalDate.ofInstant(now, at) : date;
        Instant start = LocalDateTime.of(day, time).atZone(at).toInstant();
        boolean over = date == null && start.isBefore(now.minus(PAST));
        return Optional.of(
                over ? LocalDateTime.of(day.plusDays(1), time).atZone(at).toInstant() : start);
    }

    private static String tidy(String text) {
        String before = "";
        String tidied = text.replaceAll("\\s+", " ");
        while (!tidied.equals(before)) {
            before = tidied;
            tidied = EDGES.matcher(tidied).replaceAll(" ").strip();
        }
        // A bracket that lost what it held.
        return tidied.replaceAll("\\s+\\)|\\s+]", "").replaceAll("\\s+", " ").strip();
    }
}
