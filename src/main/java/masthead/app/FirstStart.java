package masthead.app;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.FirstLogin;
import masthead.config.Secret;
import masthead.dashboard.SetupCode;

/**
 * Fills an empty database: the operator {@code admin}, and a subscriber of that name and password, so that a player can log in. Where
 * no password was chosen and there are pages to choose one in, that is left to whoever knows the code that is printed instead.
 */
final class FirstStart {
    private static final String NAME = "admin";
    /** Letters and digits that nobody takes for another: 55 of them, so that 14 are 80 bits. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 14;

    private final Optional<FirstLogin> login;
    private final Optional<Secret> madeUp;
    private final SetupCode code;
    private final PrintStream out;

    /**
     * Begins the password hashes if there is no operator; does not wait for them.
     *
     * @param inBrowser whether a browser can be used to choose the password
     * @param out where a made-up password is printed, once: never the log, which is kept
     * @throws masthead.access.RefusedPassword if {@code chosen} cannot be a password
     */
    FirstStart(Access access, Optional<Secret> chosen, boolean inBrowser, PrintStream out) {
        boolean first = access.operators().none();
        this.code = first && chosen.isEmpty() && inBrowser ? SetupCode.made() : SetupCode.none();
        this.madeUp = first && chosen.isEmpty() && !inBrowser ? Optional.of(madeUp()) : Optional.empty();
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

    /** What makes whoever knows it the first operator. */
    SetupCode code() {
        return code;
    }

    /** Tells where to begin, once there is something at {@code address}. */
    void invite(String address) {
        code.text().ifPresent(text -> {
            out.println("First start: nobody runs this server yet. Open this address in a browser to begin:");
            out.println();
            out.println("    " + address + "/dashboard/setup?code=" + text);
            out.println();
            out.println("From another device, put the name of this machine in the place of localhost.");
            out.flush();
        });
    }

    private static Secret madeUp() {
        return new Secret(new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(each -> String.valueOf(LETTERS.charAt(each)))
                .collect(Collectors.joining()));
    }
}
