package masthead.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import masthead.config.Secret;

/**
 * An operator and a subscriber of the same name and password, which an empty database is given.
 *
 * <p>The two hashes are made from the first moment on, one per thread, while the caller does something else.
 */
public final class FirstLogin {
    private final Operators operators;
    private final Subscribers subscribers;
    private final String name;
    private final Secret password;
    private final CompletableFuture<String> subscribersHash;
    private final CompletableFuture<String> operatorsHash;

    FirstLogin(Operators operators, Subscribers subscribers, Passwords passwords, String name, Secret password) {
        this.operators = operators;
        this.subscribers = subscribers;
        this.name = name;
        this.password = password;
        this.subscribersHash = passwords.hashing(password);
        this.operatorsHash = passwords.hashing(password);
    }

    /** Keeps both; blocks for what is left of the hashes. A subscriber of this name is given the password. */
    public void add() {
        String hash = subscribersHash.join();
        Optional<Subscriber> present = subscribers.named(name);
        if (present.isPresent()) {
            subscribers.edit(newPassword(present.get().id()), Optional.of(hash));
        } else {
            subscribers.add(
                    new NewSubscriber(
                            name, password, true, Optional.empty(), false, 0, EnumSet.allOf(Format.class), Locks.NONE),
                    hash);
        }
        operators.add(
                name,
                password,
                Role.OWNER,
                operatorsHash.join()); // last: killed before this, a first start is one again
    }

    private SubscriberEdit newPassword(SubscriberId subscriber) {
        return new SubscriberEdit(
                subscriber,
                Optional.empty(),
                Optional.of(password),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
