package masthead.catalog;

/**
 * What of a channel's row players see, as SQL on table {@code channel} called {@code c}: what the operator says wins over what rules
 * say, and that over what the provider's list says. Live channels, movies and series alike.
 */
public final class Seen {
    public static final String NAME = "COALESCE(c.own_name, c.rule_name, c.name)";

    /** The id of its category: that of "Uncategorised" where it has none. */
    public static final String CATEGORY = "COALESCE(c.own_category_id, c.rule_category_id, c.category_id, "
            + "(SELECT id FROM category WHERE position = 2147483647))";

    /** 1 where players do not see it. */
    public static final String HIDDEN =
            "(CASE WHEN c.hidden <> 0 THEN 1 WHEN c.own_shown <> 0 THEN 0 ELSE COALESCE(c.rule_hidden, 0) END)";

    private Seen() {}
}
