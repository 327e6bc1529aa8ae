package masthead.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What somebody has to know to become the first operator of a fresh server: it is printed where the program was started, so that no
 * stranger who comes by first takes it over. Being on this machine would not do: behind a proxy here everybody is.
 */
public final class SetupCode {
    private final Optional<String> text;

    private SetupCode(Optional<String> text) {
        this.text = text;
    }

    /** A new one. */
    public static SetupCode made() {
        return new SetupCode(Optional.of(MadeUp.code()));
    }

    /** Of a server that somebody runs already: nothing fits. */
    public static SetupCode none() {
        return new SetupCode(Optional.empty());
    }

    /** To be printed. */
    public Optional<String> text() {
        return text;
    }

    boolean fits(String typed) {
        return text.filter(each -> MessageDigest.isEqual(
                        each.getBytes(StandardCharsets.UTF_8), typed.strip().getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
