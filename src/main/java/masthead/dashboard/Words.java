package masthead.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Numbers and times as people read them. */
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private Words() {}

    static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || size >= 100 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }

    static String rate(long bitsPerSecond) {
        return bitsPerSecond >= 1_000_000
                ? String.format(Locale.ROOT, "%.1f Mbit/s", bitsPerSecond / 1e6)
                : String.format(Locale.ROOT, "%d kbit/s", bitsPerSecond / 1000);
    }

    static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /** {@code 3 channels}, {@code 1 channel}. */
    static String count(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** The two largest units: {@code 2 h 5 min}. */
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return count(seconds / 86_400, "day") + " " + seconds / 3600 % 24 + " h";
    }

    static String ago(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return seconds < 5 ? "now" : seconds + " s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 86_400 ? seconds / 3600 + " h ago" : count(seconds / 86_400, "day") + " ago";
    }

    static String day(Instant instant) {
        return DAY.format(instant.atOffset(ZoneOffset.UTC));
    }

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    static String orNever(Optional<Instant> instant, Instant now) {
        return instant.map(each -> ago(each, now)).orElse("never");
    }

    /** A curve through {@code values} as an SVG path in a box of 100 by 40; empty of fewer than two. */
    static String curve(List<? extends Number> values) {
        double most = values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
        if (values.size() < 2 || most <= 0) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = 100.0 * i / (values.size() - 1);
            double y = 38 - 34 * values.get(i).doubleValue() / most;
            path.append(String.format(Locale.ROOT, i == 0 ? "M%.1f %.1f" : "L%.1f %.1f", x, y));
        }
        return path.toString();
    }
}
