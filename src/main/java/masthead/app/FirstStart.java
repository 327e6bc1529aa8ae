package masthead.app;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.access.Format;
import masthead.access.NewSubscriber;
import masthead.access.Operators;
import masthead.access.Subscriber;
import masthead.access.SubscriberEdit;
import masthead.access.SubscriberId;
import masthead.access.Subscribers;
import masthead.config.Secret;

/** Fills an empty database: the operator {@code admin}, and a subscriber of that name and password, so that a player can log in. */
public final class FirstStart {
    private static final String NAME = "admin";
    /** Letters and digits that nobody takes for another: 55 of them, so that 14 are 80 bits. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 14;

    private final Operators operators;
    private final Subscribers subscribers;
    private final PrintStream out;

    /** {@code out} is where a made-up password is printed, once: never the log, which is kept. */
    public FirstStart(Operators operators, Subscribers subscribers, PrintStream out) {
        this.operators = operators;
        this.subscribers = subscribers;
        this.out = out;
    }

    /** Does nothing if there is an operator. Blocks for two password hashes if there is none. */
    public void run(Optional<Secret> chosen) {
        if (!operators.none()) {
            return;
        }
        Secret password = chosen.orElseGet(FirstStart::madeUp);
        subscriber(password);
        operators.add(NAME, password); // last: a start that was killed before this is a first start again
        if (chosen.isEmpty()) {
            out.println("First start. Log in as " + NAME + " with the password " + password.value()
                    + " (operator and subscriber; it is not shown again).");
            out.flush();
        }
    }

    private void subscriber(Secret password) {
        Optional<Subscriber> present = subscribers.named(NAME);
        if (present.isPresent()) {
            subscribers.edit(passwordOf(present.get().id(), password));
        } else {
            subscribers.add(
                    new NewSubscriber(NAME, password, true, Optional.empty(), false, 0, EnumSet.allOf(Format.class)));
        }
    }

    private static SubscriberEdit passwordOf(SubscriberId subscriber, Secret password) {
        return new SubscriberEdit(
                subscriber,
                Optional.empty(),
                Optional.of(password),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Secret madeUp() {
        return new Secret(new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(each -> String.valueOf(LETTERS.charAt(each)))
                .collect(Collectors.joining()));
    }
}
