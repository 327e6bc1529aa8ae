package masthead.dashboard.view;

/** The first step: who runs this server. */
public record SetupView(String code, String name, String wrong) {}
