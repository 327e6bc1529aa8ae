package masthead.guide;

import java.time.Duration;
import java.util.List;
import masthead.catalog.Channel;

/** Which guides' channels a channel shows the programmes of. */
public interface GuideLinks {
    /** Best first. */
    List<GuidePlace> places(Channel channel);

    /** Added to the times of its programmes. */
    Duration shift(Channel channel);

    /** Grows with every change. */
    long version();

    /** By nothing but the id that the channel's list names, in each guide. */
    static GuideLinks byId(Guide guide) {
        return new GuideLinks() {
            @Override
            public List<GuidePlace> places(Channel channel) {
                return guide.places(channel.guideId());
            }

            @Override
            public Duration shift(Channel channel) {
                return Duration.ZERO;
            }

            @Override
            public long version() {
                return guide.version();
            }
        };
    }
}
