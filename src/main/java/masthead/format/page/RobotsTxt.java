package masthead.format.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server asks of programs like ours (RFC 9309).
 *
 * <p>The group of our name, else that of {@code *}; of its rules the longest that matches, and of two as long the one that
 * allows (2.2.2). {@code Crawl-delay} is no part of the standard, but many write it.
 *
 * @param delay what it asks to wait between requests, if it does
 */
public record RobotsTxt(List<Rule> rules, Optional<Duration> delay) {
    /** Nothing is forbidden. */
    public static final RobotsTxt ALLOWS_ALL = new RobotsTxt(List.of(), Optional.empty());

    private static final int MOST_RULES = 5000;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,5}(\\.\\d{1,3})?");
    private static final Pattern LINES = Pattern.compile("\\R");

    /** A path's beginning, with {@code *} for anything and {@code $} for its end. */
    record Rule(boolean allows, String path) {}

    public RobotsTxt {
        rules = List.copyOf(rules);
    }

    /** Reads what is for {@code name}, a program's name without version. */
    public static RobotsTxt parse(String text, String name) {
        Group ours = new Group();
        Group everybody = new Group();
        String own = name.toLowerCase(Locale.ROOT);
        boolean naming = false;
        boolean forUs = false;
        boolean forAll = false;
        for (String line : LINES.splitAsStream(text).toList()) {
            int hash = line.indexOf('#');
            String rule = hash < 0 ? line : line.substring(0, hash);
            int colon = rule.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = rule.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = rule.substring(colon + 1).strip();
            if (key.equals("user-agent")) {
                forUs = (naming && forUs) || value.toLowerCase(Locale.ROOT).equals(own);
                forAll = (naming && forAll) || value.equals("*");
                ours.named |= forUs;
                naming = true;
                continue;
            }
            naming = naming && !key.equals("allow") && !key.equals("disallow") && !key.equals("crawl-delay");
            if (forUs) {
                ours.add(key, value);
            }
            if (forAll) {
                everybody.add(key, value);
            }
        }
        Group chosen = ours.named ? ours : everybody;
        return new RobotsTxt(chosen.rules, chosen.delay);
    }

    /** @param path with its query */
    public boolean allows(String path) {
        Rule best = new Rule(true, "");
        for (Rule each : rules) {
            boolean better = each.path.length() > best.path.length()
                    || (each.path.length() == best.path.length() && each.allows);
            if (better && matches(each.path, path)) {
                best = each;
            }
        }
        return best.allows;
    }

    /** In time that grows with the length of both and not faster: each star takes as little as it can. */
    private static boolean matches(String rule, String path) {
        boolean ends = rule.endsWith("$");
        String[] parts = (ends ? rule.substring(0, rule.length() - 1) : rule).split("\\*", -1);
        int at = 0;
        for (int part = 0; part < parts.length; part++) {
            boolean last = part == parts.length - 1;
            if (part == 0 && !path.startsWith(parts[0])) {
                return false;
            }
            if (last && ends) {
                return path.length() - parts[part].length() >= at
                        && path.endsWith(parts[part])
                        && (part > 0 || path.length() == parts[0].length());
            }
            int found = path.indexOf(parts[part], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[part].length();
        }
        return true;
    }

    private static final class Group {
        private final List<Rule> rules = new ArrayList<>();
        private Optional<Duration> delay = Optional.empty();
        private boolean named;

        void add(String key, String value) {
            boolean path = key.equals("allow") || key.equals("disallow");
            if (path && !value.isEmpty() && rules.size() < MOST_RULES) {
                rules.add(new Rule(key.equals("allow"), value));
            } else if (key.equals("crawl-delay") && SECONDS.matcher(value).matches()) {
                delay = Optional.of(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
            }
        }
    }
}
