package masthead.dashboard;

import java.util.Optional;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;

/** Where logos and posters are served from here: a page loads nothing from any other host. */
@FunctionalInterface
public interface Pictures {
    /**
     * A path of ours, without the base path; empty where there is no picture, or where it is not served from here.
     *
     * @param logo as the list has it
     * @param of the channel, movie or series it is of
     */
    Optional<String> of(String logo, ChannelId of);

    default Optional<String> of(Channel channel) {
        return of(channel.logo(), channel.id());
    }
}
