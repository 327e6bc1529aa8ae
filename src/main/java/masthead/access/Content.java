package masthead.access;

import masthead.catalog.ChannelId;

/** What somebody watches; equal for the same channel or film, in whatever format. */
public record Content(String key) {
    public static Content live(ChannelId channel) {
        return new Content("live " + channel);
    }
}
