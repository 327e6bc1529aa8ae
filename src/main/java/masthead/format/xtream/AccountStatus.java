package masthead.format.xtream;

/** How an account stands: the only four words that every player knows (docs/4-protocols/xtream.md, "Login"). */
public enum AccountStatus {
    ACTIVE("Active"),
    BANNED("Banned"),
    DISABLED("Disabled"),
    EXPIRED("Expired");

    private final String wireName;

    AccountStatus(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
