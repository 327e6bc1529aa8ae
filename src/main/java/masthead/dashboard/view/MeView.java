package masthead.dashboard.view;

/** The operator himself. */
public record MeView(String name, String role, String since) {}
