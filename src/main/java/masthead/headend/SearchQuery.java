package masthead.headend;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import masthead.format.acestream.SearchItem;

/**
 * What is searched for, and what of the results is taken; docs/2-use, "Searches".
 *
 * @param query words; empty finds everything
 * @param category one the catalogue knows, asked of it; empty for all
 * @param languages of which a result has one, ISO 639-2, lower case; empty for all
 * @param countries of which a result has one, ISO 3166 alpha-2, lower case; empty for all
 * @param leastAvailability 0 to 1
 * @param within how long ago it was last seen available at most; absent for any time
 * @param pageSize results asked for at once
 */
record SearchQuery(
        String query,
        String category,
        Set<String> languages,
        Set<String> countries,
        double leastAvailability,
        Optional<Duration> within,
        boolean greenOnly,
        int pageSize) {
    private static final Set<String> NAMES = Set.of(
            "query",
            "category",
            "languages",
            "countries",
            "minAvailability",
            "seenWithinHours",
            "greenOnly",
            "pageSize");

    /** @throws IllegalArgumentException if an option is unknown or cannot be used, telling which */
    static SearchQuery of(Map<String, String> options) {
        for (String each : options.keySet()) {
            if (!NAMES.contains(each)) {
                throw new IllegalArgumentException(
                        "a search has no option '" + each + "'; there are " + String.join(", ", new TreeSet<>(NAMES)));
            }
        }
        double availability = number(options, "minAvailability", 0, 0, 1);
        double hours = number(options, "seenWithinHours", 0, 0, 100_000);
        return new SearchQuery(
                options.getOrDefault("query", "").strip(),
                options.getOrDefault("category", "").strip(),
                words(options.getOrDefault("languages", "")),
                words(options.getOrDefault("countries", "")),
                availability,
                hours == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((long) (hours * 3600))),
                flag(options.getOrDefault("greenOnly", "false")),
                (int) number(options, "pageSize", 200, 1, 2000));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                .filter(each -> !each.isEmpty())
                .toList());
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw new IllegalArgumentException("'greenOnly' is true or false");
        };
    }

    private static double number(
            Map<String, String> options, String name, double otherwise, double least, double most) {
        String text = options.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as if it were out of bounds
        }
        throw new IllegalArgumentException("'" + name + "' is a number from " + (long) least + " to " + (long) most);
    }

    /**
     * The address of a page of results. {@code address} is an engine's, or a whole one with {@code /search} or {@code /all},
     * whose own parameters (an API's version and key) stay.
     */
    String at(URI address, int page) {
        StringBuilder url = new StringBuilder(address.getScheme() + "://" + address.getRawAuthority());
        String path = Optional.ofNullable(address.getRawPath()).orElse("");
        url.append(path.isEmpty() || path.equals("/") ? "/search" : path);
        String separator = "?";
        for (String own : given(address)) {
            url.append(separator).append(own);
            separator = "&";
        }
        if (everything(address)) {
            return url.toString();
        }
        return url.append(separator)
                .append("query=")
                .append(URLEncoder.encode(query, StandardCharsets.UTF_8))
                .append(category.isEmpty() ? "" : "&category=" + URLEncoder.encode(category, StandardCharsets.UTF_8))
                .append("&page=")
                .append(page)
                .append("&page_size=")
                .append(pageSize)
                .append("&group_by_channels=1")
                .toString();
    }

    private static List<String> given(URI address) {
        return address.getRawQuery() == null
                ? List.of()
                : Arrays.stream(address.getRawQuery().split("&", 50))
                        .filter(each -> !each.matches("(?i)(query|category|page|page_size)=.*"))
                        .toList();
    }

    /** Whether it is the public catalogue's list of everything, which has no pages and knows no queries. */
    static boolean everything(URI address) {
        return address.getPath() != null && address.getPath().endsWith("/all");
    }

    /** @param unasked whether the server was not told the query, so that it is our part to find what matches */
    boolean wants(SearchItem item, Instant now, boolean unasked) {
        return (languages.isEmpty() || item.languages().stream().anyMatch(each -> languages.contains(lower(each))))
                && (countries.isEmpty() || item.countries().stream().anyMatch(each -> countries.contains(lower(each))))
                && (!unasked || category.isEmpty() || item.categories().stream().anyMatch(category::equalsIgnoreCase))
                && item.availability() >= leastAvailability
                && (!greenOnly || item.status() == 2)
                && (within.isEmpty()
                        || item.updatedAt()
                                .map(at -> at.isAfter(now.minus(within.get())))
                                .orElse(false))
                && (!unasked || lower(item.name()).contains(lower(query)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
