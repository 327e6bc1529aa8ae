package masthead.vod;

import masthead.catalog.Titles;
import masthead.tuner.FileOpener;

/** Where films come from: what they are, and the providers and folders they are in. */
public record Played(Titles titles, FileOpener opener, Library library) {}
