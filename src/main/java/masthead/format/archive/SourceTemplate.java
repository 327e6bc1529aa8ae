package masthead.format.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks in a {@code catchup-source}, filled in.
 *
 * <p>The marks are those of Kodi's IPTV Simple (pvr.iptvsimple: README.md, "Catchup format specifiers";
 * src/iptvsimple/CatchupController.cpp, {@code FormatDateTime}): times are seconds since 1970, or in the letters that follow a
 * colon; {@code duration} and {@code offset} are seconds, divided by the number that follows. Kodi writes dates in the viewer's
 * zone; here it is the provider's.
 */
final class SourceTemplate {
    private static final Pattern MARK = Pattern.compile("\\$?\\{([A-Za-z][A-Za-z-]*)(?::([^{}]*))?}");

    private final String text;

    SourceTemplate(String text) {
        this.text = text;
    }

    /** What is asked for, when, and in which zone. */
    record Filling(Instant start, Duration length, Instant now, ZoneId zone) {}

    /** The template with every mark filled in; empty if one of them cannot be: {@code {catchup-id}}, or one nobody knows. */
    Optional<String> filled(Filling filling) {
        Map<String, Instant> times = Map.of(
                "utc", filling.start,
                "start", filling.start,
                "utcend", filling.start.plus(filling.length),
                "end", filling.start.plus(filling.length),
                "lutc", filling.now,
                "now", filling.now,
                "timestamp", filling.now);
        Map<String, Duration> spans =
                Map.of("duration", filling.length, "offset", Duration.between(filling.start, filling.now));
        boolean[] whole = {true};
        Function<java.util.regex.MatchResult, String> value = mark -> {
            String name = mark.group(1);
            String argument = mark.group(2);
            Optional<String> found = times.containsKey(name)
                    ? Optional.of(time(times.getOrDefault(name, filling.now), argument, filling.zone))
                    : spans.containsKey(name)
                            ? span(spans.getOrDefault(name, Duration.ZERO), argument)
                            : letter(name, argument, filling);
            whole[0] &= found.isPresent();
            return Matcher.quoteReplacement(found.orElse(""));
        };
        String result = MARK.matcher(text).replaceAll(value);
        return whole[0] ? Optional.of(result) : Optional.empty();
    }

    /** How exactly it can say when something begins. */
    Duration grain() {
        String marks = text.replace("$", "");
        boolean seconds = marks.contains("{utc")
                || marks.contains("{start")
                || marks.contains("{S}")
                || marks.contains("{offset}")
                || marks.contains("{offset:1}");
        return marks.matches(".*\\{(utc|start):[^}S]*}.*") || !seconds ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    }

    /** Whether it says where the stream ends. The time now does not count as that: some who ask for it go on for ever. */
    boolean ends() {
        String marks = text.replace("$", "");
        return marks.contains("{duration") || marks.contains("{utcend") || marks.contains("{end");
    }

    /** Whether there is anything to fill in. */
    boolean marked() {
        return MARK.matcher(text).find();
    }

    private static String time(Instant time, String format, ZoneId zone) {
        if (format == null || format.isEmpty()) {
            return Long.toString(time.getEpochSecond());
        }
        StringBuilder out = new StringBuilder();
        for (int index = 0; index < format.length(); index++) {
            char each = format.charAt(index);
            out.append(letter(each, time.atZone(zone)).orElse(String.valueOf(each)));
        }
        return out.toString();
    }

    private static Optional<String> span(Duration span, String divider) {
        long seconds = Math.max(0, span.toSeconds());
        if (divider == null) {
            return Optional.of(Long.toString(seconds));
        }
        if (!divider.matches("[1-9]\\d{0,8}")) {
            return Optional.empty();
        }
        return Optional.of(Long.toString(seconds / Long.parseLong(divider)));
    }

    private static Optional<String> letter(String name, String argument, Filling filling) {
        return name.length() == 1 && argument == null
                ? letter(name.charAt(0), filling.start.atZone(filling.zone))
                : Optional.empty();
    }

    private static Optional<String> letter(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'Y' -> Optional.of(String.format(Locale.ROOT, "%04d", time.getYear()));
            case 'm' -> Optional.of(two(time.getMonthValue()));
            case 'd' -> Optional.of(two(time.getDayOfMonth()));
            case 'H' -> Optional.of(two(time.getHour()));
            case 'M' -> Optional.of(two(time.getMinute()));
            case 'S' -> Optional.of(two(time.getSecond()));
            default -> Optional.empty();
        };
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
