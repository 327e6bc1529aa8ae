package masthead.xtream;

import masthead.guide.Listings;
import masthead.http.ReadyFiles;

/** The guide, as this door needs it: row by row, and as files. */
public record PlayerGuide(Listings listings, ReadyFiles files) {}
