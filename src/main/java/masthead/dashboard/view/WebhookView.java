package masthead.dashboard.view;

import java.util.List;

/**
 * One webhook.
 *
 * @param host where it is sent to: never the whole address
 */
public record WebhookView(int id, String name, String host, boolean enabled, List<Choice> choices, State state) {
    /** An event it may be told of. */
    public record Choice(String word, String says, boolean on) {}

    /** How the last try ended; {@code waiting} is empty where nothing does. */
    public record State(String result, String when, String tone, String waiting) {}

    /** A secret that was just made. */
    public record Fresh(int id, String name, String secret) {}
}
