package masthead.dashboard;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import masthead.dashboard.view.Notice;

/** An operator in a browser, from login to logout. Safe on any thread. */
final class Session {
    private final String operator;
    private final String token;
    private final Instant since;
    private volatile Instant used;
    private volatile Optional<String> shared = Optional.empty();
    private final AtomicReference<Optional<Notice>> notice = new AtomicReference<>(Optional.empty());

    /** @param token what every form of this session carries, so that no page of another site can send one */
    Session(String operator, String token, Instant since) {
        this.operator = operator;
        this.token = token;
        this.since = since;
        this.used = since;
    }

    String operator() {
        return operator;
    }

    String token() {
        return token;
    }

    Instant since() {
        return since;
    }

    Instant used() {
        return used;
    }

    void use(Instant now) {
        used = now;
    }

    /** Keeps {@code said} for the next page. */
    void say(Notice said) {
        notice.set(Optional.of(said));
    }

    /** What was kept for this page; once. */
    Optional<Notice> heard() {
        return notice.getAndSet(Optional.empty());
    }

    /** The address players reach us at, as the operator told while this session lasts. */
    Optional<String> shared() {
        return shared;
    }

    void share(String address) {
        shared = Optional.of(address);
    }
}
