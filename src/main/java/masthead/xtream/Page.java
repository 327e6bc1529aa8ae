package masthead.xtream;

import java.util.concurrent.atomic.AtomicInteger;
import masthead.http.Exchange;
import masthead.http.KeptBody;

/**
 * A kept body with a count of those who use it: the cache, and every reply that is just being started. The last one to
 * leave gives the memory back, so a page may be evicted at any moment. Safe on any thread.
 */
final class Page {
    private final KeptBody body;
    private final AtomicInteger users = new AtomicInteger(1);

    /** A page in use by its maker, who must {@link #leave} it. */
    Page(KeptBody body) {
        this.body = body;
    }

    int size() {
        return body.size();
    }

    /** Replies with this page, unless it is gone already: then nothing was answered, and false is returned. */
    boolean replyTo(Exchange exchange) {
        if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            return false;
        }
        try {
            exchange.reply(Answers.JSON, body);
            return true;
        } finally {
            leave();
        }
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            body.release();
        }
    }
}
