package masthead.catalog;

/** One of the three parts that players ask for by themselves. */
public enum Part {
    LIVE,
    MOVIES,
    SERIES
}
