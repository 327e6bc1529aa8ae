package masthead.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import masthead.config.Networks;

/**
 * Where from and with what a subscriber may watch; for streams only. Players' lists and streams come from different programs and
 * networks, so each lock breaks somebody: none by default.
 *
 * @param networks addresses he may watch from; none means any
 * @param agents programs he may watch with, by their User-Agent; none means any. One matches a part of it, or all of it where
 *     there is a {@code *} in it, which stands for anything. Upper and lower case are the same
 */
public record Locks(Networks networks, List<String> agents) {
    private static final int MOST = 50;
    private static final int LONGEST_AGENT = 200;

    public static final Locks NONE = new Locks(new Networks(List.of()), List.of());

    /** @throws IllegalArgumentException if there are too many, or one cannot be matched, telling which */
    public Locks {
        agents = agents.stream().map(String::strip).toList();
        if (networks.all().size() > MOST || agents.size() > MOST) {
            throw new IllegalArgumentException("a subscriber has at most " + MOST + " locks of a kind");
        }
        for (String each : agents) {
            if (each.isEmpty() || each.length() > LONGEST_AGENT || each.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("an allowed program has 1 to " + LONGEST_AGENT
                        + " characters, none of them a control character");
            }
        }
    }

    /** Of the written forms below. */
    static Locks read(String networks, String agents) {
        return new Locks(
                networks.isEmpty() ? NONE.networks : Networks.parse(networks),
                agents.isEmpty() ? List.of() : Arrays.asList(agents.split("\n", -1)));
    }

    String writtenNetworks() {
        return networks.all().stream().map(Networks.Network::written).collect(Collectors.joining(","));
    }

    String writtenAgents() {
        return String.join("\n", agents);
    }

    boolean allowAddress(String address) {
        if (networks.all().isEmpty()) {
            return true;
        }
        try {
            return networks.contains(Networks.address(address));
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    boolean allowAgent(String userAgent) {
        String sent = userAgent.toLowerCase(Locale.ROOT);
        return agents.isEmpty() || agents.stream().anyMatch(each -> matches(each.toLowerCase(Locale.ROOT), sent));
    }

    /** Left to right, each piece at its first place: nothing is tried twice, however many stars there are. */
    private static boolean matches(String pattern, String text) {
        if (!pattern.contains("*")) {
            return text.contains(pattern);
        }
        String[] pieces = pattern.split("\\*", -1);
        String last = pieces[pieces.length - 1];
        if (!text.startsWith(pieces[0]) || text.length() < pieces[0].length() + last.length()) {
            return false;
        }
        int at = pieces[0].length();
        int end = text.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = text.indexOf(pieces[i], at);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return text.endsWith(last);
    }
}
