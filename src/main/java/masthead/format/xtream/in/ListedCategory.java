package masthead.format.xtream.in;

/** A category of a panel; its id is the panel's own. */
public record ListedCategory(String id, String name) {}
