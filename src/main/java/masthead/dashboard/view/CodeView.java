package masthead.dashboard.view;

/**
 * The second half of a login.
 *
 * @param ticket of the half that is done
 * @param trouble what was wrong with the last code; empty if nothing was
 */
public record CodeView(String ticket, String trouble) {}
