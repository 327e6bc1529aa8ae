package masthead.tuner;

import masthead.catalog.Feed;

/** Who is told how feeds do; on event loops, so it must not block. */
public interface FeedWatch {
    /** Nobody is. */
    FeedWatch NOBODY = new FeedWatch() {
        @Override
        public void failed(Feed feed, NoSignal why) {}

        @Override
        public void shows(Feed feed) {}
    };

    /** It did not open, or was lost. */
    void failed(Feed feed, NoSignal why);

    /** It shows packets. */
    void shows(Feed feed);
}
