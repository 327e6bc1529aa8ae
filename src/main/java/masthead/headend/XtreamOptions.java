package masthead.headend;

import java.util.Map;
import java.util.Set;

/**
 * What an operator may say of how a panel's account is read.
 *
 * @param output how live streams are asked for: {@code ts} or {@code m3u8}
 * @param mirrors other addresses of the same panel, separated by blanks
 */
record XtreamOptions(String output, String mirrors, boolean live, boolean movies, boolean series) {
    private static final Set<String> KNOWN = Set.of("output", "mirrors", "live", "movies", "series");

    /** @throws IllegalArgumentException if one is unknown or cannot be used, telling which */
    static XtreamOptions of(Map<String, String> options) {
        options.keySet().stream()
                .filter(each -> !KNOWN.contains(each))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("a provider of kind xtream has no option '" + unknown
                            + "'; it has output, mirrors, live, movies, series");
                });
        String output = options.getOrDefault("output", "ts").strip();
        if (!output.equals("ts") && !output.equals("m3u8")) {
            throw new IllegalArgumentException("option 'output' is ts or m3u8");
        }
        return new XtreamOptions(
                output,
                options.getOrDefault("mirrors", ""),
                wanted(options, "live"),
                wanted(options, "movies"),
                wanted(options, "series"));
    }

    private static boolean wanted(Map<String, String> options, String name) {
        return switch (options.getOrDefault(name, "yes").strip()) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException("option '" + name + "' is yes or no");
        };
    }
}
