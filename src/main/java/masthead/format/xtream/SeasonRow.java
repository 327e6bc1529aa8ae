package masthead.format.xtream;

/** A season in {@code get_series_info}; texts may be empty, {@code cover} is absolute or empty. */
public record SeasonRow(int number, String name, String overview, String aired, String cover) {}
