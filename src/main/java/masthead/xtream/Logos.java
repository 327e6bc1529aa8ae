package masthead.xtream;

import java.util.Optional;
import java.util.regex.Pattern;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.OwnLogo;
import masthead.catalog.Title;
import masthead.format.xmltv.XmltvDetails;
import masthead.format.xmltv.XmltvKey;
import masthead.http.Origin;
import masthead.xtream.images.Images;

/** Where a channel's logo is, for players: ours under {@code /logo/}, others under {@code /image/} or where their list says. */
final class Logos {
    private static final String CARD = "card:";
    /** A picture of a local library. */
    private static final String LOCAL = "library:";

    private static final Pattern CARD_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern ABSOLUTE = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE);

    private final Images images;

    Logos(Images images) {
        this.images = images;
    }

    /** An absolute address, or empty: players cannot resolve anything else. */
    String address(Channel channel, Origin origin) {
        if (shipped(channel)) {
            return origin + "/logo/" + channel.id() + ".png";
        }
        return ABSOLUTE.matcher(channel.logo()).matches() ? images.address(channel.logo(), origin) : "";
    }

    /** As {@link #address}, of a movie's or series' poster. */
    String poster(Title title, Origin origin) {
        return picture(title.logo(), title.id(), origin);
    }

    /** As {@link #address}, of any picture that belongs to {@code of}. */
    String picture(String logo, ChannelId of, Origin origin) {
        if (logo.startsWith(CARD) || OwnLogo.names(logo)) {
            return origin + "/logo/" + of + ".png";
        }
        if (logo.startsWith(LOCAL)) {
            return origin + "/poster/" + of + ".jpg";
        }
        return ABSOLUTE.matcher(logo).matches() ? images.address(logo, origin) : "";
    }

    /** The details of a programme with the addresses of its pictures as players get them. */
    XmltvDetails pictures(XmltvDetails details, Origin origin) {
        return details.with(XmltvKey.ICON, each -> images.address(each, origin))
                .with(XmltvKey.IMAGE, each -> images.address(each, origin));
    }

    /** Whether the logo's address depends on where a player reached us. */
    boolean ours(Channel channel) {
        return shipped(channel) || images.fetches(channel.logo());
    }

    /** Or uploaded by an operator. */
    private static boolean shipped(Channel channel) {
        return channel.logo().startsWith(CARD) || OwnLogo.names(channel.logo());
    }

    /** The test card whose picture is the logo. The name comes from a list, so it is not trusted to be one. */
    static Optional<String> card(Channel channel) {
        if (!channel.logo().startsWith(CARD)) {
            return Optional.empty();
        }
        String name = channel.logo().substring(CARD.length());
        return CARD_NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
