package masthead.xtream;

import masthead.catalog.Titles;
import masthead.http.ReadyFiles;
import masthead.vod.Details;
import masthead.vod.Films;

/**
 * Movies and series, and what shows them to players.
 *
 * @param files keeps their lists
 */
public record PlayerTitles(Titles titles, Details details, Films films, ReadyFiles files) {}
