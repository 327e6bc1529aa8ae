package masthead.format.xtream;

/**
 * What the actions answer when there is nothing of the kind asked for: always 200 and exactly these texts
 * (docs/4-protocols/xtream.md, "Empty answers").
 */
public final class EmptyAnswers {
    /** A list without rows. */
    public static final String LIST = "[]";

    /** {@code get_vod_info} of an id we do not have: one client takes only the empty array as "not found". */
    public static final String MOVIE = "{\"info\":[]}";

    /** {@code get_series_info} of an id we do not have: one client reads "not found" from the null name. */
    public static final String SERIES = "{\"seasons\":[],\"info\":{\"name\":null},\"episodes\":{}}";

    /** No programmes. */
    public static final String LISTINGS = "{\"epg_listings\":[]}";

    private EmptyAnswers() {}
}
