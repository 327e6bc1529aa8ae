package masthead.xtream;

import masthead.http.ReadyFiles;
import masthead.guide.Listings;

/** The guide, as this door needs it: row by row, and as files. */
public record PlayerGuide(Listings listings, ReadyFiles files) {}
