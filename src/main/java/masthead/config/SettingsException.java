package masthead.config;

import java.util.List;

/** Settings that cannot be used. It names every problem at once: the key, the value unless it is secret, and what is allowed. */
public final class SettingsException extends RuntimeException {
    private final List<String> problems;

    SettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
