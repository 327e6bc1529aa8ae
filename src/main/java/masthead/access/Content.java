package masthead.access;

import java.time.Instant;
import masthead.catalog.ChannelId;

/** What somebody watches; equal for the same channel or film, in whatever format. */
public record Content(String key) {
    private static final String FILE = "file ";

    public static Content live(ChannelId channel) {
        return new Content("live " + channel);
    }

    public static Content movie(ChannelId movie) {
        return new Content(FILE + movie);
    }

    public static Content episode(ChannelId episode) {
        return new Content(FILE + episode);
    }

    /** What {@code channel} showed from {@code start} on. */
    public static Content archive(ChannelId channel, Instant start) {
        return new Content("archive " + channel + " " + start.getEpochSecond());
    }

    /** Whether it is a file, which comes in the format it has: what formats somebody may have says nothing of it. */
    boolean file() {
        return key.startsWith(FILE);
    }
}
