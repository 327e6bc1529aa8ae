package masthead.xtream;

import java.util.Optional;
import java.util.regex.Pattern;
import masthead.catalog.Channel;
import masthead.http.Origin;

/** Where a channel's logo is, for players: ours under {@code /logo/}, all others where their list says. */
final class Logos {
    private static final String CARD = "card:";
    private static final Pattern CARD_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern ABSOLUTE = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE);

    private Logos() {}

    /** An absolute address, or empty: players cannot resolve anything else. */
    static String address(Channel channel, Origin origin) {
        if (ours(channel)) {
            return origin + "/logo/" + channel.id() + ".png";
        }
        return ABSOLUTE.matcher(channel.logo()).matches() ? channel.logo() : "";
    }

    /** Whether the logo's address depends on where a player reached us. */
    static boolean ours(Channel channel) {
        return channel.logo().startsWith(CARD);
    }

    /** The test card whose picture is the logo. The name comes from a list, so it is not trusted to be one. */
    static Optional<String> card(Channel channel) {
        if (!ours(channel)) {
            return Optional.empty();
        }
        String name = channel.logo().substring(CARD.length());
        return CARD_NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
