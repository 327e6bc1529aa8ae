package masthead.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of value: how it is read, and how to tell an operator what may be written.
 *
 * @param read throws IllegalArgumentException for what may not be written; the message is not shown
 */
record Kind<T>(Class<T> type, Function<String, T> read, String allowed) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    /** @throws IllegalStateException if settings of this type cannot be declared */
    static Kind<?> of(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return new Kind<>(Integer.class, Integer::valueOf, "a whole number");
        } else if (type == long.class || type == Long.class) {
            return new Kind<>(Long.class, Long::valueOf, "a whole number");
        } else if (type == double.class || type == Double.class) {
            return new Kind<>(Double.class, Double::valueOf, "a number such as 0.5");
        } else if (type == boolean.class || type == Boolean.class) {
            return new Kind<>(Boolean.class, Kind::yesOrNo, "true or false");
        } else if (type == String.class) {
            return new Kind<>(String.class, text -> text, "any text");
        } else if (type == Secret.class) {
            return new Kind<>(Secret.class, Secret::new, "any text");
        } else if (type == ByteSize.class) {
            return new Kind<>(ByteSize.class, ByteSize::parse, "a size such as 512KiB, 16MiB or 1GiB");
        } else if (type == Duration.class) {
            return new Kind<>(Duration.class, Kind::duration, "a time such as 200ms, 5s, 2m, 1h or 7d");
        } else if (type == PublicUrl.class) {
            return new Kind<>(
                    PublicUrl.class, PublicUrl::parse, "http://HOST, https://HOST or either with :PORT, and no path");
        } else if (type == BasePath.class) {
            return new Kind<>(BasePath.class, BasePath::parse, "a path such as /tv");
        } else if (type == Networks.class) {
            return new Kind<>(
                    Networks.class, Networks::parse, "addresses or ranges such as 127.0.0.1, 10.0.0.0/8 or fd00::/8");
        } else if (type == HostPorts.class) {
            return new Kind<>(HostPorts.class, HostPorts::parse, "HOST:PORT, or several of them with commas between");
        } else if (type == ZoneId.class) {
            return new Kind<>(ZoneId.class, Kind::zone, "a time zone such as UTC or Europe/Rome");
        } else if (type.isEnum()) {
            return choice(type);
        }
        throw new IllegalStateException("settings of " + type + " are not known; see masthead.config.Kind");
    }

    private static <T> Kind<T> choice(Class<T> type) {
        Map<String, T> choices =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Kind::written, each -> each));
        return new Kind<>(
                type,
                text -> {
                    T chosen = choices.get(text.toLowerCase(Locale.ROOT));
                    if (chosen == null) {
                        throw new IllegalArgumentException("not a choice");
                    }
                    return chosen;
                },
                "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Kind::written)
                                .collect(Collectors.joining(", ")));
    }

    private static String written(Object choice) {
        return ((Enum<?>) choice).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            return Duration.of(
                    Long.parseLong(matcher.group(1)), UNITS.getOrDefault(matcher.group(2), ChronoUnit.SECONDS));
        }
        try {
            Duration read = Duration.parse(text);
            if (!read.isNegative()) {
                return read;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
        throw new IllegalArgumentException("negative");
    }
}
