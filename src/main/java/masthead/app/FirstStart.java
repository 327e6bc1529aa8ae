package masthead.app;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.FirstLogin;
import masthead.config.Secret;

/** Fills an empty database: the operator {@code admin}, and a subscriber of that name and password, so that a player can log in. */
final class FirstStart {
    private static final String NAME = "admin";
    /** Letters and digits that nobody takes for another: 55 of them, so that 14 are 80 bits. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 14;

    private final Optional<FirstLogin> login;
    private final Optional<Secret> madeUp;
    private final PrintStream out;

    /**
     * Begins the password hashes if there is no operator; does not wait for them.
     *
     * @param out where a made-up password is printed, once: never the log, which is kept
     * @throws masthead.access.RefusedPassword if {@code chosen} cannot be a password
     */
    FirstStart(Access access, Optional<Secret> chosen, PrintStream out) {
        boolean first = access.operators().none();
        this.madeUp = first && chosen.isEmpty() ? Optional.of(madeUp()) : Optional.empty();
        this.login =
                first ? chosen.or(() -> madeUp).map(password -> access.firstLogin(NAME, password)) : Optional.empty();
        this.out = out;
    }

    /** Waits for the hashes and keeps both; does nothing if there was an operator. */
    void finish() {
        // Printed before it is kept: a process killed in between leaves no operator whose password nobody knows.
        madeUp.ifPresent(password -> {
            out.println("First start. Log in as " + NAME + " with the password " + password.value()
                    + " (operator and subscriber; it is not shown again).");
            out.flush();
        });
        login.ifPresent(FirstLogin::add);
    }

    private static Secret madeUp() {
        return new Secret(new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(each -> String.valueOf(LETTERS.charAt(each)))
                .collect(Collectors.joining()));
    }
}
