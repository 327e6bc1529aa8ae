package masthead.dashboard.view;

/** The login, and whether one has just failed. */
public record LoginView(String name, boolean failed) {}
