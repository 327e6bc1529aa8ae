package masthead.xtream;

import java.time.Duration;
import java.time.Instant;
import masthead.catalog.Channel;
import masthead.guide.Programme;

/** What we say of catch-up. */
final class Archive {
    private Archive() {}

    /** Days of {@code channel} that can be played again. */
    static int days(Channel channel) {
        return channel.archiveDays();
    }

    /** Whether {@code programme} is over and can be played again. */
    static boolean holds(Channel channel, Programme programme, Instant now) {
        return !programme.stop().isAfter(now) && programme.stop().isAfter(now.minus(Duration.ofDays(days(channel))));
    }
}
