package masthead.guide;

import java.time.Duration;
import java.time.Instant;
import masthead.catalog.ChannelId;
import masthead.guide.match.Identity;

/** One thing an operator decided of a channel's guide; see {@code V0007__matches.sql}. */
record Decision(ChannelId channel, Identity identity, What what, Instant at) {
    /** What was decided. */
    sealed interface What {
        /** Its programmes in this guide are there. */
        record Set(GuidePlace place) implements What {}

        /** It has no guide at all. */
        record None() implements What {}

        /** It is never this channel of a guide. */
        record Refuse(String guideId) implements What {}

        /** Its programmes are so much later; earlier if negative. */
        record Shift(Duration by) implements What {}
    }
}
