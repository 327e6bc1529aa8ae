package masthead.access;

import java.util.Optional;
import masthead.catalog.ChannelId;

/**
 * Somebody who wanted to watch and could not.
 *
 * @param username as it was sent; there may be no such subscriber
 * @param asked the channel's name, or what was asked for where there is none
 * @param cause one of a few words, for counting
 * @param reason what the player was told
 */
public record RefusedPlay(
        String username,
        String asked,
        Optional<ChannelId> channel,
        Device device,
        int status,
        String cause,
        String reason) {
    private static final int LONGEST = 100;

    public RefusedPlay {
        username = plain(username);
        asked = plain(asked);
    }

    /** Strangers write what they like there. */
    private static String plain(String text) {
        String shortened = text.substring(0, Math.min(text.length(), LONGEST));
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
