package masthead.dashboard.view;

/**
 * Long work under way.
 *
 * @param phase what is being done
 * @param percent how much of this phase is done; -1 where nobody knows
 * @param detail how much, how fast, and how long it will take still
 * @param cancellable whether it is still time to give it up
 */
public record ProgressView(String phase, int percent, String detail, boolean cancellable) {}
