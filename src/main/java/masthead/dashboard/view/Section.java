package masthead.dashboard.view;

/** The entries of the menu. */
public enum Section {
    ON_AIR("On air", "", "radio-tower"),
    CHANNELS("Channels", "/channels", "tv"),
    TITLES("Movies and series", "/titles", "clapperboard"),
    RULES("Rules", "/rules", "list-filter"),
    LINEUPS("Lineups", "/lineups", "list-checks"),
    PROVIDERS("Providers", "/providers", "antenna"),
    GUIDE("Guide", "/guide/grid", "calendar-days"),
    SUBSCRIBERS("Subscribers", "/subscribers", "users"),
    OPERATORS("Operators", "/operators", "user-cog"),
    WEBHOOKS("Webhooks", "/webhooks", "webhook"),
    SYSTEM("System", "/system", "cpu"),
    SETTINGS("Settings", "/settings", "sliders-horizontal"),
    LOGS("Logs", "/logs", "scroll-text");

    private final String title;
    private final String path;
    private final String icon;

    Section(String title, String path, String icon) {
        this.title = title;
        this.path = path;
        this.icon = icon;
    }

    public String title() {
        return title;
    }

    public String path() {
        return path;
    }

    public String icon() {
        return icon;
    }
}
