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
}
