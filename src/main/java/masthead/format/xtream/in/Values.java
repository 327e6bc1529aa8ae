package masthead.format.xtream.in;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of an object, each read for what it should be whatever it was written as. Under several names the first that says
 * something counts.
 *
 * @param fields texts, {@link Tree.Numeral}s, {@link Boolean}s, lists and maps of them; what was null is not there
 */
record Values(Map<String, Object> fields) {
    private static final int LONGEST_NUMBER = 30;
    private static final int MOST_ITEMS = 50;
    private static final int LONGEST_URL = 2000;
    private static final BigDecimal MILLIS = BigDecimal.valueOf(100_000_000_000L);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{1,2})");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(1[89]\\d\\d|20\\d\\d)(?!\\d)");
    private static final Pattern NAMED_YEAR = Pattern.compile(".*[(\\[](1[89]\\d\\d|20\\d\\d)[)\\]].*");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,10}");

    /** As it is written, unless it says that there is nothing. */
    String raw(String... names) {
        for (String name : names) {
            String text = Tree.text(fields.get(name));
            if (!Clean.absent(text)) {
                return text;
            }
        }
        return "";
    }

    String text(int limit, String... names) {
        return Clean.text(raw(names), limit);
    }

    /** What is there is a name, even if it is "None" or "N/A". */
    String name(int limit, String... names) {
        for (String name : names) {
            String text = Clean.text(Tree.text(fields.get(name)), limit);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** A panel's id: a whole number without leading zeros or decimals, else as it is. */
    String id(String... names) {
        return idOf(raw(names));
    }

    private static String idOf(String text) {
        String written = text.strip();
        Optional<BigDecimal> number = numberOf(written);
        String id = number.isPresent()
                        && number.get().signum() >= 0
                        && number.get().stripTrailingZeros().scale() <= 0
                        && number.get().precision() - number.get().scale() <= LONGEST_NUMBER
                ? number.get().toBigInteger().toString()
                : Clean.text(written, 100);
        return id.equals("0") ? "" : id;
    }

    Optional<BigDecimal> number(String... names) {
        return numberOf(raw(names).strip());
    }

    private static Optional<BigDecimal> numberOf(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if (first != '-' && first != '.' && (first < '0' || first > '9')) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text.replace(',', '.'));
            return Math.abs((long) number.scale()) > LONGEST_NUMBER ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A whole number from 0; what is negative, too large or none is empty. */
    Optional<Integer> whole(String... names) {
        return number(names)
                .filter(each -> each.signum() >= 0 && each.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0)
                .map(BigDecimal::intValue);
    }

    boolean flag(String... names) {
        String text = raw(names).strip();
        return text.equalsIgnoreCase("true")
                || text.equalsIgnoreCase("yes")
                || numberOf(text).filter(each -> each.signum() > 0).isPresent();
    }

    /** A list, a single one, an object keyed by index; texts with what separates them in panels. */
    List<String> items(String name) {
        Object value = fields.get(name);
        List<String> items = new ArrayList<>();
        Iterable<?> all = switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> map.values();
            case null, default -> List.of(Tree.text(value));
        };
        for (Object each : all) {
            String text = Tree.text(each);
            if (!Clean.absent(text) && items.size() < MOST_ITEMS) {
                items.add(text.strip());
            }
        }
        return items;
    }

    /** Those of {@code category_id} first; without the null and the "0" that panels file orphans under. */
    List<String> categories() {
        List<String> categories = new ArrayList<>();
        String main = id("category_id");
        if (!main.isEmpty()) {
            categories.add(main);
        }
        for (String each : items("category_ids")) {
            for (String one : each.split("[,\\[\\]\"\\s]+")) {
                String id = idOf(one);
                if (!id.isEmpty() && !categories.contains(id)) {
                    categories.add(id);
                }
            }
        }
        return categories;
    }

    /** A moment, in seconds or milliseconds since 1970 or written out in UTC; what is more than a day ahead is a mistake. */
    Optional<Instant> past(Instant now, String... names) {
        return instant(names).filter(each -> each.isBefore(now.plusSeconds(24 * 60 * 60)));
    }

    Optional<Instant> instant(String... names) {
        String text = raw(names).strip();
        Optional<BigDecimal> number = numberOf(text);
        if (number.isPresent()) {
            if (number.get().signum() <= 0
                    || number.get().precision() - number.get().scale() > 15) {
                return Optional.empty();
            }
            long whole = number.get().longValue();
            return Optional.of(
                    number.get().compareTo(MILLIS) > 0
                            ? Instant.ofEpochSecond(whole / 1000)
                            : Instant.ofEpochSecond(whole));
        }
        return local(text).map(each -> each.toInstant(ZoneOffset.UTC)).filter(each -> each.isAfter(Instant.EPOCH));
    }

    /** What a clock on the wall says. */
    Optional<LocalDateTime> local(String text) {
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay());
            }
            String plain = text.replace('T', ' ').replaceFirst("(Z|\\.\\d+Z?)$", "");
            return plain.length() == 19 ? Optional.of(LocalDateTime.parse(plain, DATE_TIME)) : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Of ten, at most one decimal; empty where there is none, or none that can be. */
    String rating() {
        return number("rating", "rating_10based")
                .or(() -> number("rating_5based").map(each -> each.multiply(BigDecimal.TWO)))
                .filter(each -> each.signum() > 0 && each.compareTo(BigDecimal.TEN) <= 0)
                .map(each -> each.setScale(1, java.math.RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString())
                .orElse("");
    }

    String year() {
        for (String name : List.of("year", "release_date", "releaseDate", "releasedate", "release")) {
            Matcher year = YEAR.matcher(raw(name));
            if (year.find()) {
                return year.group(1);
            }
        }
        Matcher named = NAMED_YEAR.matcher(raw("name", "title"));
        return named.matches() ? named.group(1) : "";
    }

    String released() {
        return text(40, "release_date", "releaseDate", "releasedate");
    }

    /** In seconds; {@code episode_run_time} counts minutes. */
    long durationSeconds() {
        Optional<Integer> seconds = whole("duration_secs").filter(each -> each > 0);
        if (seconds.isPresent()) {
            return seconds.get();
        }
        Matcher clock = CLOCK.matcher(raw("duration").strip());
        if (clock.matches()) {
            long hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
            long played = (hours * 60 + Long.parseLong(clock.group(2))) * 60 + Long.parseLong(clock.group(3));
            if (played > 0) {
                return played;
            }
        }
        return whole("episode_run_time")
                .map(each -> each * 60L)
                .filter(each -> each < 7 * 24 * 60 * 60)
                .orElse(0L);
    }

    /** Without a dot, from a text or a list; {@code mp4} where there is none. */
    String extension() {
        for (String each : items("container_extension")) {
            String plain = each.toLowerCase(java.util.Locale.ROOT).replaceFirst("^.*\\.", "");
            if (EXTENSION.matcher(plain).matches()) {
                return plain;
            }
        }
        return "mp4";
    }

    String tmdb() {
        return whole("tmdb", "tmdb_id")
                .filter(each -> each > 0)
                .map(String::valueOf)
                .orElse("");
    }

    String picture(String base, String... names) {
        for (String name : names) {
            String picture = Pictures.of(items(name).stream().findFirst().orElse(""), base);
            if (!picture.isEmpty() && picture.length() <= LONGEST_URL) {
                return picture;
            }
        }
        return "";
    }

    List<String> pictures(String base, String name) {
        return items(name).stream()
                .map(each -> Pictures.of(each, base))
                .filter(each -> !each.isEmpty())
                .limit(10)
                .toList();
    }
}
