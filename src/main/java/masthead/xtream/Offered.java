package masthead.xtream;

/** What players can watch: live channels, and movies and series. */
public record Offered(Live live, PlayerTitles titles) {}
